package basis

import (
	"slices"

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
// force; on other days under the last one that has ended, or under none.
func (j *judge) judgeRules(rules *fact.BindingRules, together civil.Set) {
	entries := j.rulesEntries()
	for _, entry := range entries {
		j.judgeRulesUnder(entry, rules, together.Clip(entry.Days()))
		together = together.Without(entry.Days())
	}
	for _, entry := range slices.Backward(entries) {
		j.judgeRulesUnder(entry, rules, together.Clip(entry.Over()))
		together = together.Without(entry.Over())
	}
	j.judgeRulesUnder(nil, rules, together)
}

// judgeRulesUnder takes an approval through its conditions on days on which an
// entry of the law is in force, or has ended; entry is nil where there is none
// (yet) for the exporter's role.
func (j *judge) judgeRulesUnder(entry *law.BindingRules, rules *fact.BindingRules, days civil.Set) {
	if days.IsEmpty() {
		return
	}
	s := j.sieve(Reason{Evidence: Evidence{RulesEvidence, rules.ExternalID}})
	if entry != nil {
		s.about = about(&entry.Instrument, s.about.Evidence)
	}
	s.days = days
	s.keepApproved(rules)
	s.lose(civil.Since(rules.WithdrawnOn), why(RulesWithdrawn).on(rules.WithdrawnOn))
	if fittingRules(j.Flow.ExporterRole) != rules.Type {
		s.drop(why(WrongRulesType).with(string(rules.Type)))
	}
	if entry == nil {
		s.drop(why(InstrumentNotInForce).told(missing).with(string(j.regime)))
		return
	}
	s.keepInForce(entry.Window)
	h := j.draft(Basis{Kind: Safeguard, Instrument: &entry.Instrument, Rules: rules})
	s.accompany(h, law.OnBindingRules)
	j.hold(h, s.days)
}

// keepApproved loses the days on which the rules are not approved under the
// regime.
func (s *sieve) keepApproved(rules *fact.BindingRules) {
	switch {
	case rules.Regime != s.judge.regime:
		s.drop(why(RulesNotApproved).told(foreign).with(string(rules.Regime)))
	case rules.ApprovedOn.IsZero():
		s.drop(why(RulesNotApproved).told(missing))
	default:
		s.keepWithin(civil.Since(rules.ApprovedOn), why(RulesNotApproved).told(begins).on(rules.ApprovedOn))
	}
}

// rulesEntries are the regime's entries for an exporter of the flow's role.
func (j *judge) rulesEntries() []*law.BindingRules {
	j.entries = j.entries[:0]
	for _, entry := range j.law.BindingRulesOf(j.regime) {
		if entry.Serves(j.Flow.ExporterRole) {
			j.entries = append(j.entries, entry)
		}
	}
	return j.entries
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
