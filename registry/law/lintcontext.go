package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// checkContext checks regimes and territories.
func (c *checker) checkContext() {
	for _, regime := range Regimes {
		if !slices.ContainsFunc(c.law.Regimes, func(r *RegimeLaw) bool { return r.ID == regime }) {
			c.faults.Add(fault.Bad("regimes", "", "the regime %s has no entry", regime))
		}
	}
	for _, r := range c.law.Regimes {
		c.checkRegime(r)
	}
	for _, m := range c.law.Territories.EEA {
		c.checkMember(m)
	}
	for _, t := range c.law.Territories.Special {
		c.checkTerritory(t)
	}
}

func (c *checker) checkRegime(r *RegimeLaw) {
	if r.ID == "" {
		c.fault(r, "id", "", "is missing: expected %s", sentence.Either(wordsOf(Regimes)))
	}
	if r.JudgedFrom.IsZero() {
		c.fault(r, "judged_from", "", "is missing")
	}
	if len(r.Laws) == 0 {
		c.fault(r, "laws", "", "are missing: an act lends its citation where no instrument decides")
	}
	for i := range r.Laws {
		act := &r.Laws[i]
		c.checkGiven(act, "id", act.ID)
		c.checkGiven(act, "name", act.Name)
		c.checkSource(act, act.Source)
		c.checkWindow(act, act.Window)
	}
}

func (c *checker) checkMember(m *Member) {
	c.checkCode(m, "code", m.Code)
	if m.Inside.From.IsZero() {
		c.fault(m, "inside", "", "has no first day: without one the state would always have been inside")
	}
	c.checkWindow(&m.Inside, m.Inside)
	c.checkConfidence(m, m.Source)
}

func (c *checker) checkTerritory(t *Territory) {
	c.checkCode(t, "code", t.Code)
	for i, code := range t.Also {
		c.checkCode(&t.Also[i], "", code)
	}
	c.checkSource(t, t.Source)
	c.checkWindow(t, t.Window)
	c.checkRegimeOf(t, t.Regime)
	if t.Treatment == "" {
		c.fault(t, "treatment", "", "is missing: expected %s", sentence.Either(wordsOf(Treatments)))
	}
	if t.Treatment == Inside && t.From.IsZero() {
		c.fault(t, "from", "", "is missing: without it the territory would always have been inside")
	}
	if t.PartOf != "" && !slices.ContainsFunc(c.law.Territories.EEA, func(m *Member) bool { return m.Code == t.PartOf }) {
		c.dangling(t, "part_of", t.PartOf, "is no state of the list eea")
	}
}

func (c *checker) checkCode(e any, field, code string) {
	if code == "" {
		c.fault(e, field, "", "is missing: expected a country code of ISO 3166-1")
		return
	}
	if _, known := c.law.Countries[code]; !known {
		c.dangling(e, field, code, "is no country code of ISO 3166-1")
	}
}

// deciding are the subjects on which a requirement can put a flow at risk.
var deciding = []Subject{OnClauses, OnBindingRules, OnOtherSafeguards, OnProcessors}

func (c *checker) checkRequirement(r *Requirement) {
	c.checkID(r, r.ID)
	c.checkGiven(r, "name", r.Name)
	c.checkSource(r, r.Source)
	c.checkWindow(r, r.Window)
	c.checkRegimeOf(r, r.Regime)
	if r.Effect == "" {
		c.fault(r, "effect", "", "is missing: expected %s", sentence.Either(wordsOf(Effects)))
	}
	for i, subject := range r.AppliesTo {
		if r.Effect == Risk && !slices.Contains(deciding, subject) {
			c.fault(&r.AppliesTo[i], "", string(subject), "is nothing that a requirement of effect RISK can apply to: expected %s", sentence.Either(wordsOf(deciding)))
		}
	}
}

func (c *checker) checkAnnotation(a *Annotation) {
	if a.Date.IsZero() {
		c.fault(a, "date", "", "is missing")
	}
	c.checkGiven(a, "text", a.Text)
	c.checkRegimeOf(a, a.Regime)
	c.checkSource(a, a.Source)
	for i, id := range a.About {
		if c.law.find(id) == nil && !slices.ContainsFunc(c.law.Requirements, func(r *Requirement) bool { return r.ID == id }) {
			c.dangling(&a.About[i], "", id, "is neither an instrument nor a requirement%s", fault.DidYouMean(id, c.law.instrumentIDs()))
		}
	}
}
