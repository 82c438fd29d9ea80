package naive

import "slices"

// flowRisks are the risks that concern the whole flow (rules.md 4).
func (t *transfer) flowRisks() []string {
	var risks []string
	if t.processorTermsMissing() {
		risks = append(risks, "PROCESSOR_TERMS_MISSING")
	}
	if t.declaredBasisFails() {
		risks = append(risks, "DECLARED_BASIS_FAILS")
	}
	if t.derogationOnly() {
		risks = append(risks, "DEROGATION_ONLY")
	}
	return risks
}

// processorTermsMissing is rules.md 4, first point, judged on the bases that
// the flow has or would have.
func (t *transfer) processorTermsMissing() bool {
	if t.flow.importerRole != "PROCESSOR" || !t.law.requires(t.regime, "importer is processor", t.day) {
		return false
	}
	for _, h := range t.held {
		if h.art28 {
			return false
		}
	}
	for _, a := range t.reg.agreements[t.flow.pair()] {
		if a.defect(t.day) == "" && t.holdsProcessorTerms(a) {
			return false
		}
	}
	return true
}

func (t *transfer) holdsProcessorTerms(a *agreement) bool {
	if a.kind == "DPA" {
		return true
	}
	for _, s := range a.sets {
		if t.law.isProcessorTerms(s.set) && slices.Contains(t.law.clauses[s.set].Roles, t.flow.roles()) {
			return true
		}
	}
	return false
}

// declaredBasisFails is rules.md 4, second point; it is asked only while some
// basis holds.
func (t *transfer) declaredBasisFails() bool {
	declared := t.flow.declaredBasis
	if declared == "" {
		return false
	}
	for _, h := range t.held {
		if h.Instrument == declared || h.Agreement == declared {
			return false
		}
	}
	return true
}

// derogationOnly is rules.md 4, third point.
func (t *transfer) derogationOnly() bool {
	for _, h := range t.held {
		if h.Kind != DerogationKind {
			return false
		}
	}
	return true
}
