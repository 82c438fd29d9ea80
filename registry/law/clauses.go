package law

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// ClausePart tells what an entry among the clauses is.
type ClausePart string

// The parts. Only a set carries a transfer.
const (
	PartSet            ClausePart = ""
	PartAddendum       ClausePart = "addendum"
	PartProcessorTerms ClausePart = "processor_terms"
)

// ClauseParts are all parts.
var ClauseParts = []ClausePart{PartSet, PartAddendum, PartProcessorTerms}

// ClauseSet is a set of standard contractual clauses, an addendum to one, or
// terms with a processor (GDPR art. 46(2)(c) and (d), art. 28(7)).
type ClauseSet struct {
	Instrument `yaml:",inline"`
	Part       ClausePart    `yaml:"kind"`
	Roles      []RolePair    `yaml:"roles"`      // pairs of exporter and importer role
	Modules    []Module      `yaml:"modules"`    // none: the set has none
	Recognised []Recognition `yaml:"recognised"` // by which regimes, and when
	Requires   []string      `yaml:"requires"`   // addenda: the sets that they complete
	Art28      bool          `yaml:"art28"`      // whether it contains the terms of GDPR art. 28
	Conditions []string      `yaml:"conditions"` // for people
}

// Letter is a role as the law's tables write it: C controller, P processor.
type Letter string

// Role spells the letter out; "" for any other letter, which fits nobody.
func (l Letter) Role() Role {
	switch l {
	case "C":
		return Controller
	case "P":
		return Processor
	}
	return ""
}

// RolePair is an exporter's and an importer's role.
type RolePair [2]Letter

// Fits reports whether the pair is that of the two roles.
func (p RolePair) Fits(exporter, importer Role) bool {
	return p[0].Role() == exporter && p[1].Role() == importer
}

// Module is a part of a set that is made for one pair of roles.
type Module struct {
	ID         string   `yaml:"id"`
	Roles      RolePair `yaml:"roles"`
	Art28      bool     `yaml:"art28"`      // whether it contains the terms of GDPR art. 28
	Assessment string   `yaml:"assessment"` // "always"; or "only where" and when one is needed, in words, which is left to people
}

// What the law says of the assessment of a module: that one must always accompany it, or
// when one must, in words that begin so.
const (
	alwaysAssessed  = "always"
	sometimesPrefix = "only where "
)

// NeedsAssessment reports whether a transfer impact assessment must always
// accompany the module. Only what the law says to need one sometimes is left to
// people; a module of which it says nothing, or anything else, needs one.
func (m Module) NeedsAssessment() bool {
	when, sometimes := strings.CutPrefix(m.Assessment, sometimesPrefix)
	return !sometimes || strings.TrimSpace(when) == ""
}

// Recognition is a regime's recognition of a set or an addendum.
type Recognition struct {
	Regime        Regime     `yaml:"regime"`
	Conclude      Window     `yaml:"conclude"`       // of dates of contract
	Rely          Window     `yaml:"rely"`           // of days on which such a contract carries a transfer
	UnchangedFrom civil.Date `yaml:"unchanged_from"` // informative
	With          string     `yaml:"with"`           // the addendum that the agreement must also incorporate
	Citation      string     `yaml:"citation"`
	Note          string     `yaml:"note"`
}

// RecognisedBy gives the regime's recognition, nil when it recognises none.
func (c *ClauseSet) RecognisedBy(regime Regime) *Recognition {
	for i := range c.Recognised {
		if c.Recognised[i].Regime == regime {
			return &c.Recognised[i]
		}
	}
	return nil
}

// FitsRoles reports whether the set is made for the two roles.
func (c *ClauseSet) FitsRoles(exporter, importer Role) bool {
	return slices.ContainsFunc(c.Roles, func(p RolePair) bool { return p.Fits(exporter, importer) })
}

// ModuleFor gives the module made for the two roles among the named ones, nil
// when none of them is.
func (c *ClauseSet) ModuleFor(exporter, importer Role, named []string) *Module {
	for i := range c.Modules {
		if c.Modules[i].Roles.Fits(exporter, importer) && slices.Contains(named, c.Modules[i].ID) {
			return &c.Modules[i]
		}
	}
	return nil
}

// moduleIDs are the ids of the set's modules.
func (c *ClauseSet) moduleIDs() []string {
	ids := make([]string, len(c.Modules))
	for i, module := range c.Modules {
		ids[i] = module.ID
	}
	return ids
}
