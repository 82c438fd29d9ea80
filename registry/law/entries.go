package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// entry is a pointer to any kind of instrument.
type entry interface{ header() *Instrument }

func (i *Instrument) header() *Instrument { return i }

// All are the instruments of every kind, ordered by id in bytes.
func (l *Law) All() []*Instrument {
	all := l.headers()
	slices.SortFunc(all, func(a, b *Instrument) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all
}

func (l *Law) headers() []*Instrument {
	all := headersOf(l.Adequacy)
	all = append(all, headersOf(l.Frameworks)...)
	all = append(all, headersOf(l.Clauses)...)
	all = append(all, headersOf(l.BindingRules)...)
	all = append(all, headersOf(l.OtherSafeguards)...)
	return append(all, headersOf(l.Derogations)...)
}

func headersOf[E entry](entries []E) []*Instrument {
	headers := make([]*Instrument, len(entries))
	for i, e := range entries {
		headers[i] = e.header()
	}
	return headers
}

// instrumentIDs are the ids of all instruments, in no order.
func (l *Law) instrumentIDs() []string {
	var ids []string
	for _, i := range l.headers() {
		ids = append(ids, i.ID)
	}
	return ids
}

// find looks through the entries themselves, for a law that is being changed
// and has no index yet.
func (l *Law) find(id string) *Instrument {
	for _, i := range l.headers() {
		if i.ID == id {
			return i
		}
	}
	return nil
}

func find[E entry](entries []E, id string) (found E) {
	for _, e := range entries {
		if e.header().ID == id {
			return e
		}
	}
	return found
}

// clone copies the law with every instrument, so that a change touches none of
// the original.
func (l *Law) clone() *Law {
	changed := *l
	changed.Adequacy = cloneAll(l.Adequacy)
	changed.Frameworks = cloneAll(l.Frameworks)
	changed.Clauses = cloneAll(l.Clauses)
	changed.BindingRules = cloneAll(l.BindingRules)
	changed.OtherSafeguards = cloneAll(l.OtherSafeguards)
	changed.Derogations = cloneAll(l.Derogations)
	changed.Territories.EEA = cloneAll(l.Territories.EEA)
	changed.Territories.Special = cloneAll(l.Territories.Special)
	return &changed
}

func cloneAll[E any](entries []*E) []*E {
	copies := make([]*E, len(entries))
	for i, e := range entries {
		one := *e
		copies[i] = &one
	}
	return copies
}

// HoldsOn reports whether an instrument holds on a day; clauses and addenda,
// whether some regime lets them be relied on.
func (l *Law) HoldsOn(i *Instrument, day civil.Date) bool {
	set := l.ClauseSet(i.ID)
	if set == nil || len(set.Recognised) == 0 {
		return i.Days().Contains(day)
	}
	return slices.ContainsFunc(set.Recognised, func(r Recognition) bool { return r.Rely.Days().Contains(day) })
}
