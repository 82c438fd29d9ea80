package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// bindingRules finds approvals of the group to which both parties belong
// (rules, section 2, no. 4).
func bindingRules(j *judge) {
	if j.Exporter.Group == "" || j.Exporter.Group != j.Importer.Group {
		return
	}
	together := j.days.Clip(j.Exporter.InGroup()).Clip(j.Importer.InGroup())
	for _, rules := range j.Rules {
		if rules.Group == j.Exporter.Group {
			j.judgeRules(rules, together)
		}
	}
}

// judgeRules judges an approval under each entry of the regime while that is in
// force, and under the last one on days on which none is.
func (j *judge) judgeRules(rules *fact.BindingRules, together civil.Set) {
	var last *law.BindingRules
	for _, entry := range j.rulesEntries() {
		last = entry
		j.judgeRulesUnder(entry, rules, together.Clip(entry.Days()))
		together = together.Without(entry.Days())
	}
	j.judgeRulesUnder(last, rules, together)
}

// judgeRulesUnder takes an approval through its conditions on days on which an
// entry of the law is in force, or on which none is; entry is nil where the
// regime has none for the exporter's role.
func (j *judge) judgeRulesUnder(entry *law.BindingRules, rules *fact.BindingRules, days civil.Set) {
	s := j.sieve(Reason{Evidence: Evidence{RulesEvidence, rules.ExternalID}})
	if entry != nil {
		s.about = about(&entry.Instrument, s.about.Evidence)
	}
	s.days = days
	approved := civil.Since(rules.ApprovedOn)
	if rules.Regime != j.regime {
		approved = civil.Interval{}
	}
	s.keepWithin(approved, s.about.coded(RulesNotApproved).on(rules.ApprovedOn).with(string(rules.Regime)))
	s.lose(civil.Since(rules.WithdrawnOn), s.about.coded(RulesWithdrawn).on(rules.WithdrawnOn))
	if fittingRules(j.Flow.ExporterRole) != rules.Type {
		s.drop(s.about.coded(WrongRulesType).with(string(rules.Type)))
	}
	if entry == nil {
		s.drop(s.about.coded(InstrumentNotInForce))
		return
	}
	s.keepInForce(entry.Window)
	h := holding{Basis: Basis{Kind: Safeguard, Instrument: &entry.Instrument, Rules: rules}}
	s.accompany(&h, law.OnBindingRules)
	j.hold(s.days, h)
}

// rulesEntries are the regime's entries for an exporter of the flow's role.
func (j *judge) rulesEntries() []*law.BindingRules {
	var fitting []*law.BindingRules
	for _, entry := range j.law.BindingRulesOf(j.regime) {
		if entry.Serves(j.Flow.ExporterRole) {
			fitting = append(fitting, entry)
		}
	}
	return fitting
}

// fittingRules is the type of rules for an exporter of a role.
func fittingRules(exporter law.Role) law.RulesType {
	switch exporter {
	case law.Controller:
		return law.ControllerRules
	case law.Processor:
		return law.ProcessorRules
	}
	return ""
}
