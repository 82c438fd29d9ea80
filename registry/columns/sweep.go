package columns

import (
	"context"
	"runtime"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Each walks the flows that a filter admits on a day, shape by shape, on all cores
// at once: worker says on which. It ends early when the context does.
func (v *View) Each(ctx context.Context, f Filter, day civil.Date, fn func(worker int, row uint32, on On)) error {
	q := v.ask(f, day)
	return Shared(ctx, Workers(), len(v.shape.values), func(worker, shape int) error {
		on, of := q.judge(shape)
		if of == looked {
			return nil
		}
		from, to := v.rows(shape)
		for row := from; row < to; row++ {
			switch {
			case !q.admits(row, of):
			case q.active[v.periods[row]]:
				fn(worker, row, on)
			default:
				fn(worker, row, On{Status: basis.Inactive})
			}
		}
		return nil
	})
}

// Workers is on how many cores the flows are walked.
func Workers() int { return runtime.GOMAXPROCS(0) }

// Count counts the flows that a filter admits on a day.
func (v *View) Count(ctx context.Context, f Filter, day civil.Date) (total Counts, err error) {
	q := v.ask(f, day)
	by := make([]Counts, Workers())
	err = Shared(ctx, len(by), len(v.shape.values), func(worker, shape int) error {
		on, of := q.judge(shape)
		if of == looked {
			return nil
		}
		running, idle := q.countRows(shape, of)
		by[worker][slices.Index(basis.Statuses, on.Status)] += running
		by[worker][0] += idle
		return nil
	})
	for _, c := range by {
		for i, n := range c {
			total[i] += n
		}
	}
	return total, err
}

// countRows counts the admitted rows of a shape: those active on the day, and the
// others.
func (q *question) countRows(shape int, of admission) (running, idle int) {
	from, to := q.rows(shape)
	if q.whose != nil || q.what != nil {
		for row := from; row < to; row++ {
			switch {
			case !q.admits(row, of):
			case q.active[q.periods[row]]:
				running++
			default:
				idle++
			}
		}
		return running, idle
	}
	all := 0
	for _, period := range q.periods[from:to] {
		if q.active[period] {
			all++
		}
	}
	if of&active != 0 {
		running = all
	}
	if of&inactive != 0 {
		idle = int(to-from) - all
	}
	return running, idle
}

// Active is how many flows of a shape are active on all of some days.
func (t *Table) Active(shape int, days ...civil.Date) (n int) {
	from, to := t.rows(shape)
	for _, period := range t.periods[from:to] {
		if !slices.ContainsFunc(days, func(day civil.Date) bool { return !t.span.values[period].Contains(day) }) {
			n++
		}
	}
	return n
}
