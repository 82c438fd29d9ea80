package naive

import "slices"

// Overlay returns the law with the instruments of a file laid over it: one with an id
// that exists takes the place of that one, a new id adds.
func (l *Law) Overlay(text []byte) (*Law, error) {
	over := &Law{}
	if err := over.add(text); err != nil {
		return nil, err
	}
	changed := l.clone()
	changed.Adequacy = lay(l.Adequacy, over.Adequacy, func(a Adequacy) string { return a.ID })
	changed.Frameworks = lay(l.Frameworks, over.Frameworks, func(f Framework) string { return f.ID })
	changed.Clauses = lay(l.Clauses, over.Clauses, func(c ClauseSet) string { return c.ID })
	changed.BindingRules = lay(l.BindingRules, over.BindingRules, func(b RulesEntry) string { return b.ID })
	changed.OtherSafeguards = lay(l.OtherSafeguards, over.OtherSafeguards, func(o OtherSafeguard) string { return o.ID })
	changed.Derogations = lay(l.Derogations, over.Derogations, func(d Derogation) string { return d.ID })
	changed.days = sortedDays(append(changed.days, over.days...))
	changed.reindex()
	return changed, nil
}

// lay puts entries in the place of those with their ids, or behind all.
func lay[E any](law, over []E, id func(E) string) []E {
	law = slices.Clone(law)
	for _, e := range over {
		at := slices.IndexFunc(law, func(old E) bool { return id(old) == id(e) })
		if at < 0 {
			law = append(law, e)
			continue
		}
		law[at] = e
	}
	return law
}
