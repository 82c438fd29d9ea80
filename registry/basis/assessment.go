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
// one completed counts (rules, section 3).
func assess(all []*fact.Assessment) []assessed {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, fact.CompareAssessments)
	spans := []assessed{{nil, civil.Always}}
	for _, a := range sorted {
		last := &spans[len(spans)-1]
		last.days.To = a.CompletedOn
		spans = append(spans, assessed{a, civil.Since(a.CompletedOn)})
	}
	return slices.DeleteFunc(spans, func(s assessed) bool { return s.days.IsEmpty() })
}

// negative are the days on which the assessment that counts found no
// sufficient protection.
func negative(spans []assessed) civil.Set {
	var days []civil.Interval
	for _, s := range spans {
		if s.isNegative() {
			days = append(days, s.days)
		}
	}
	return civil.SetOf(days...)
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
			s.lose(a.days, s.about.coded(AssessmentNegative).on(a.CompletedOn).with(a.ExternalID))
		}
	}
	for _, required := range s.judge.law.Requires(s.judge.regime, subject) {
		days := s.days.Clip(required.Days())
		for _, a := range s.judge.assessed {
			h.risks = append(h.risks, risks(a.lacking(days.Clip(a.days), required, s.judge.parties()))...)
		}
		h.needs = h.needs.Union(days)
	}
}

// lacking is the risk that lies in the assessment on days on which it counts.
func (a assessed) lacking(days civil.Set, required *law.Requirement, parties string) risk {
	why := Reason{Instrument: required.ID, Citation: required.Citation}
	if a.Assessment == nil {
		return risk{why.coded(AssessmentMissing).on(required.From).with(parties), days}
	}
	if a.ReviewDueOn.IsZero() {
		return risk{}
	}
	why.Evidence = Evidence{AssessmentEvidence, a.ExternalID}
	return risk{why.coded(AssessmentOverdue).on(a.ReviewDueOn), days.Clip(civil.Since(a.ReviewDueOn + 1))}
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
	for _, a := range assess(all) {
		if a.Assessment != nil {
			counting = append(counting, CountingAssessment{a.Assessment, a.days})
		}
	}
	return counting
}
