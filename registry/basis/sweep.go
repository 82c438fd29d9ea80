package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// sweep goes over all days once, from one day on which something changes to
// the next, and lays out the verdicts.
func (judged *judgment) sweep() Timeline {
	points := judged.points()
	timeline := make(Timeline, 0, len(points)-1)
	for i, from := range points[:len(points)-1] {
		v := judged.verdict(from)
		if last := len(timeline) - 1; last >= 0 && timeline[last].alike(v) {
			timeline[last].To = points[i+1]
			continue
		}
		timeline = append(timeline, Segment{civil.Interval{From: from, To: points[i+1]}, v})
	}
	return timeline
}

// failing are the days without a valid basis.
func (t Timeline) failing() civil.Set {
	var without []civil.Interval
	for _, s := range t {
		if s.Status == NoValidBasis {
			without = append(without, s.Interval)
		}
	}
	return civil.SetOf(without...)
}

// points are all days on which something may change, from the first day of all
// to the day after the last.
func (judged *judgment) points() []civil.Date {
	days := make([]civil.Date, 0, 64)
	add := func(set civil.Set) {
		for _, span := range set.Spans() {
			days = append(days, span.From, span.To)
		}
	}
	active := judged.Flow.Active()
	days = append(days, civil.Always.From, civil.Always.To, active.From, active.To)
	for _, under := range judged.regimes {
		add(under.days)
	}
	add(judged.tainted)
	for _, j := range judged.judges {
		add(j.days)
		for _, act := range j.acts {
			add(act.Days)
		}
		for _, h := range j.holdings {
			add(h.days)
			add(h.needs)
			for _, c := range h.required {
				days = append(days, c.Running().From, c.Running().To)
			}
			for _, r := range h.risks {
				add(r.days)
			}
		}
		for _, x := range j.defects {
			add(x.days)
		}
		for _, u := range j.unmet {
			add(u.days)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// verdict judges one day.
func (judged *judgment) verdict(day civil.Date) Verdict {
	if !judged.Flow.Active().Contains(day) {
		return Verdict{Status: Inactive}
	}
	if lost := judged.lost(); len(lost) > 0 {
		return Verdict{Status: NoValidBasis, Reasons: lost}
	}
	v := Verdict{Status: NotRestricted}
	for _, under := range judged.regimes {
		if under.days.Contains(day) {
			v.Regime = under.regime
		}
	}
	for _, j := range judged.judges {
		if j.days.Contains(day) {
			j.judgeDay(&v, day, judged.tainted.Contains(day))
		}
	}
	return v
}

// judgeDay decides the status of a restricted day (rules, sections 4 to 6).
func (j *judge) judgeDay(v *Verdict, day civil.Date, tainted bool) {
	v.Bases = j.basesOn(day)
	unmet := j.unmetOn(day)
	if tainted || len(v.Bases) == 0 {
		v.Status = NoValidBasis
		if !j.outline {
			v.Reasons = append(j.failures(v.Bases, day, tainted), unmet...)
		}
		v.Bases = nil
		return
	}
	ofFlow := slices.Concat(unmet, j.flowRisks(v.Bases, day))
	if len(ofFlow) == 0 && slices.ContainsFunc(v.Bases, Basis.standsAlone) {
		v.Status = Valid
		return
	}
	v.Status = AtRisk
	if j.outline {
		return
	}
	for _, b := range v.Bases {
		for _, r := range b.Risks {
			if !slices.Contains(v.Reasons, r) {
				v.Reasons = append(v.Reasons, r)
			}
		}
	}
	v.Reasons = append(v.Reasons, ofFlow...)
}

// standsAlone reports whether the basis is no derogation and without a risk.
func (b Basis) standsAlone() bool { return b.Kind != Derogation && len(b.Risks) == 0 }

func (j *judge) basesOn(day civil.Date) []Basis {
	held := 0
	for i := range j.holdings {
		if j.holdings[i].days.Contains(day) {
			held++
		}
	}
	bases := make([]Basis, 0, held)
	for i := range j.holdings {
		h := &j.holdings[i]
		if !h.days.Contains(day) {
			continue
		}
		b := h.Basis
		b.Assessed = h.needs.Contains(day)
		b.Required = h.requiredOn(day)
		for _, r := range h.risks {
			if r.days.Contains(day) {
				b.Risks = append(b.Risks, r.Reason)
			}
		}
		bases = append(bases, b)
	}
	return bases
}

func (j *judge) unmetOn(day civil.Date) []Reason {
	var reasons []Reason
	for _, u := range j.unmet {
		if u.days.Contains(day) {
			reasons = append(reasons, u.Reason)
		}
	}
	return reasons
}

// failures say why there is no valid basis: every piece of evidence that
// almost fits; or only that the flow above fails it, where the flow would stand
// on its own; or that there is nothing at all.
func (j *judge) failures(own []Basis, day civil.Date, tainted bool) []Reason {
	var reasons []Reason
	for _, x := range j.defects {
		if len(own) == 0 && x.days.Contains(day) {
			reasons = append(reasons, x.Reason)
		}
	}
	act := j.actOn(day)
	switch {
	case tainted:
		upstream := Evidence{FlowEvidence, j.Upstream.Case.Flow.ExternalID}
		reasons = append(reasons, Reason{Code: UpstreamWithoutBasis, Evidence: upstream}.cited(act))
	case len(reasons) == 0:
		reasons = append(reasons, Reason{Code: NoMechanism, Detail: string(j.regime)}.cited(act))
	}
	return reasons
}

// flowRisks are the risks of section 4 that depend on which bases hold.
func (j *judge) flowRisks(bases []Basis, day civil.Date) []Reason {
	var reasons []Reason
	if !slices.ContainsFunc(bases, func(b Basis) bool { return b.Kind != Derogation }) {
		reasons = append(reasons, about(bases[0].Instrument, Evidence{}).coded(DerogationOnly))
	}
	declared := j.Flow.Declared
	answers := func(b Basis) bool {
		return b.Instrument.ID == declared.Instrument || b.Agreement != nil && b.Agreement.ID == declared.Agreement
	}
	if declared.IsZero() || slices.ContainsFunc(bases, answers) {
		return reasons
	}
	return append(reasons, j.declaredFails(day))
}

func (j *judge) declaredFails(day civil.Date) Reason {
	if i := j.law.Instrument(j.Flow.Declared.Instrument); i != nil {
		return about(i, Evidence{}).coded(DeclaredBasisFails).with(i.Name)
	}
	why := Reason{Code: DeclaredBasisFails, Detail: "an agreement of other parties"}
	for _, a := range j.Agreements {
		if a.ID == j.Flow.Declared.Agreement {
			why.Evidence, why.Detail = Evidence{AgreementEvidence, a.ExternalID}, "the agreement "+a.ExternalID
		}
	}
	return why.cited(j.actOn(day))
}
