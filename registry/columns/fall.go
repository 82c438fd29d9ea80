package columns

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// FirstFall is the first day on which a flow of a shape, active in a period, has no
// valid basis in another view of the same table while it has one, or needs none, in
// this view; the zero Date where there is no such day.
func (v *View) FirstFall(after *View, shape int, active civil.Interval) civil.Date {
	return firstWithin(v.falls(after, shape), active)
}

// Falls counts all flows that ever fall in that sense, by the first day on which they
// do. It ends early when the context does.
func (v *View) Falls(ctx context.Context, after *View) (map[civil.Date]int, error) {
	workers := make([]map[civil.Date]int, Workers())
	for i := range workers {
		workers[i] = map[civil.Date]int{}
	}
	err := Shared(ctx, len(workers), v.Shapes(), func(worker, shape int) error {
		falls := v.falls(after, shape)
		if falls.IsEmpty() {
			return nil
		}
		from, to := v.rows(shape)
		for _, period := range v.periods[from:to] {
			if day := firstWithin(falls, v.span.values[period]); !day.IsZero() {
				workers[worker][day]++
			}
		}
		return nil
	})
	all := map[civil.Date]int{}
	for _, counted := range workers {
		for day, n := range counted {
			all[day] += n
		}
	}
	return all, err
}

// falls are the days on which a shape is without a valid basis in the other
// view alone.
func (v *View) falls(after *View, shape int) civil.Set {
	without := after.Life(shape).without()
	if without.IsEmpty() {
		return without
	}
	return without.Minus(v.Life(shape).without())
}

func firstWithin(falls civil.Set, active civil.Interval) civil.Date {
	for f := range falls.Spans {
		if from := max(f.From, active.From); from < min(f.To, active.To) {
			return from
		}
	}
	return 0
}

// without are the days without a valid basis.
func (l Life) without() civil.Set {
	var days []civil.Interval
	to := civil.Last + 1
	for i := l.stretches() - 1; i >= 0; i-- {
		s := l.stretch(i)
		if basis.Statuses[s.status()] == basis.NoValidBasis {
			days = append(days, civil.Interval{From: s.from, To: to})
		}
		to = s.from
	}
	return civil.SetOf(days...)
}
