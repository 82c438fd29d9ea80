package law

import (
	"iter"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// item is something in the law that people ask for by its id or code.
type item struct {
	id, name, noun string
	holds          func(civil.Date) bool
	fields         any // pointer to the struct
}

// items are all instruments, requirements, acts, regimes, states and
// territories. An id is that of one item; a code may be that of several.
func (l *Law) items() []item {
	all := instrumentItems(l, nil, l.Adequacy)
	all = instrumentItems(l, all, l.Frameworks)
	all = instrumentItems(l, all, l.Clauses)
	all = instrumentItems(l, all, l.BindingRules)
	all = instrumentItems(l, all, l.OtherSafeguards)
	all = instrumentItems(l, all, l.Derogations)
	for _, r := range l.Requirements {
		all = append(all, item{r.ID, r.Name, "a requirement", r.holdsOn, r})
	}
	for _, r := range l.Regimes {
		all = append(all, item{string(r.ID), l.CountryName(r.Area), "a regime", civil.Since(r.JudgedFrom).Contains, r})
		for i := range r.Laws {
			act := &r.Laws[i]
			all = append(all, item{act.ID, act.Name, "an act", act.holdsOn, act})
		}
	}
	for _, m := range l.Territories.EEA {
		all = append(all, item{m.Code, m.Name, "a state of the EEA, now or once", m.Inside.holdsOn, m})
	}
	for _, t := range l.Territories.Special {
		for _, code := range append([]string{t.Code}, t.Also...) {
			all = append(all, item{code, l.CountryName(code), "a territory with a treatment of its own", t.holdsOn, t})
		}
	}
	return all
}

func instrumentItems[E entry](l *Law, all []item, entries []E) []item {
	for _, e := range entries {
		i := e.header()
		holds := func(day civil.Date) bool { return l.HoldsOn(i, day) }
		all = append(all, item{i.ID, i.Name, i.Kind.noun(), holds, e})
	}
	return all
}

func (w Window) holdsOn(day civil.Date) bool { return w.Days().Contains(day) }

// Known yields the id or code and the name of everything that [Law.Show] knows
// more of than its name.
func (l *Law) Known() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, i := range l.items() {
			if !yield(i.id, i.name) {
				return
			}
		}
	}
}

// Entries counts the entries of the law, without the names of countries.
func (l *Law) Entries() int {
	acts := 0
	for _, r := range l.Regimes {
		acts += len(r.Laws)
	}
	return len(l.headers()) + len(l.Requirements) + len(l.Annotations) + len(l.Regimes) + acts +
		len(l.Territories.EEA) + len(l.Territories.Special)
}

// about are the annotations about an instrument or a requirement.
func (l *Law) about(id string) (found []*Annotation) {
	for _, a := range l.Annotations {
		if slices.Contains(a.About, id) {
			found = append(found, a)
		}
	}
	return found
}
