package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// verdict judges one day. What it consists of lies on the desk.
func (judged *judgment) verdict(day civil.Date) Verdict {
	if !judged.Flow.Active().Contains(day) {
		return Verdict{Status: Inactive}
	}
	if len(judged.lost) > 0 {
		return Verdict{Status: NoValidBasis, Reasons: judged.lost}
	}
	v := Verdict{Status: NotRestricted}
	for i, days := range judged.regimes {
		if days.Contains(day) {
			v.Regime = law.Regimes[i]
		}
	}
	for i := range judged.atWork() {
		if j := &judged.judges[i]; j.days.Contains(day) {
			j.judgeDay(&v, day, judged.tainted.Contains(day))
		}
	}
	return v
}

// judgeDay decides the status of a restricted day (rules, sections 4 to 6).
func (j *judge) judgeDay(v *Verdict, day civil.Date, tainted bool) {
	bases, sound := j.basesOn(day)
	if tainted || len(bases) == 0 {
		v.Status, v.Bases = NoValidBasis, nil
		if !j.outline {
			v.Reasons = j.failures(bases, day, tainted)
		}
		return
	}
	v.Bases = bases
	ofFlow := j.flowRisks(bases, day)
	if len(ofFlow) == 0 && sound {
		v.Status = Valid
		return
	}
	v.Status = AtRisk
	if !j.outline {
		v.Reasons = j.allRisks(bases, ofFlow)
	}
}

// basesOn are the bases that hold on a day. They are sound where one of them is no
// derogation and without a risk.
func (j *judge) basesOn(day civil.Date) (bases []Basis, sound bool) {
	from := len(j.desk.bases)
	for _, h := range j.ranked {
		if !h.days.Contains(day) {
			continue
		}
		j.desk.bases = append(j.desk.bases, h.Basis)
		b := &j.desk.bases[len(j.desk.bases)-1]
		b.Assessed = h.needs.Contains(day)
		b.Required = h.requiredOn(day, &j.desk)
		b.Risks = h.risksOn(day, &j.desk)
		sound = sound || b.standsAlone()
		if j.outline {
			b.Risks = nil
		}
	}
	return since(j.desk.bases, from), sound
}

// standsAlone reports whether the basis is no derogation and without a risk.
func (b *Basis) standsAlone() bool { return b.Kind != Derogation && len(b.Risks) == 0 }

// requiredOn are those of the required certifications that run on a day.
func (h *holding) requiredOn(day civil.Date, d *desk) []*fact.Certification {
	from := len(d.required)
	for _, c := range h.required {
		if c.Running().Contains(day) {
			d.required = append(d.required, c)
		}
	}
	return since(d.required, from)
}

func (h *holding) risksOn(day civil.Date, d *desk) []Reason {
	from := len(d.reasons)
	for i := range h.risks {
		if h.risks[i].days.Contains(day) {
			d.reasons = append(d.reasons, h.risks[i].Reason)
		}
	}
	return since(d.reasons, from)
}

// failures say why there is no valid basis: every piece of evidence that
// almost fits; or only that the flow above fails it, where the flow would stand
// on its own; or that there is nothing at all. What the whole flow lacks joins.
func (j *judge) failures(own []Basis, day civil.Date, tainted bool) []Reason {
	from := len(j.desk.reasons)
	for i := range j.defects {
		if len(own) == 0 && j.defects[i].days.Contains(day) {
			j.desk.reasons = append(j.desk.reasons, j.defects[i].Reason)
		}
	}
	switch {
	case tainted:
		upstream := Evidence{FlowEvidence, j.Upstream.Case.Flow.ExternalID}
		j.desk.reasons = append(j.desk.reasons, Reason{Code: UpstreamWithoutBasis, Evidence: upstream}.cited(j.actOn(day)))
	case from == len(j.desk.reasons):
		j.desk.reasons = append(j.desk.reasons, Reason{Code: NoMechanism, Detail: string(j.regime)}.cited(j.actOn(day)))
	}
	j.unmetOn(day)
	return since(j.desk.reasons, from)
}

func (j *judge) unmetOn(day civil.Date) {
	for i := range j.unmet {
		if j.unmet[i].days.Contains(day) {
			j.desk.reasons = append(j.desk.reasons, j.unmet[i].Reason)
		}
	}
}

// flowRisks are the risks of section 4: requirements on the whole flow that are not
// met, and what depends on which bases hold.
func (j *judge) flowRisks(bases []Basis, day civil.Date) []Reason {
	from := len(j.desk.reasons)
	j.unmetOn(day)
	if !slices.ContainsFunc(bases, func(b Basis) bool { return b.Kind != Derogation }) {
		j.desk.reasons = append(j.desk.reasons, about(bases[0].Instrument, Evidence{}).because(why(DerogationOnly)))
	}
	if declared := j.Flow.Declared; !declared.IsZero() && !slices.ContainsFunc(bases, func(b Basis) bool { return b.answers(declared) }) {
		j.desk.reasons = append(j.desk.reasons, j.declaredFails(day))
	}
	return since(j.desk.reasons, from)
}

// answers reports whether the basis is the one that the record of processing claims.
func (b *Basis) answers(declared fact.Declared) bool {
	return b.Instrument.ID == declared.Instrument || b.Agreement != nil && b.Agreement.ID == declared.Agreement
}

// allRisks are the risks of bases, each once, and those of the whole flow.
func (j *judge) allRisks(bases []Basis, ofFlow []Reason) []Reason {
	from := len(j.desk.reasons)
	for i := range bases {
		for _, r := range bases[i].Risks {
			if !slices.Contains(j.desk.reasons[from:], r) {
				j.desk.reasons = append(j.desk.reasons, r)
			}
		}
	}
	j.desk.reasons = append(j.desk.reasons, ofFlow...)
	return since(j.desk.reasons, from)
}

func (j *judge) declaredFails(day civil.Date) Reason {
	if j.outline {
		return Reason{}
	}
	if i := j.law.Instrument(j.Flow.Declared.Instrument); i != nil {
		return about(i, Evidence{}).because(why(DeclaredBasisFails).with(i.Name))
	}
	fails := Reason{Code: DeclaredBasisFails, Detail: "an agreement of other parties"}
	for _, a := range j.Agreements {
		if a.ID == j.Flow.Declared.Agreement {
			fails.Evidence, fails.Detail = Evidence{AgreementEvidence, a.ExternalID}, "the agreement "+a.ExternalID
		}
	}
	return fails.cited(j.actOn(day))
}
