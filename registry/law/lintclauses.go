package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
)

func (c *checker) checkClauses(s *ClauseSet) {
	c.checkText(s, &s.Instrument)
	for _, field := range []string{"regime", "from", "through"} {
		if _, given := c.places[s].lines[field]; given {
			c.fault(s, field, "", "clauses have no regime and no window of their own: give them under recognised")
		}
	}
	if s.End != nil {
		c.checkEndFields(s.End)
	}
	if len(s.Roles) == 0 {
		c.fault(s, "roles", "", "are missing: expected pairs such as [C, P]")
	}
	c.checkModules(s)
	c.checkRecognitions(s)
	c.checkPart(s)
}

func (c *checker) checkModules(s *ClauseSet) {
	seen := map[string]bool{"": true}
	for i := range s.Modules {
		module := &s.Modules[i]
		c.checkGiven(module, "id", module.ID)
		if module.ID != "" && seen[module.ID] {
			c.fault(module, "id", module.ID, "is the id of another module")
		}
		seen[module.ID] = true
		switch {
		case module.Roles == RolePair{}:
			c.fault(module, "roles", "", "are missing: expected a pair such as [C, P]")
		case len(s.Roles) > 0 && c.sound(s, "roles") && !slices.Contains(s.Roles, module.Roles):
			c.fault(module, "roles", "", "are roles that the set does not name")
		}
		c.checkAssessment(module)
	}
}

// checkAssessment refuses a module that says nothing about its assessment, or in words
// of its own: whether one is needed must not follow from a slip.
func (c *checker) checkAssessment(module *Module) {
	const expected = `expected "always", or a condition that begins with "only where"`
	switch {
	case module.Assessment == "":
		c.fault(module, "assessment", "", "is missing: "+expected)
	case module.Assessment != alwaysAssessed && module.NeedsAssessment():
		c.fault(module, "assessment", module.Assessment, "says neither that nor when one is needed: "+expected)
	}
}

func (c *checker) checkRecognitions(s *ClauseSet) {
	seen := map[Regime]bool{}
	for i := range s.Recognised {
		r := &s.Recognised[i]
		c.checkRegimeOf(r, r.Regime)
		if r.Regime != "" && seen[r.Regime] {
			c.fault(r, "regime", string(r.Regime), "is that of another recognition")
		}
		seen[r.Regime] = true
		c.checkWindow(&r.Conclude, r.Conclude)
		c.checkWindow(&r.Rely, r.Rely)
		c.checkCitation(r, r.Citation)
		if r.Rely.From < r.Conclude.From {
			c.fault(r, "rely", r.Rely.From.String(), "could be relied on before it could be concluded, %s", r.Conclude.From)
		}
		if r.With != "" {
			c.checkWith(s, r)
		}
	}
}

// checkWith holds a set against the addendum that it is recognised with.
func (c *checker) checkWith(s *ClauseSet, r *Recognition) {
	addendum := find(c.law.Clauses, r.With)
	if addendum == nil {
		c.dangling(r, "with", r.With, "is no addendum")
		return
	}
	if addendum.Part != PartAddendum && c.sound(addendum, "kind") {
		c.fault(r, "with", r.With, "is no addendum")
		return
	}
	if !slices.Contains(addendum.Requires, s.ID) && c.sound(addendum, "requires") && c.sound(s, "id") {
		c.fault(r, "with", r.With, "does not complete this set: its requires does not name it")
	}
	if addendum.RecognisedBy(r.Regime) == nil && c.sound(addendum, "recognised") && r.Regime != "" && c.sound(r, "regime") {
		c.fault(r, "with", r.With, "is not recognised by %s itself", r.Regime)
	}
}

// checkPart holds an entry against what it is among the clauses.
func (c *checker) checkPart(s *ClauseSet) {
	switch s.Part {
	case PartSet:
		if len(s.Recognised) == 0 {
			c.fault(s, "recognised", "", "is missing: without a recognition the set carries nothing")
		}
	case PartAddendum:
		if len(s.Recognised) == 0 {
			c.fault(s, "recognised", "", "is missing: without a recognition the addendum completes nothing")
		}
		if len(s.Requires) == 0 {
			c.fault(s, "requires", "", "is missing: an addendum names the sets that it completes")
		}
	case PartProcessorTerms:
		if s.End != nil {
			c.fault(s, "end", "", "would decide nothing: a contract with these terms goes on meeting art. 28 by what it says; write it into the note")
		}
		if len(s.Recognised) > 0 {
			c.fault(s, "recognised", "", "processor terms carry no transfer: leave it out")
		}
		if !s.Art28 {
			c.fault(s, "art28", "", "processor terms contain the terms of art. 28: expected art28: true")
		}
	}
	for i, id := range s.Requires {
		if find(c.law.Clauses, id) == nil {
			c.dangling(&s.Requires[i], "", id, "is no clause set%s", fault.DidYouMean(id, c.law.instrumentIDs()))
		}
	}
}
