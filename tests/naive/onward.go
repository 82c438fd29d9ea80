package naive

import "slices"

// judgeUpstream is rules.md 6: what the flow through which the data came gives
// and takes. It comes after section 2.3, whose bases accountability leaves out.
func (t *transfer) judgeUpstream() {
	upstream := t.reg.flows[t.flow.onwardOf]
	if upstream == nil {
		return
	}
	asIfActive := t.law.judge(t.reg, upstream, t.day)
	// A chain is as strong as its links; an inactive upstream taints nothing.
	t.tainted = upstream.activeOn(t.day) && asIfActive.Status == NoValidBasis
	for _, framework := range t.frameworksOf(asIfActive) {
		t.judgeAccountability(framework)
	}
}

// frameworksOf lists the frameworks of the transfer's own regime on whose
// certifications the verdict rests.
func (t *transfer) frameworksOf(v Verdict) []string {
	var frameworks []string
	for _, b := range v.Bases {
		if b.Certification == "" || t.law.frameworks[b.Instrument].Regime != t.regime {
			continue
		}
		if !slices.Contains(frameworks, b.Instrument) {
			frameworks = append(frameworks, b.Instrument)
		}
	}
	return frameworks
}

// judgeAccountability is the first point of rules.md 6: any executed, running
// agreement of the pair that is not a basis already, unless an assessment of
// the pair is INSUFFICIENT.
func (t *transfer) judgeAccountability(framework string) {
	if t.assessedInsufficient() {
		return
	}
	for _, a := range t.reg.agreements[t.flow.pair()] {
		if a.defect(t.day) != "" || t.heldByClauses(a) {
			continue
		}
		t.hold(held{rank: rankAccountability, Basis: Basis{
			Kind:       SafeguardKind,
			Instrument: framework,
			Agreement:  a.id,
		}})
	}
}

func (t *transfer) heldByClauses(a *agreement) bool {
	return slices.ContainsFunc(t.held, func(h held) bool {
		return h.rank == rankClauses && h.Agreement == a.id
	})
}
