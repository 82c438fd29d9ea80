package fact

import (
	"cmp"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Assessment is a transfer impact assessment of one exporter and one importer
// (CJEU C-311/18; (EU) 2021/914 clause 14).
type Assessment struct {
	Header
	Exporter    ID         `cbor:"2,keyasint"`
	Importer    ID         `cbor:"3,keyasint"`
	CompletedOn civil.Date `cbor:"4,keyasint"`
	Outcome     Outcome    `cbor:"5,keyasint"`
	ReviewDueOn civil.Date `cbor:"6,keyasint,omitempty"`
	Measures    string     `cbor:"7,keyasint,omitempty"`
}

// Check gives every fault that the assessment shows by itself.
func (a *Assessment) Check(*law.Law) (faults fault.List) {
	faults = parties(a.Exporter, a.Importer)
	faults.Add(CheckKey("id", a.ExternalID))
	if a.CompletedOn.IsZero() {
		faults.Add(fault.Bad("completed_on", "", "is missing"))
	}
	faults.Add(
		oneOf("outcome", a.Outcome, Outcomes),
		notBefore("review_due_on", a.ReviewDueOn, "the day of completion", a.CompletedOn),
		checkProse("measures", a.Measures),
	)
	return faults
}

// CompareAssessments orders by the day of completion; of two of one day the
// one that counts comes last: the worse outcome, then the earlier review date
// (none is the latest), then the lesser id (rules, section 3).
func CompareAssessments(a, b *Assessment) int {
	return cmp.Or(
		cmp.Compare(a.CompletedOn, b.CompletedOn),
		cmp.Compare(slices.Index(Outcomes, a.Outcome), slices.Index(Outcomes, b.Outcome)),
		cmp.Compare(b.reviewOrNever(), a.reviewOrNever()),
		cmp.Compare(b.ExternalID, a.ExternalID),
	)
}

func (a *Assessment) reviewOrNever() civil.Date {
	if a.ReviewDueOn.IsZero() {
		return civil.Last + 1
	}
	return a.ReviewDueOn
}
