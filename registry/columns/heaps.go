package columns

import (
	"context"
	"iter"
	"maps"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// Heap is active flows of one way for which the same holds on a day, as far as statuses,
// regimes and instruments go; there may be several of the same. What On says of evidence
// is not that of all of them.
type Heap struct {
	Way
	On
	Flows int
}

// Heaps tells of the active flows that a filter admits on a day, all of them in heaps. It
// may run on several cores, worker says on which, and ends early when the context does.
func (v *View) Heaps(ctx context.Context, f Filter, day civil.Date, fn func(worker int, h Heap)) error {
	if k, q := v.byKinds(f, day); k != nil {
		k.walk(q, func(kd kind, on On, flows int) { fn(0, Heap{kd.Way, on, flows}) })
		return nil
	}
	q := v.ask(f, day)
	return q.sweep(ctx, func(worker, shape int) {
		life, s, of := q.judge(shape)
		if of&active == 0 {
			return
		}
		if n, _ := q.countRows(shape, active); n > 0 {
			fn(worker, Heap{v.Way(shape), life.onStretch(s), n})
		}
	})
}

// Ways are those of the flows, each once.
func (v *View) Ways() iter.Seq[Way] {
	if k := v.kinds.Load(); k != nil {
		return maps.Keys(k.rows)
	}
	all := map[Way]bool{}
	for _, way := range v.routes {
		all[way] = true
	}
	return maps.Keys(all)
}

// byKinds gives a filter on a day as a question about kinds, and these; nil where it asks
// for more than they say, or they are not kept.
func (v *View) byKinds(f Filter, day civil.Date) (*kinds, *question) {
	k := v.kinds.Load()
	if k == nil || !f.byKindAlone() {
		return nil, nil
	}
	q := &question{View: v, Filter: f, day: day, origins: numbersOf(&v.word, f.Origin), goals: numbersOf(&v.word, f.Destination)}
	q.admitLives()
	return k, q
}

// HeapsAfter tells of all active flows on a day, with what is left for each heap when
// instruments have ended, and nothing else changes. It reports false, and tells nothing,
// where that cannot be told of heaps: a filter asks for more, kinds are not kept, or what
// ends is a basis of flows that declare one, that received their data, or whose data others
// pass on: passedOn are the shapes of these.
func (v *View) HeapsAfter(f Filter, day civil.Date, ends Ends, passedOn []int, fn func(h Heap, left On)) bool {
	k, q := v.byKinds(f, day)
	if k == nil {
		return false
	}
	over := v.lives.over(ends)
	touched := make([]bool, len(k.looks))
	for look, life := range k.looks {
		touched[look] = life.loses(over)
	}
	if slices.ContainsFunc(k.number.values, func(kd kind) bool { return kd.bound && touched[kd.look] }) ||
		slices.ContainsFunc(passedOn, func(shape int) bool { return v.Life(shape).loses(over) }) {
		return false
	}
	after := make([]On, len(k.looks))
	cut := newCutter(over)
	for look, life := range k.looks {
		words, err := cut.cut(nil, life)
		if err != nil {
			return false // nor can it be told of shapes: whoever asks of those hears why
		}
		after[look] = Life{words, life.terms}.On(day)
	}
	k.walk(q, func(kd kind, on On, flows int) { fn(Heap{kd.Way, on, flows}, after[kd.look]) })
	return true
}
