package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// checkContext checks regimes and territories.
func (c *checker) checkContext() {
	for _, regime := range Regimes {
		if !slices.ContainsFunc(c.law.Regimes, func(r *RegimeLaw) bool { return r.ID == regime }) {
			c.faults.Add(fault.Bad("regimes", string(regime), "the regime has no entry"))
		}
	}
	for _, r := range c.law.Regimes {
		c.checkRegime(r)
	}
	for _, m := range c.law.Territories.EEA {
		c.checkCode(m, m.Code)
		if m.Inside.From.IsZero() {
			c.fault(m, "inside", "", "has no first day: without one the state would always have been inside")
		}
		c.checkWindow(m, "inside", m.Inside)
		if m.Confidence == "" {
			c.fault(m, "confidence", "", "is missing: expected %s", fault.Either(wordsOf(Confidences)))
		}
	}
	for _, t := range c.law.Territories.Special {
		c.checkTerritory(t)
	}
}

func (c *checker) checkRegime(r *RegimeLaw) {
	if r.JudgedFrom.IsZero() {
		c.fault(r, "judged_from", "", "is missing")
	}
	if len(r.Laws) == 0 {
		c.fault(r, "laws", "", "are missing: an act lends its citation where no instrument decides")
	}
	for i := range r.Laws {
		act := &r.Laws[i]
		c.checkSource(act, act.Source)
		c.checkWindow(act, "through", act.Window)
		if act.ID == "" || act.Name == "" {
			c.fault(act, "id", act.ID, "an act needs an id and a name")
		}
	}
}

func (c *checker) checkTerritory(t *Territory) {
	for _, code := range append([]string{t.Code}, t.Also...) {
		c.checkCode(t, code)
	}
	c.checkSource(t, t.Source)
	c.checkWindow(t, "through", t.Window)
	if t.Regime == "" || t.Treatment == "" {
		c.fault(t, "treatment", "", "needs a regime and a treatment")
	}
	if t.Treatment == Inside && t.From.IsZero() {
		c.fault(t, "from", "", "is missing: without it the territory would always have been inside")
	}
	if t.PartOf != "" && !slices.ContainsFunc(c.law.Territories.EEA, func(m *Member) bool { return m.Code == t.PartOf }) {
		c.fault(t, "part_of", t.PartOf, "is no state of the list eea")
	}
}

func (c *checker) checkCode(e any, code string) {
	if _, known := c.law.Countries[code]; !known {
		c.fault(e, "code", code, "is no country code of ISO 3166-1")
	}
}

// deciding are the subjects on which a requirement can put a flow at risk.
var deciding = []Subject{OnClauses, OnBindingRules, OnOtherSafeguards, OnProcessors}

func (c *checker) checkRequirement(r *Requirement) {
	if r.Name == "" {
		c.fault(r, "name", "", "is missing")
	}
	c.checkSource(r, r.Source)
	c.checkWindow(r, "through", r.Window)
	if r.Regime == "" || r.Effect == "" {
		c.fault(r, "effect", "", "a requirement needs a regime and an effect (%s)", fault.Either(wordsOf(Effects)))
	}
	for _, subject := range r.AppliesTo {
		if r.Effect == Risk && !slices.Contains(deciding, subject) {
			c.fault(r, "applies_to", string(subject), "is nothing that a requirement of effect RISK can apply to: expected %s", fault.Either(wordsOf(deciding)))
		}
	}
}

func (c *checker) checkAnnotation(a *Annotation) {
	if a.Date.IsZero() || a.Text == "" || a.Regime == "" {
		c.fault(a, "date", a.Date.String(), "an annotation needs a date, a regime and a text")
	}
	c.checkSource(a, a.Source)
	for _, id := range a.About {
		if c.law.find(id) == nil && !slices.ContainsFunc(c.law.Requirements, func(r *Requirement) bool { return r.ID == id }) {
			c.fault(a, "about", id, "is neither an instrument nor a requirement%s", fault.DidYouMean(id, c.law.instrumentIDs()))
		}
	}
}
