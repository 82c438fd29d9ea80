package naive

import "slices"

// Invalidate returns the law changed by a hypothesis of rules.md 7: the
// instrument is no longer in force from that day on; clauses and addenda are
// neither concluded nor relied on from then.
func (l *Law) Invalidate(instrument string, on Day) *Law {
	changed := l.cut(instrument, on-1)
	if f := changed.frameworks[instrument]; f != nil {
		f.invalidatedOn = earlier(f.invalidatedOn, on)
	}
	if c := changed.clauses[instrument]; c != nil {
		// An addendum carries nothing itself, so that for it only the cut counts.
		c.invalidatedOn = earlier(c.invalidatedOn, on)
	}
	return changed
}

// End returns the law changed by a hypothesis of rules.md 7: the instrument
// holds through that day at the latest, and no court ends it.
func (l *Law) End(instrument string, through Day) *Law {
	changed := l.cut(instrument, through)
	if f := changed.frameworks[instrument]; f != nil && !l.frameworks[instrument].over(through+1) {
		// Shortened, so that the court finds nothing left to end.
		f.End.Kind = "lapsed"
	}
	return changed
}

// Leave returns the law changed by a hypothesis of rules.md 7: from that day on the
// state, with what counts as part of it, is outside the EEA.
func (l *Law) Leave(state string, on Day) *Law {
	changed := l.clone()
	for i := range changed.Territories.EEA {
		if t := &changed.Territories.EEA[i]; t.Code == state {
			t.Inside = t.Inside.cut(on - 1)
		}
	}
	for i := range changed.Territories.Special {
		if t := &changed.Territories.Special[i]; t.Regime == "EU" && t.PartOf == state {
			t.Window = t.cut(on - 1)
		}
	}
	changed.days = sortedDays(append(changed.days, on-1))
	changed.reindex()
	return changed
}

// cut copies the law and shortens every window of the instrument.
func (l *Law) cut(instrument string, through Day) *Law {
	changed := l.clone()
	for i := range changed.Adequacy {
		if a := &changed.Adequacy[i]; a.ID == instrument {
			a.Window = a.cut(through)
		}
	}
	for i := range changed.Clauses {
		if c := &changed.Clauses[i]; c.ID == instrument {
			c.Recognised = cutRecognised(c.Recognised, through)
		}
	}
	for i := range changed.BindingRules {
		if b := &changed.BindingRules[i]; b.ID == instrument {
			b.Window = b.cut(through)
		}
	}
	if f := changed.frameworks[instrument]; f != nil {
		f.Window = f.cut(through)
	}
	if o := changed.others[instrument]; o != nil {
		o.Window = o.cut(through)
	}
	if d := changed.derogations[instrument]; d != nil {
		d.Window = d.cut(through)
	}
	changed.days = sortedDays(append(changed.days, through))
	return changed
}

func cutRecognised(recognised []Recognition, through Day) []Recognition {
	recognised = slices.Clone(recognised)
	for i := range recognised {
		recognised[i].Conclude = recognised[i].Conclude.cut(through)
		recognised[i].Rely = recognised[i].Rely.cut(through)
	}
	return recognised
}

// clone copies what a change may touch.
func (l *Law) clone() *Law {
	c := *l
	c.Adequacy = slices.Clone(l.Adequacy)
	c.Frameworks = slices.Clone(l.Frameworks)
	c.Clauses = slices.Clone(l.Clauses)
	c.BindingRules = slices.Clone(l.BindingRules)
	c.OtherSafeguards = slices.Clone(l.OtherSafeguards)
	c.Derogations = slices.Clone(l.Derogations)
	c.Territories.EEA = slices.Clone(l.Territories.EEA)
	c.Territories.Special = slices.Clone(l.Territories.Special)
	c.days = slices.Clone(l.days)
	c.reindex()
	return &c
}

func earlier(known *Day, on Day) *Day {
	if known != nil && *known < on {
		return known
	}
	return &on
}
