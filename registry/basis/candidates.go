package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// candidates are all pieces that might help a flow under the law, the simplest of
// each kind first.
func candidates(l *law.Law, c *Case) (all []Piece) {
	all = append(all, Piece{Kind: Assess})
	for _, i := range l.All() {
		if set := l.ClauseSet(i.ID); set != nil && set.Part == law.PartSet {
			all = append(all, signing(l, c, set)...)
		}
	}
	all = append(all, Piece{Kind: SignClauses, Agreement: fact.DPA})
	all = append(all, certifying(l, c)...)
	return append(all, approving(c)...)
}

// signing are the ways in which parties of these roles may sign a set of clauses:
// each module, alone and with each addendum.
func signing(l *law.Law, c *Case, set *law.ClauseSet) (all []Piece) {
	kind := fact.ClausesOnly
	if c.Flow.ImporterRole == law.Processor {
		kind = fact.DPA
	}
	var uses []fact.ClauseUse
	for _, module := range set.Modules {
		if module.Roles.Fits(c.Flow.ExporterRole, c.Flow.ImporterRole) {
			uses = append(uses, fact.ClauseUse{Set: set.ID, Modules: []string{module.ID}})
		}
	}
	if len(set.Modules) == 0 {
		uses = append(uses, fact.ClauseUse{Set: set.ID})
	}
	for _, use := range uses {
		all = append(all, Piece{Kind: SignClauses, Agreement: kind, Clauses: []fact.ClauseUse{use}})
		for _, i := range l.All() {
			if addendum := l.ClauseSet(i.ID); addendum != nil && addendum.Part == law.PartAddendum && slices.Contains(addendum.Requires, set.ID) {
				all = append(all, Piece{Kind: SignClauses, Agreement: kind, Clauses: []fact.ClauseUse{use, {Set: addendum.ID}}})
			}
		}
	}
	return all
}

// certifying are the certifications that the importer may make: in each framework for
// the destination with those that it requires, in some of them where others run
// already, and with each coverage that the flow needs, alone and together.
func certifying(l *law.Law, c *Case) (all []Piece) {
	_, destination := c.Route()
	covers := choices(needed(nil, c.Flow))
	for _, regime := range law.Regimes {
		for _, framework := range l.Place(destination).Under(regime).Frameworks {
			for _, frameworks := range choices(append([]string{framework.ID}, framework.Requires...)) {
				for _, covered := range covers {
					p := Piece{Kind: Certify, Frameworks: frameworks, Covers: covered}
					if !slices.ContainsFunc(all, p.isSame) { // what one framework requires may be one for itself
						all = append(all, p)
					}
				}
			}
		}
	}
	return all
}

// isSame reports whether both pieces ask for the same, in whatever order.
func (p Piece) isSame(other Piece) bool { return p.isPartOf(other) && other.isPartOf(p) }

// choices are all ways to take some of several things, at least one.
func choices[T any](all []T) (chosen [][]T) {
	for taken := 1; taken < 1<<len(all); taken++ {
		var some []T
		for i, one := range all {
			if taken>>i&1 == 1 {
				some = append(some, one)
			}
		}
		chosen = append(chosen, some)
	}
	return chosen
}

// approving are the binding rules that may be approved for a group of both parties.
func approving(c *Case) (all []Piece) {
	if c.Exporter.Group == "" || c.Exporter.Group != c.Importer.Group {
		return nil
	}
	for _, regime := range law.Regimes {
		for _, kind := range fact.RulesTypes {
			all = append(all, Piece{Kind: ApproveRules, Type: kind, Regime: regime})
		}
	}
	return all
}
