package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Change is one hypothesis about the law: exactly one of its fields is given.
type Change struct {
	Invalidate *Invalidation
	End        *Ending
	Enact      *Law // a law that holds only what is enacted
	Leave      *Leaving
}

// Hypothesis is the citation of what a scenario supposes.
const Hypothesis = "hypothesis of the scenario"

// Invalidation supposes that a court invalidates an instrument: from On it is
// no longer in force; clauses and addenda are neither concluded nor relied on
// from then.
type Invalidation struct {
	Instrument string     `cbor:"0,keyasint"`
	On         civil.Date `cbor:"1,keyasint"`
}

// Ending supposes that an instrument ends: Through is its last day. An
// instrument that ends earlier anyway stays as it is.
type Ending struct {
	Instrument string     `cbor:"0,keyasint"`
	Through    civil.Date `cbor:"1,keyasint"`
}

// With is the law under the changes, in their order. The law itself stays.
// Unknown instruments, ends before the beginning, ends of processor terms, states that are
// not inside the EEA, changes that say nothing and enacted ids that exist are refused.
func (l *Law) With(changes ...Change) (*Law, error) {
	changed := l.clone()
	var faults fault.List
	for _, change := range changes {
		faults.Add(changed.apply(change))
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	changed.compile()
	return changed, nil
}

func (l *Law) apply(change Change) *fault.Error {
	switch {
	case change.Invalidate != nil:
		i := change.Invalidate
		end := End{Kind: Invalidated, Date: i.On, By: Hypothesis}
		return l.cut(i.Instrument, i.On-1, end)
	case change.End != nil:
		e := change.End
		if why := l.endFault(e); why != nil {
			return why
		}
		end := End{Kind: Lapsed, Date: e.Through + 1, By: Hypothesis}
		return l.cut(e.Instrument, e.Through, end)
	case change.Enact != nil:
		return l.enact(change.Enact)
	case change.Leave != nil:
		return l.leave(change.Leave)
	}
	return fault.Bad("changes", "", "a change says nothing: give invalidate, end, enact or leave")
}

// endFault refuses a last day before the first one. That an instrument never
// held is supposed by its invalidation.
func (l *Law) endFault(e *Ending) *fault.Error {
	i := l.find(e.Instrument)
	if i == nil || i.From.IsZero() || e.Through >= i.From {
		return nil
	}
	return fault.Bad("through", e.Through.String(), "lies before the first day of %s, %s", i.SaidName(), i.From)
}

// cut ends an instrument through a day, unless it ends earlier anyway.
func (l *Law) cut(id string, through civil.Date, end End) *fault.Error {
	if c := find(l.Clauses, id); c != nil {
		if c.Part == PartProcessorTerms {
			return fault.Bad("instrument", id, "can neither be invalidated nor end: a contract with these terms goes on meeting art. 28(3) by what it says, whatever becomes of the act that drew them up")
		}
		c.cut(through, end)
		return nil
	}
	i := l.find(id)
	if i == nil {
		return fault.Bad("instrument", id, "is unknown: no instrument has the id %q%s", fault.Clip(id), fault.DidYouMean(id, l.instrumentIDs()))
	}
	if i.cut(through) {
		i.End = &end
	}
	return nil
}

func (c *ClauseSet) cut(through civil.Date, end End) {
	c.Recognised = slices.Clone(c.Recognised)
	for i := range c.Recognised {
		c.Recognised[i].Conclude.cut(through)
		c.Recognised[i].Rely.cut(through)
	}
	if end.Kind == Invalidated && (c.InvalidatedOn().IsZero() || end.Date < c.InvalidatedOn()) {
		c.End = &end
	}
}

// InvalidatedOn is the day of a judgment that ended the set, the zero Date
// when none did.
func (c *ClauseSet) InvalidatedOn() civil.Date {
	if !c.EndedByCourt() {
		return 0
	}
	return c.End.Date
}

// cut shortens the window to through and reports whether that changed it.
func (w *Window) cut(through civil.Date) bool {
	if !w.Through.IsZero() && w.Through <= through {
		return false
	}
	if through < civil.First { // ended before all days: the zero Date would mean an open end
		w.From, through = civil.Last, civil.First
	}
	w.Through = through
	return true
}

// enact adds every entry of the other law; none may exist already.
func (l *Law) enact(other *Law) *fault.Error {
	for _, id := range other.instrumentIDs() {
		if l.find(id) != nil {
			return fault.Bad("enact", id, "needs an id of its own: %q is an instrument already", id)
		}
	}
	l.Adequacy = append(l.Adequacy, other.Adequacy...)
	l.Frameworks = append(l.Frameworks, other.Frameworks...)
	l.Clauses = append(l.Clauses, other.Clauses...)
	l.BindingRules = append(l.BindingRules, other.BindingRules...)
	l.OtherSafeguards = append(l.OtherSafeguards, other.OtherSafeguards...)
	l.Derogations = append(l.Derogations, other.Derogations...)
	return nil
}
