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
	lives []Life
	daily daily
	index index
}

// Decide makes a view: decide gives the timeline of a shape. It is called by as
// many goroutines as workers, each of which says its number.
func (t *Table) Decide(ctx context.Context, workers int, decide func(worker int, s basis.Shape) (basis.Timeline, error)) (*View, error) {
	v := &View{Table: t, lives: make([]Life, len(t.shapes))}
	err := Shared(ctx, workers, len(t.shapes), func(worker, shape int) error {
		timeline, err := decide(worker, t.shapes[shape])
		if err == nil {
			v.lives[shape] = Compact(timeline)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	v.daily = v.countDaily()
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
func (v *View) Life(shape int) *Life { return &v.lives[shape] }

// On is what holds for the flow in a row on a day.
func (v *View) On(row uint32, day civil.Date) On {
	if !v.spans[v.periods[row]].Contains(day) {
		return On{Status: basis.Inactive}
	}
	return v.lives[v.shapeOf[row]].On(day)
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
