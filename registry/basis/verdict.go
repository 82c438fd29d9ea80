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
	bases, best := j.basesOn(day)
	if tainted || best == none {
		v.Status = NoValidBasis
		if !j.outline {
			v.Reasons = j.failures(best, day, tainted)
		}
		return
	}
	v.Bases = bases
	ofFlow := j.flowRisks(bases, best, day)
	if len(ofFlow) == 0 && best == sound {
		v.Status = Valid
		return
	}
	v.Status = AtRisk
	if !j.outline {
		v.Reasons = j.allRisks(bases, ofFlow)
	}
}

// grade is how good a basis is.
type grade uint8

const (
	none     grade = iota // there is none
	excepted              // a derogation
	risky                 // no derogation, with a risk of its own
	sound                 // no derogation, and without one
)

// basesOn are the bases that hold on a day, and how good the best of them is. In an
// outline they have no risks.
func (j *judge) basesOn(day civil.Date) (bases []Basis, best grade) {
	from := len(j.desk.bases)
	for _, h := range j.ranked {
		if !h.days.Contains(day) {
			continue
		}
		j.desk.bases = append(j.desk.bases, h.Basis)
		b := &j.desk.bases[len(j.desk.bases)-1]
		b.Assessed = h.needs.Contains(day)
		b.Required = h.requiredOn(day, &j.desk)
		if !j.outline {
			b.Risks = h.risksOn(day, &j.desk)
		}
		grade := h.gradeOn(day)
		b.Sound = grade == sound
		best = max(best, grade)
	}
	return since(j.desk.bases, from), best
}

func (h *holding) gradeOn(day civil.Date) grade {
	if h.Kind == Derogation {
		return excepted
	}
	for i := range h.risks {
		if h.risks[i].days.Contains(day) {
			return risky
		}
	}
	return sound
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
func (j *judge) failures(own grade, day civil.Date, tainted bool) []Reason {
	from := len(j.desk.reasons)
	for i := range j.defects {
		if own == none && j.defects[i].days.Contains(day) {
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
func (j *judge) flowRisks(bases []Basis, best grade, day civil.Date) []Reason {
	from := len(j.desk.reasons)
	j.unmetOn(day)
	if best == excepted {
		j.desk.reasons = append(j.desk.reasons, about(bases[0].Instrument, Evidence{}).because(why(DerogationOnly)))
	}
	if !j.Flow.Declared.IsZero() && !answered(j.Flow.Declared, bases) {
		j.desk.reasons = append(j.desk.reasons, j.declaredFails(day))
	}
	return since(j.desk.reasons, from)
}

// answered reports whether the basis that the record of processing claims is among
// those that hold.
func answered(declared fact.Declared, bases []Basis) bool {
	for i := range bases {
		b := &bases[i]
		if b.Instrument.ID == declared.Instrument || b.Agreement != nil && b.Agreement.ID == declared.Agreement {
			return true
		}
	}
	return false
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
	fails := Reason{Code: DeclaredBasisFails, Detail: declaredElsewhere}
	for _, a := range j.Agreements {
		if a.ID == j.Flow.Declared.Agreement {
			fails.Evidence, fails.Detail = Evidence{AgreementEvidence, a.ExternalID}, "the agreement "+a.ExternalID
		}
	}
	return fails.cited(j.actOn(day))
}
