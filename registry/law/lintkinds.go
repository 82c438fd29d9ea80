package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

func (c *checker) checkAdequacy(a *Adequacy) {
	c.checkDestination(a, a.Destination)
	for i := range a.Terms {
		term := &a.Terms[i]
		c.checkWindow(term, term.Window)
		c.checkCitation(term, term.Citation)
		if len(term.Scope.Sectors)+len(term.Scope.ExporterSectors) > 0 {
			c.fault(term, "scope", "", "names sectors, which would decide nothing in a term: give them in the scope of the decision")
		}
	}
	if len(a.Terms) > 0 && c.sound(a, "terms", "from", "through") {
		c.checkTerms(a)
	}
}

// checkTerms holds the terms against one another and against the decision,
// which they cover without a gap.
func (c *checker) checkTerms(a *Adequacy) {
	for i := range a.Terms[1:] {
		before, term := a.Terms[i], &a.Terms[i+1]
		if term.From != before.Through+1 {
			c.fault(term, "from", term.From.String(), "does not begin on the day after the term before it")
		}
	}
	first, last := &a.Terms[0], &a.Terms[len(a.Terms)-1]
	if first.From != a.From {
		c.fault(first, "from", first.From.String(), "is not the first day of the decision")
	}
	if last.Through != a.Through {
		c.fault(last, "through", last.Through.String(), "is not the last day of the decision")
	}
}

func (c *checker) checkDestination(e any, code string) {
	if code == "" {
		c.fault(e, "destination", "", "is missing: expected a country code, EPO or EEA")
		return
	}
	if _, known := c.law.Countries[code]; code != EEA && !known {
		c.dangling(e, "destination", code, "is no country code, nor EEA")
	}
}

func (c *checker) checkFramework(f *Framework) {
	c.checkDestination(f, f.Destination)
	for i, required := range f.Requires {
		if required == f.ID || find(c.law.Frameworks, required) == nil {
			c.dangling(&f.Requires[i], "", required, "is no other framework")
		}
	}
	if f.Succession != nil && find(c.law.Frameworks, f.Succession.FromFramework) == nil {
		c.dangling(f.Succession, "from_framework", f.Succession.FromFramework, "is no framework")
	}
}

func (c *checker) checkBindingRules(b *BindingRules) {
	if b.Type == "" {
		c.fault(b, "type", "", "is missing: expected %s", sentence.Either(wordsOf(RulesTypes)))
	}
	if b.ContinuesAs != "" && find(c.law.BindingRules, b.ContinuesAs) == nil {
		c.dangling(b, "continues_as", b.ContinuesAs, "is no entry on binding corporate rules")
	}
}

// needs are what another safeguard may need.
var needs = []string{"", "authorisation", "notification"}

func (c *checker) checkOtherSafeguard(o *OtherSafeguard) {
	if !slices.Contains(needs, o.Needs) {
		c.fault(o, "needs", o.Needs, "is unknown: expected %s", sentence.Either(needs[1:]))
	}
	c.checkWindow(&o.Authorise, o.Authorise)
	if o.Needs == "" && o.Authorise != (Window{}) && c.sound(o, "needs") {
		c.fault(o, "authorise", "", "stands without needs, so it would decide nothing")
	}
}
