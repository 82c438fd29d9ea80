package basis

import "github.com/safeconduct/safeconduct/registry/fact"

// another lengthens a slice by one element, which still has the memory that an
// earlier use left in it.
func another[T any](all *[]T) []T {
	if n := len(*all); n < cap(*all) {
		*all = (*all)[:n+1]
	} else {
		var fresh T
		*all = append(*all, fresh)
	}
	return *all
}

// desk is where the verdicts of a case are laid out, one after the other, until it
// is known which of them are kept.
type desk struct {
	segments Timeline
	bases    []Basis
	required []*fact.Certification
	reasons  []Reason
}

func (d *desk) clear() {
	d.segments, d.bases, d.required, d.reasons = d.segments[:0], d.bases[:0], d.required[:0], d.reasons[:0]
}

// handOut copies segments off a desk, in four pieces of memory whatever their
// number: the segments, their bases, what those require, and all reasons.
func handOut(laid Timeline) Timeline {
	var bases, required, reasons int
	for i := range laid {
		reasons += len(laid[i].Reasons)
		bases += len(laid[i].Bases)
		for k := range laid[i].Bases {
			required += len(laid[i].Bases[k].Required)
			reasons += len(laid[i].Bases[k].Risks)
		}
	}
	timeline := make(Timeline, len(laid))
	copy(timeline, laid)
	to := desk{bases: make([]Basis, 0, bases), required: make([]*fact.Certification, 0, required), reasons: make([]Reason, 0, reasons)}
	for i := range timeline {
		s := &timeline[i]
		s.Reasons = put(&to.reasons, s.Reasons)
		s.Bases = put(&to.bases, s.Bases)
		for k := range s.Bases {
			b := &s.Bases[k]
			b.Required, b.Risks = put(&to.required, b.Required), put(&to.reasons, b.Risks)
		}
	}
	return timeline
}

// put copies a part to where there is room for it.
func put[T any](room *[]T, part []T) []T {
	if len(part) == 0 {
		return nil
	}
	from := len(*room)
	*room = append(*room, part...)
	return since(*room, from)
}

// since is what was added to a slice from a place on; nil for nothing. Whoever
// appends to it does not reach into what comes after.
func since[T any](all []T, from int) []T {
	if from == len(all) {
		return nil
	}
	return all[from:len(all):len(all)]
}
