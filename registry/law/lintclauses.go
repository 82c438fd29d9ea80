package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
)

func (c *checker) checkClauses(s *ClauseSet) {
	c.checkText(s, &s.Instrument)
	if s.Regime != "" || s.Window != (Window{}) {
		c.fault(s, "regime", "", "clauses have no regime and no window of their own: give them under recognised")
	}
	if s.End != nil {
		c.checkEndFields(s, s.End)
	}
	if len(s.Roles) == 0 {
		c.fault(s, "roles", "", "are missing: expected pairs such as [C, P]")
	}
	c.checkModules(s)
	c.checkRecognitions(s)
	c.checkPart(s)
}

func (c *checker) checkModules(s *ClauseSet) {
	seen := map[string]bool{}
	for _, module := range s.Modules {
		if module.ID == "" || seen[module.ID] {
			c.fault(s, "modules", module.ID, "a module has no id or that of another")
		}
		seen[module.ID] = true
		if !slices.Contains(s.Roles, module.Roles) {
			c.fault(s, "modules", module.ID, "is made for roles that the set does not name")
		}
	}
}

func (c *checker) checkRecognitions(s *ClauseSet) {
	seen := map[Regime]bool{}
	for _, r := range s.Recognised {
		if r.Regime == "" || seen[r.Regime] {
			c.fault(s, "recognised", string(r.Regime), "a recognition names no regime, or the same as another")
		}
		seen[r.Regime] = true
		c.checkWindow(s, "recognised", r.Conclude)
		c.checkWindow(s, "recognised", r.Rely)
		if r.Citation == "" {
			c.fault(s, "recognised", string(r.Regime), "a recognition has no citation")
		}
		if r.Rely.From < r.Conclude.From {
			c.fault(s, "recognised", r.Rely.From.String(), "could be relied on before it could be concluded, %s", r.Conclude.From)
		}
		if r.With != "" {
			c.checkWith(s, r)
		}
	}
}

// checkWith holds a set against the addendum that it is recognised with.
func (c *checker) checkWith(s *ClauseSet, r Recognition) {
	addendum := find(c.law.Clauses, r.With)
	switch {
	case addendum == nil || addendum.Part != PartAddendum:
		c.fault(s, "recognised", r.With, "is no addendum")
	case !slices.Contains(addendum.Requires, s.ID):
		c.fault(s, "recognised", r.With, "does not complete this set: its requires does not name it")
	case addendum.RecognisedBy(r.Regime) == nil:
		c.fault(s, "recognised", r.With, "is not recognised by %s itself", r.Regime)
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
		if len(s.Recognised) == 0 || len(s.Requires) == 0 {
			c.fault(s, "requires", "", "an addendum needs a recognition and the sets that it completes")
		}
	case PartProcessorTerms:
		if len(s.Recognised) > 0 || !s.Art28 {
			c.fault(s, "art28", "", "processor terms contain the terms of art. 28 (art28: true) and carry no transfer (no recognition)")
		}
	}
	for _, id := range s.Requires {
		if find(c.law.Clauses, id) == nil {
			c.fault(s, "requires", id, "is no clause set%s", fault.DidYouMean(id, c.law.instrumentIDs()))
		}
	}
}
