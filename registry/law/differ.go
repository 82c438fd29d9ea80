package law

import (
	"iter"
	"maps"
	"reflect"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// Differing are the ids of the instruments that two laws do not have alike: whose
// entries differ in anything, or that only one of them has. alone reports whether
// that is all in which the laws differ.
func (l *Law) Differing(other *Law) (ids map[string]bool, alone bool) {
	ids = map[string]bool{}
	addDiffering(ids, l.Adequacy, other.Adequacy)
	addDiffering(ids, l.Frameworks, other.Frameworks)
	addDiffering(ids, l.Clauses, other.Clauses)
	addDiffering(ids, l.BindingRules, other.BindingRules)
	addDiffering(ids, l.OtherSafeguards, other.OtherSafeguards)
	addDiffering(ids, l.Derogations, other.Derogations)
	return ids, l.equalBeside(other)
}

func addDiffering[E entry](ids map[string]bool, entries, others []E) {
	known := map[string]E{}
	for _, e := range entries {
		known[e.header().ID] = e
	}
	for _, e := range others {
		id := e.header().ID
		if same, is := known[id]; !is || !reflect.DeepEqual(same, e) {
			ids[id] = true
		}
		delete(known, id)
	}
	for id := range known {
		ids[id] = true
	}
}

// EndsEarlier is the first day on which a finding of adequacy or a framework is over
// under this law and not under another one, from which it differs in its end alone; the
// zero Date for all else.
func (l *Law) EndsEarlier(other *Law, id string) civil.Date {
	if is, was := find(l.Adequacy, id), find(other.Adequacy, id); is != nil && was != nil {
		upTo := *was
		return endsEarlier(&upTo.Instrument, &is.Instrument, func() bool { return reflect.DeepEqual(&upTo, is) })
	}
	if is, was := find(l.Frameworks, id), find(other.Frameworks, id); is != nil && was != nil {
		upTo := *was
		return endsEarlier(&upTo.Instrument, &is.Instrument, func() bool { return reflect.DeepEqual(&upTo, is) })
	}
	return 0
}

// endsEarlier lets one instrument end when another does; alike says whether they are
// the same then.
func endsEarlier(was, is *Instrument, alike func() bool) civil.Date {
	open := was.Through.IsZero()
	if is.Through.IsZero() || !open && is.Through >= was.Through {
		return 0
	}
	was.Through, was.End = is.Through, is.End
	if !alike() {
		return 0
	}
	return is.Through + 1
}

// instrumentSections are the fields of a law that hold instruments.
var instrumentSections = map[string]bool{
	"Adequacy": true, "Frameworks": true, "Clauses": true, "BindingRules": true, "OtherSafeguards": true, "Derogations": true,
}

// equalBeside reports whether two laws are equal in all that is no instrument,
// whatever it is: a section that is added to the law counts, too.
func (l *Law) equalBeside(other *Law) bool {
	a, b := reflect.ValueOf(l).Elem(), reflect.ValueOf(other).Elem()
	for _, field := range reflect.VisibleFields(a.Type()) {
		if !field.IsExported() || instrumentSections[field.Name] {
			continue
		}
		if !reflect.DeepEqual(a.FieldByIndex(field.Index).Interface(), b.FieldByIndex(field.Index).Interface()) {
			return false
		}
	}
	return true
}

// Places walks the codes of the places of which the law speaks, in no order.
func (l *Law) Places() iter.Seq[string] { return maps.Keys(l.index.places) }
