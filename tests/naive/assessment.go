package naive

import "cmp"

// holdIfAssessed adds a safeguard, with the risks of its assessment, unless a
// negative assessment bars it (rules.md 3). The section is that of the
// instrument, as requirements name it; not every safeguard needs one.
func (t *transfer) holdIfAssessed(h held, section string, needed bool) {
	if needed && t.assessedInsufficient() {
		// Counts from its completion, also before the requirement applies.
		t.almost("ASSESSMENT_NEGATIVE")
		return
	}
	if needed && t.law.requires(t.regime, section, t.day) {
		h.Risks = t.assessmentRisks()
	}
	t.hold(h)
}

func (t *transfer) assessedInsufficient() bool {
	return t.assessment != nil && t.assessment.outcome == "INSUFFICIENT"
}

func (t *transfer) assessmentRisks() []string {
	switch a := t.assessment; {
	case a == nil:
		return []string{"ASSESSMENT_MISSING"}
	case a.reviewDueOn != nil && *a.reviewDueOn < t.day:
		return []string{"ASSESSMENT_OVERDUE"}
	}
	return nil
}

// assessmentThatCounts is rules.md 3: the latest with completed_on ≤ d; of two
// of one day the worse outcome, then the earlier review date, then the lesser
// id. It is nil where none is completed.
func (r *Registry) assessmentThatCounts(of pair, d Day) *assessment {
	var counts *assessment
	for _, a := range r.assessments[of] {
		if a.completedOn <= d && (counts == nil || goesBefore(a, counts) < 0) {
			counts = a
		}
	}
	return counts
}

// badness ranks the outcomes, the worst first.
var badness = map[string]int{"INSUFFICIENT": 0, "SUPPLEMENTARY_MEASURES": 1, "EQUIVALENT": 2}

func goesBefore(a, b *assessment) int {
	return cmp.Or(
		cmp.Compare(b.completedOn, a.completedOn),
		cmp.Compare(badness[a.outcome], badness[b.outcome]),
		cmp.Compare(a.reviewDue(), b.reviewDue()),
		cmp.Compare(a.id, b.id),
	)
}

// reviewDue is the day of review; none comes after all days.
func (a *assessment) reviewDue() Day {
	if a.reviewDueOn == nil {
		return LastDay + 1
	}
	return *a.reviewDueOn
}
