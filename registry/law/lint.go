package law

import (
	"regexp"
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// idForm is what an id looks like: it stands in CSV cells and in addresses.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// checkIDs finds ids that are missing, malformed or given to two instruments.
func (c *checker) checkIDs() {
	seen := map[string]bool{}
	for _, e := range c.entries() {
		id := e.header().ID
		switch {
		case !idForm.MatchString(id):
			c.fault(e, "id", id, "is no id: expected lower-case letters and digits, joined by hyphens")
		case seen[id]:
			c.fault(e, "id", id, "is the id of another instrument")
		}
		seen[id] = true
	}
	for _, r := range c.law.Requirements {
		switch {
		case !idForm.MatchString(r.ID):
			c.fault(r, "id", r.ID, "is no id: expected lower-case letters and digits, joined by hyphens")
		case seen[r.ID]:
			c.fault(r, "id", r.ID, "is the id of an instrument")
		}
	}
}

// entries are all instruments as they were decoded.
func (c *checker) entries() []entry {
	var all []entry
	all = appendEntries(all, c.law.Adequacy)
	all = appendEntries(all, c.law.Frameworks)
	all = appendEntries(all, c.law.Clauses)
	all = appendEntries(all, c.law.BindingRules)
	all = appendEntries(all, c.law.OtherSafeguards)
	return appendEntries(all, c.law.Derogations)
}

func appendEntries[E entry](all []entry, entries []E) []entry {
	for _, e := range entries {
		all = append(all, e)
	}
	return all
}

// checkInstrument checks what every instrument with a regime of its own has.
func (c *checker) checkInstrument(e any, i *Instrument) {
	c.checkText(e, i)
	if i.Regime == "" {
		c.fault(e, "regime", "", "is missing: expected %s", fault.Either(wordsOf(Regimes)))
	}
	c.checkWindow(e, "through", i.Window)
	c.checkEnd(e, i)
}

func (c *checker) checkText(e any, i *Instrument) {
	if i.Name == "" {
		c.fault(e, "name", "", "is missing")
	}
	c.checkSource(e, i.Source)
}

func (c *checker) checkSource(e any, s Source) {
	if s.Citation == "" {
		c.fault(e, "citation", "", "is missing: every entry carries its official reference")
	}
	if s.Confidence == "" {
		c.fault(e, "confidence", "", "is missing: expected %s", fault.Either(wordsOf(Confidences)))
	}
}

// checkWindow refuses a window that ends before it begins.
func (c *checker) checkWindow(e any, field string, w Window) {
	if !w.From.IsZero() && !w.Through.IsZero() && w.Through < w.From {
		c.fault(e, field, w.Through.String(), "lies before the beginning of the window, %s", w.From)
	}
}

// checkEnd holds the end against the window: an instrument that has ended no
// longer holds on the day of its end.
func (c *checker) checkEnd(e any, i *Instrument) {
	if i.End == nil {
		return
	}
	c.checkEndFields(e, i.End)
	switch {
	case i.Through.IsZero():
		c.fault(e, "through", "", "is open, but the end says that it ended on %s", i.End.Date)
	case i.End.Date != i.Through+1:
		c.fault(e, "through", i.Through.String(), "contradicts the end on %s: its last day is the day before", i.End.Date)
	}
}

func (c *checker) checkEndFields(e any, end *End) {
	if end.Kind == "" {
		c.fault(e, "end", "", "has no kind: expected %s", fault.Either(wordsOf(EndKinds)))
	}
	if end.Date.IsZero() {
		c.fault(e, "end", "", "has no date")
	}
	if end.By == "" {
		c.fault(e, "end", "", "does not say by what (by: citation)")
	}
}

func (c *checker) checkAdequacy(a *Adequacy) {
	c.checkDestination(a, a.Destination)
	for k, term := range a.Terms {
		c.checkWindow(a, "terms", term.Window)
		if term.Citation == "" {
			c.fault(a, "terms", "", "a term has no citation")
		}
		if len(term.Scope.Sectors)+len(term.Scope.ExporterSectors) > 0 {
			c.fault(a, "terms", "", "a term names sectors, which would decide nothing: give them in the scope of the decision")
		}
		if k > 0 && term.From != a.Terms[k-1].Through+1 {
			c.fault(a, "terms", term.From.String(), "a term does not begin on the day after the one before it")
		}
	}
	if n := len(a.Terms); n > 0 && (a.Terms[0].From != a.From || a.Terms[n-1].Through != a.Through) {
		c.fault(a, "terms", "", "the terms do not cover %s to %s", a.From, a.Through)
	}
}

func (c *checker) checkDestination(e any, code string) {
	if _, known := c.law.Countries[code]; code == EEA || known {
		return
	}
	c.fault(e, "destination", code, "is no country code, nor EEA")
}

func (c *checker) checkFramework(f *Framework) {
	c.checkDestination(f, f.Destination)
	for _, required := range f.Requires {
		if required == f.ID || find(c.law.Frameworks, required) == nil {
			c.fault(f, "requires", required, "is no other framework")
		}
	}
	if f.Succession != nil && find(c.law.Frameworks, f.Succession.FromFramework) == nil {
		c.fault(f, "succession", f.Succession.FromFramework, "is no framework")
	}
}

func (c *checker) checkBindingRules(b *BindingRules) {
	if b.Type == "" {
		c.fault(b, "type", "", "is missing: expected %s", fault.Either(wordsOf(RulesTypes)))
	}
	if b.ContinuesAs != "" && find(c.law.BindingRules, b.ContinuesAs) == nil {
		c.fault(b, "continues_as", b.ContinuesAs, "is no entry on binding corporate rules")
	}
}

// needs are what another safeguard may need.
var needs = []string{"", "authorisation", "notification"}

func (c *checker) checkOtherSafeguard(o *OtherSafeguard) {
	if !slices.Contains(needs, o.Needs) {
		c.fault(o, "needs", o.Needs, "is unknown: expected %s", fault.Either(needs[1:]))
	}
	c.checkWindow(o, "authorise", o.Authorise)
	if o.Needs == "" && o.Authorise != (Window{}) {
		c.fault(o, "authorise", "", "stands without needs, so it would decide nothing")
	}
}
