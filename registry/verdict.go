package registry

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Verdict is the answer for a flow on a day, as it is told.
type Verdict struct {
	AsOf        civil.Date
	Status      basis.Status
	Regime      law.Regime // "" where none applies
	Bases       []VerdictBasis
	Reasons     []VerdictReason
	Incomplete  bool // evidence of then was erased since
	Explanation sentence.Sentence
}

// VerdictBasis is a basis with the run of days on which it holds.
type VerdictBasis struct {
	basis.Basis
	From, Through civil.Date // the zero Date where the run is open
	Risks         []VerdictReason
}

// VerdictReason is a reason in words.
type VerdictReason struct {
	Code     basis.Code
	Message  sentence.Sentence
	Citation sentence.Sentence
	Params   []basis.Param
}

// TimelineSegment is a period with one verdict.
type TimelineSegment struct {
	From, Through civil.Date // the zero Date where it is open
	Status        basis.Status
	Bases         []VerdictBasis
	Reasons       []VerdictReason
}

// Verdict tells a decision for a day.
func (v *View) Verdict(d *basis.Decision, asOf civil.Date) *Verdict {
	day := v.Day(asOf)
	on := d.Timeline.On(day)
	return &Verdict{
		AsOf: day, Status: on.Status, Regime: on.Regime,
		Bases:       v.tellBases(d, on, day),
		Reasons:     v.tellReasons(on.Reasons),
		Incomplete:  slices.ContainsFunc(on.Reasons, func(r basis.Reason) bool { return r.Code == basis.EvidenceErased }),
		Explanation: d.Explain(v.law, day),
	}
}

// Timeline tells the whole life of a flow.
func (v *View) Timeline(d *basis.Decision) []*TimelineSegment {
	merged := d.Timeline.Merged()
	segments := make([]*TimelineSegment, len(merged))
	for i := range merged {
		s := &merged[i]
		segments[i] = &TimelineSegment{
			From: s.First(), Through: s.Through(), Status: s.Status,
			Bases: v.tellBases(d, s, s.From), Reasons: v.tellReasons(s.Reasons),
		}
	}
	return segments
}

func (v *View) tellBases(d *basis.Decision, s *basis.Segment, day civil.Date) []VerdictBasis {
	told := make([]VerdictBasis, len(s.Bases))
	for i, b := range s.Bases {
		run := d.Timeline.Around(day, b)
		told[i] = VerdictBasis{Basis: b, From: run.First(), Through: run.Through(), Risks: v.tellReasons(b.Risks)}
	}
	return told
}

func (v *View) tellReasons(reasons []basis.Reason) []VerdictReason {
	told := make([]VerdictReason, len(reasons))
	for i, r := range reasons {
		told[i] = VerdictReason{r.Code, r.Message(v.law), sentence.Text(r.Citation), r.Params()}
	}
	return told
}
