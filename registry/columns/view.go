package columns

import (
	"context"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// View is a table with the lives of its shapes under one law. It is never changed.
type View struct {
	*Table
	lives lives
	daily func() daily          // made when it is first asked for, where a hypothesis is what is viewed
	kinds atomic.Pointer[kinds] // where they are kept
}

// Decide makes a view. Shapes are decided by so many workers at once.
func (t *Table) Decide(ctx context.Context, workers int, decide Decides) (*View, error) {
	every := make([]int, t.Shapes())
	for i := range every {
		every[i] = i
	}
	made, err := lives{}.with(ctx, t, every, Ending{}, workers, decide)
	if err != nil {
		return nil, err
	}
	v := &View{Table: t, lives: made}
	all, err := counted(ctx, v, workers)
	v.daily = all.known
	return v, err
}

// chunk is how many neighbours one worker takes at a time.
const chunk = 256

// Shared hands the numbers below n to fn, on several goroutines. It ends early
// when the context does.
func Shared(ctx context.Context, workers, n int, fn func(worker, i int) error) error {
	return shared(ctx, workers, n, chunk, fn)
}

// shared is Shared by so many neighbours at a time.
func shared(ctx context.Context, workers, n, chunk int, fn func(worker, i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for worker := range workers {
		group.Go(func() error {
			for from := worker * chunk; from < n; from += workers * chunk {
				if err := ctx.Err(); err != nil {
					return err
				}
				for i := from; i < min(from+chunk, n); i++ {
					if err := fn(worker, i); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// Life is the life of a shape.
func (v *View) Life(shape int) Life { return v.lives.of(shape) }

// On is what holds for the flow in a row on a day.
func (v *View) On(row uint32, day civil.Date) On {
	if !v.span.values[v.periods[row]].Contains(day) {
		return On{Status: basis.Inactive}
	}
	return v.lives.of(int(v.shapeOf[row])).On(day)
}

// Counts are numbers of flows by the places of their statuses in basis.Statuses.
type Counts [5]int

// Active is how many of them are active.
func (c Counts) Active() (n int) {
	for i, s := range basis.Statuses {
		if s != basis.Inactive {
			n += c[i]
		}
	}
	return n
}

// admitted are those of the wanted statuses, none of which admits all, of so many
// flows: those that are not counted are inactive.
func (c Counts) admitted(wanted []basis.Status, flows int) Counts {
	c[0] = flows - c.Active()
	for i, s := range basis.Statuses {
		if !admits(wanted, s) {
			c[i] = 0
		}
	}
	return c
}
