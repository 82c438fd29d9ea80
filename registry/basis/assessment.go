package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// assessed is an assessment with the days on which it is the one that counts;
// a nil assessment stands for the days before the first.
type assessed struct {
	*fact.Assessment
	days civil.Interval
}

// assess lays the assessments of a pair out in time: on each day the latest
// one completed counts (rules, section 3). room is memory that may be used.
func assess(room []assessed, all []*fact.Assessment) []assessed {
	spans := room[:0]
	spans = append(spans, assessed{nil, civil.Always})
	for _, a := range all {
		spans = append(spans, assessed{a, civil.Since(a.CompletedOn)})
	}
	slices.SortFunc(spans[1:], func(a, b assessed) int { return fact.CompareAssessments(a.Assessment, b.Assessment) })
	for i, a := range spans[1:] {
		spans[i].days.To = a.CompletedOn
	}
	return slices.DeleteFunc(spans, func(s assessed) bool { return s.days.IsEmpty() })
}

// negative are the days on which the assessment that counts found no
// sufficient protection.
func negative(spans []assessed) (days civil.Set) {
	for _, s := range spans {
		if s.isNegative() {
			days = days.Union(civil.SetOf(s.days))
		}
	}
	return days
}

func (a assessed) isNegative() bool {
	return a.Assessment != nil && a.Outcome == fact.Insufficient
}

// accompany applies the transfer impact assessment to a safeguard: a negative
// one bars it from its completion on, also before any requirement applies; a
// missing or overdue one is a risk from the day on which one is required.
func (s *sieve) accompany(h *holding, subject law.Subject) {
	for _, a := range s.judge.assessed {
		if a.isNegative() {
			s.lose(a.days, why(AssessmentNegative).on(a.CompletedOn).with(a.ExternalID))
		}
	}
	for _, required := range s.judge.law.Requires(s.judge.regime, subject) {
		days := s.days.Clip(required.Days())
		for _, a := range s.judge.assessed {
			s.endangerBy(a, h, days.Clip(a.days), required)
		}
		h.needs = h.needs.Union(days)
	}
}

// endangerBy notes the risk that lies in an assessment on days on which it counts.
func (s *sieve) endangerBy(a assessed, h *holding, days civil.Set, required *law.Requirement) {
	lacking := sieve{judge: s.judge, about: Reason{Instrument: required.ID, Citation: required.Citation}}
	switch {
	case a.Assessment == nil:
		lacking.endanger(h, days, why(AssessmentMissing).on(required.From).withTwo(s.judge.parties()))
	case !a.ReviewDueOn.IsZero():
		lacking.about.Evidence = Evidence{AssessmentEvidence, a.ExternalID}
		lacking.endanger(h, days.Clip(civil.Since(a.ReviewDueOn+1)), why(AssessmentOverdue).on(a.ReviewDueOn))
	}
}

// CountingAssessment is an assessment with the days on which it counts.
type CountingAssessment struct {
	*fact.Assessment
	Days civil.Interval
}

// Counting lays the assessments of a pair out in time: on each day at most one
// counts.
func Counting(all []*fact.Assessment) []CountingAssessment {
	var counting []CountingAssessment
	for _, a := range assess(nil, all) {
		if a.Assessment != nil {
			counting = append(counting, CountingAssessment{a.Assessment, a.days})
		}
	}
	return counting
}
