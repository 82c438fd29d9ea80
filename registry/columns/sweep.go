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
	return q.sweep(ctx, func(worker, shape int) {
		life, s, of := q.judge(shape)
		if of == looked {
			return
		}
		on := life.onStretch(s)
		from, to := v.rows(shape)
		for row := from; row < to; row++ {
			switch {
			case !q.admits(row, of):
			case q.isActive(row):
				fn(worker, row, on)
			default:
				fn(worker, row, On{Status: basis.Inactive})
			}
		}
	})
}

// sweep hands the shapes that may be admitted to fn, on all cores at once.
func (q *question) sweep(ctx context.Context, fn func(worker, shape int)) error {
	if !q.narrow {
		return Shared(ctx, Workers(), q.View.Shapes(), func(worker, shape int) error { fn(worker, shape); return nil })
	}
	return Shared(ctx, Workers(), len(q.shapes), func(worker, n int) error { fn(worker, int(q.shapes[n])); return nil })
}

// Workers is on how many cores the flows are walked.
func Workers() int { return runtime.GOMAXPROCS(0) }

// Count counts the flows that a filter admits on a day. What is narrowed by status
// alone is a look-up, as is what kinds say where they are kept; of rows that are excepted
// only those are looked at.
func (v *View) Count(ctx context.Context, f Filter, day civil.Date) (total Counts, err error) {
	if f.Only == nil && len(f.Except) > 0 {
		excepted := f
		excepted.Only, excepted.Except, f.Except = f.Except, nil, nil
		if total, err = v.Count(ctx, f, day); err != nil {
			return total, err
		}
		less, err := v.sweepCount(ctx, excepted, day)
		for i, n := range less {
			total[i] -= n
		}
		return total, err
	}
	if f.byStatusAlone() {
		return v.Daily(day).admitted(f.Status, v.Len()), nil
	}
	if k, q := v.byKinds(f, day); k != nil {
		return k.count(q), nil
	}
	return v.sweepCount(ctx, f, day)
}

func (v *View) sweepCount(ctx context.Context, f Filter, day civil.Date) (total Counts, err error) {
	q := v.ask(f, day)
	by := make([]Counts, Workers())
	err = q.sweep(ctx, func(worker, shape int) {
		_, s, of := q.judge(shape)
		if of == looked {
			return
		}
		running, idle := q.countRows(shape, of)
		by[worker][s.status()] += running
		by[worker][0] += idle
	})
	for i := range by {
		total.add(&by[i])
	}
	return total, err
}

// ByShape tells fn of each shape how many active flows a filter admits on a day, and what
// holds for them. It runs on all cores at once, worker says on which, and ends early when
// the context does.
func (v *View) ByShape(ctx context.Context, f Filter, day civil.Date, fn func(worker, shape, flows int, on On)) error {
	q := v.ask(f, day)
	return q.sweep(ctx, func(worker, shape int) {
		life, s, of := q.judge(shape)
		if of&active == 0 {
			return
		}
		if n, _ := q.countRows(shape, of); n > 0 {
			fn(worker, shape, n, life.onStretch(s))
		}
	})
}

// countRows counts the admitted rows of a shape: those active on the day, and the
// others.
func (q *question) countRows(shape int, of admission) (running, idle int) {
	from, to := q.rows(shape)
	said := int(to - from) // by what rows say by themselves
	switch {
	case len(q.customers) > 0 || q.active == nil || q.splits(from, to):
		said, running = q.countFew(from, to)
	case q.what != nil:
		said, running = q.countWhat(q.periods[from:to], q.tags[from:to])
	default:
		for _, period := range q.periods[from:to] {
			running += int(q.active[period])
		}
	}
	if idle = said - running; of&inactive == 0 {
		idle = 0
	}
	if of&active == 0 {
		running = 0
	}
	return running, idle
}

// countWhat counts rows by their tags: those that are wanted, and the active ones of
// them. It does not branch, since neither can be foretold.
func (q *question) countWhat(periods, tags []uint32) (said, running int) {
	for i, period := range periods {
		wanted := q.what[tags[i]]
		said += int(wanted)
		running += int(wanted & q.active[period])
	}
	return said, running
}

func (q *question) countFew(from, to uint32) (said, running int) {
	for row := from; row < to; row++ {
		if !q.says(row) {
			continue
		}
		said++
		if q.isActive(row) {
			running++
		}
	}
	return said, running
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
