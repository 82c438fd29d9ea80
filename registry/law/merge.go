package law

import "slices"

// merge lays the entries of a file over what was read before.
func (c *checker) merge(f *file) {
	l := c.law
	if f.Version != 0 {
		l.Version = f.Version
	}
	if !f.AsOfKnowledge.IsZero() {
		l.AsOfKnowledge = f.AsOfKnowledge
	}
	l.Regimes = lay(c, "id", l.Regimes, f.Regimes, func(r *RegimeLaw) string { return named("regime ", string(r.ID)) })
	l.Adequacy = layInstruments(c, l.Adequacy, f.Adequacy)
	l.Frameworks = layInstruments(c, l.Frameworks, f.Frameworks)
	l.Clauses = layInstruments(c, l.Clauses, f.Clauses)
	l.BindingRules = layInstruments(c, l.BindingRules, f.BindingRules)
	l.OtherSafeguards = layInstruments(c, l.OtherSafeguards, f.OtherSafeguards)
	l.Derogations = layInstruments(c, l.Derogations, f.Derogations)
	l.Requirements = lay(c, "id", l.Requirements, f.Requirements, func(r *Requirement) string { return named("id ", r.ID) })
	l.Annotations = append(l.Annotations, f.Annotations...)
	if f.Territories.Citation != "" {
		l.Territories.Citation = f.Territories.Citation
	}
	l.Territories.EEA = lay(c, "code", l.Territories.EEA, f.Territories.EEA, func(m *Member) string { return named("member ", m.Code) })
	l.Territories.Special = lay(c, "code", l.Territories.Special, f.Territories.Special, func(t *Territory) string {
		return named("territory of "+string(t.Regime)+" ", t.Code)
	})
	for code, name := range f.Countries {
		l.Countries[code] = name
	}
}

// named is a name among all that is in the law, "" for what has none.
func named(kind, id string) string {
	if id == "" {
		return ""
	}
	return kind + id
}

func layInstruments[E entry](c *checker, law, entries []E) []E {
	return lay(c, "id", law, entries, func(e E) string { return named("id ", e.header().ID) })
}

// lay puts entries over those of the law by their names.
func lay[E any](c *checker, field string, law, entries []E, name func(E) string) []E {
	for _, e := range entries {
		at := slices.IndexFunc(law, func(old E) bool { return name(old) == name(e) })
		if c.replaces(e, field, name(e), at >= 0) {
			law[at] = e
			continue
		}
		law = append(law, e)
	}
	return law
}

// replaces reports whether an entry takes the place of one of the same name and
// section in an earlier layer. A name that stands twice otherwise is a fault,
// and both entries stay, to be checked.
func (c *checker) replaces(e any, field, name string, inSection bool) bool {
	here := c.places[e]
	first, stands := c.stands[name]
	switch {
	case name == "":
		return false // which is a fault of its own
	case !stands:
		c.stands[name] = here
		return false
	case inSection && first.layer < here.layer:
		c.stands[name] = here
		return true
	}
	c.fault(e, field, "", "%s stands twice: first in %s, line %d", name, first.file, first.lines[""])
	return false
}
