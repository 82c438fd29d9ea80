package columns

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// View is a table with the lives of its shapes under one law. It is never changed.
type View struct {
	*Table
	lives   lives
	daily   daily
	resting restIndex
}

// Decide makes a view: decide gives the timeline of a shape. It is called by as
// many goroutines as workers, each of which says its number.
func (t *Table) Decide(ctx context.Context, workers int, decide func(worker int, s basis.Shape) (basis.Timeline, error)) (*View, error) {
	v := &View{Table: t, lives: newLives(len(t.shape.values))}
	err := Shared(ctx, workers, len(t.shape.values), func(worker, shape int) error {
		if t.isEmpty(shape) {
			return nil
		}
		timeline, err := decide(worker, t.shape.values[shape])
		if err == nil {
			*v.lives.of(shape) = Compact(timeline)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	all := newChanges()
	for shape := range t.shape.values {
		all.count(v, shape, +1)
	}
	v.daily = all.to(daily{})
	return v, nil
}

// chunk is how many neighbours one worker takes at a time.
const chunk = 256

// Shared hands the numbers below n to fn, on several goroutines. It ends early
// when the context does.
func Shared(ctx context.Context, workers, n int, fn func(worker, i int) error) error {
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
func (v *View) Life(shape int) *Life { return v.lives.of(shape) }

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
