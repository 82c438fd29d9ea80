package naive

import "slices"

// Decide gives the verdict on one flow on one day. The flow must exist.
func (l *Law) Decide(reg *Registry, flowID string, day Day) Verdict {
	f := reg.flows[flowID]
	if !f.activeOn(day) {
		return Verdict{Status: Inactive}
	}
	return l.judge(reg, f, day)
}

// transfer is one flow on one day under one regime, while it is decided.
type transfer struct {
	law        *Law
	reg        *Registry
	flow       *flow
	regime     string
	day        Day
	assessment *assessment // the one that counts, if any

	held    []held
	defects []string // of the evidence that almost fits
	tainted bool     // its upstream is without basis
}

// judge takes the flow as if it were active.
func (l *Law) judge(reg *Registry, f *flow, day Day) Verdict {
	regime := l.regime(reg, f, day)
	if regime == "" || l.inside(regime, f.destination, day) {
		return Verdict{Status: NotRestricted, Regime: regime}
	}
	t := &transfer{law: l, reg: reg, flow: f, regime: regime, day: day}
	t.assessment = reg.assessmentThatCounts(f.pair(), day)
	t.judgeAdequacy()
	t.judgeCertifications()
	t.judgeAgreements()
	t.judgeBindingRules()
	t.judgeUpstream()
	t.judgeDerogation()
	slices.SortFunc(t.held, inOrder)
	if t.tainted || len(t.held) == 0 {
		return Verdict{Status: NoValidBasis, Regime: regime, Reasons: t.failure()}
	}
	return t.standing()
}

// hold adds a basis.
func (t *transfer) hold(h held) { t.held = append(t.held, h) }

// almost adds the first defect of a piece of evidence.
func (t *transfer) almost(code string) { t.defects = append(t.defects, code) }

// failure gives the reasons of NO_VALID_BASIS (rules.md 5).
func (t *transfer) failure() []string {
	var reasons []string
	if len(t.held) == 0 {
		// Where only the upstream fails the flow, its own defects are left out.
		reasons = append(reasons, t.defects...)
	}
	if t.tainted {
		reasons = append(reasons, "UPSTREAM_WITHOUT_BASIS")
	}
	if len(reasons) == 0 {
		reasons = append(reasons, "NO_MECHANISM")
	}
	if t.processorTermsMissing() {
		reasons = append(reasons, "PROCESSOR_TERMS_MISSING")
	}
	return sortedSet(reasons)
}

// standing is the verdict on a flow with bases: VALID or AT_RISK (rules.md 5).
func (t *transfer) standing() Verdict {
	risks := t.flowRisks()
	sound := false
	v := Verdict{Status: AtRisk, Regime: t.regime}
	for _, h := range t.held {
		if h.Kind != DerogationKind && len(h.Risks) == 0 {
			sound = true
		}
		v.Bases = append(v.Bases, h.Basis)
	}
	if sound && len(risks) == 0 {
		v.Status = Valid
		return v
	}
	for _, h := range t.held {
		risks = append(risks, h.Risks...)
	}
	v.Reasons = sortedSet(risks)
	return v
}
