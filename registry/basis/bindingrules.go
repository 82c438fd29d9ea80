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

func (j *judge) judgeRules(rules *fact.BindingRules, together civil.Set) {
	s := j.sieve(Reason{Evidence: Evidence{RulesEvidence, rules.ExternalID}})
	entries := j.rulesEntries()
	if len(entries) > 0 {
		s.about = about(&entries[0].Instrument, s.about.Evidence)
	}
	s.days = together
	approved := civil.Since(rules.ApprovedOn)
	if rules.Regime != j.regime {
		approved = civil.Interval{}
	}
	s.keepWithin(approved, s.about.coded(RulesNotApproved).on(rules.ApprovedOn).with(string(rules.Regime)))
	s.lose(civil.Since(rules.WithdrawnOn), s.about.coded(RulesWithdrawn).on(rules.WithdrawnOn))
	if fittingRules(j.Flow.ExporterRole) != rules.Type {
		s.drop(s.about.coded(WrongRulesType).with(string(rules.Type)))
	}
	var inForce civil.Set
	for _, entry := range entries {
		inForce = inForce.Union(civil.SetOf(entry.Days()))
	}
	s.keep(inForce, s.about.coded(InstrumentNotInForce))
	h := holding{Basis: Basis{Kind: Safeguard, Rules: rules}}
	s.accompany(&h, law.OnBindingRules)
	for _, entry := range entries {
		h.Instrument = &entry.Instrument
		j.hold(s.days.Clip(entry.Days()), h)
	}
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
