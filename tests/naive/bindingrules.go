package naive

import "slices"

// judgeBindingRules is rules.md 2.4, and 5 for what almost fits: rules of a
// group to which exporter and importer both belong on the day.
func (t *transfer) judgeBindingRules() {
	group := t.flow.exporter.group
	if group == "" || !t.flow.exporter.belongs(group, t.day) || !t.flow.importer.belongs(group, t.day) {
		return
	}
	for _, b := range t.reg.rules[group] {
		t.judgeRules(b)
	}
}

func (t *transfer) judgeRules(b *bindingRules) {
	switch {
	case b.regime != t.regime || !reached(b.approvedOn, t.day):
		t.almost("RULES_NOT_APPROVED")
		return
	case reached(b.withdrawnOn, t.day):
		t.almost("RULES_WITHDRAWN")
		return
	case b.kind != t.flow.exporterRole:
		t.almost("WRONG_RULES_TYPE")
		return
	}
	inForce := false
	for i := range t.law.BindingRules {
		e := &t.law.BindingRules[i]
		if e.Regime != t.regime || (e.Type != b.kind && e.Type != "ANY") || !e.contains(t.day) {
			continue
		}
		if len(e.ExporterRoles) > 0 && !slices.Contains(e.ExporterRoles, t.flow.roles()[0]) {
			continue
		}
		inForce = true
		h := held{rank: rankRules, Basis: Basis{Kind: SafeguardKind, Instrument: e.ID, Rules: b.id}}
		t.holdIfAssessed(h, "binding_rules", true)
	}
	if !inForce {
		t.almost("INSTRUMENT_NOT_IN_FORCE")
	}
}
