package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// DeadlineKind is what ends or falls due.
type DeadlineKind string

// The kinds of deadlines.
const (
	AgreementEnds      DeadlineKind = "AGREEMENT_ENDS"
	AssessmentDue      DeadlineKind = "ASSESSMENT_DUE"
	CertificationEnds  DeadlineKind = "CERTIFICATION_ENDS"
	GroupEnds          DeadlineKind = "GROUP_ENDS"
	InstrumentEnds     DeadlineKind = "INSTRUMENT_ENDS"
	RecertificationDue DeadlineKind = "RECERTIFICATION_DUE"
	RelianceEnds       DeadlineKind = "RELIANCE_ENDS"
	RulesEnd           DeadlineKind = "RULES_END"
)

// Deadline is a day on which something ends (its last day) or falls due.
type Deadline struct {
	Date          civil.Date
	Kind          DeadlineKind
	Evidence      string // external id of the evidence or organization, or id of the instrument
	Message       sentence.Sentence
	FlowsAffected int // active flows that day for which it is part of a basis
	// FlowsWithoutBasis is how many of those are without a valid basis on the day
	// after, on which they are active, too.
	FlowsWithoutBasis int

	resting
	affected []int     // the shapes that rest on it on the day
	list     *flowList // of the affected flows
	place    string    // see key
}

// Flows lists the flows for which it is part of a basis, by external id.
func (d *Deadline) Flows(ctx context.Context, paging Paging) (*FlowPage, error) {
	return d.list.page(ctx, paging)
}

// key is the place of the deadline in the order of all; it is made once.
func (d *Deadline) key() string {
	if d.place == "" {
		d.place = d.keyed()
	}
	return d.place
}

func (d *Deadline) keyed() string {
	return d.Date.String() + "\x00" + string(d.Kind) + "\x00" + d.Evidence + "\x00" + d.Message.String()
}

// Deadlines lists what ends or falls due in a period, both days included: by
// date, kind and id of the evidence. Evidence counts that still holds on the
// day, and of the assessments the one that counts.
func (v *View) Deadlines(ctx context.Context, from, through civil.Date, paging Paging) (*Page[*Deadline], error) {
	if through < from {
		return nil, fault.Bad("through", through.String(), "lies before from, %s", from)
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	of, err := v.confines(ctx)
	if err != nil {
		return nil, err
	}
	page, err := b.deadlinesWithin(v, of, civil.Between(from, through)).page(paging)
	if err != nil {
		return nil, err
	}
	for _, d := range page.Nodes {
		if err := b.weigh(ctx, d, of); err != nil {
			return nil, err
		}
		d.list = &flowList{View: v, book: b, day: d.Date, filter: columns.Filter{Shapes: d.affected, Status: activeStatuses}}
	}
	return page, nil
}

// weigh finds the flows that rest on what ends, of those of which the caller may know.
func (b *book) weigh(ctx context.Context, d *Deadline, of *confines) (err error) {
	d.affected, err = b.shapesResting(ctx, d.resting, d.Date, of)
	for _, shape := range d.affected {
		b.weighShape(d, shape)
	}
	return err
}

func (b *book) weighShape(d *Deadline, shape int) {
	d.FlowsAffected += b.view.Active(shape, d.Date)
	if next := d.Date + 1; b.view.Life(shape).On(next).Status == basis.NoValidBasis {
		d.FlowsWithoutBasis += b.view.Active(shape, d.Date, next)
	}
}

// lawDeadlines are the sunsets of instruments and the ends of reliance.
func (v *View) lawDeadlines() (all []*Deadline) {
	for _, i := range v.law.All() {
		if set := v.law.ClauseSet(i.ID); set != nil {
			all = append(all, relianceDeadlines(set)...)
			continue
		}
		all = append(all, &Deadline{
			Date: i.Through, Kind: InstrumentEnds, Evidence: i.ID,
			Message: sentence.New("%s holds for the last day", i.SaidName()),
			resting: resting{affects: func(b columns.Basis) bool { return b.Instrument.ID == i.ID }},
		})
	}
	return all
}

func relianceDeadlines(set *law.ClauseSet) (all []*Deadline) {
	for _, r := range set.Recognised {
		all = append(all, &Deadline{
			Date: r.Rely.Through, Kind: RelianceEnds, Evidence: set.ID,
			Message: sentence.New("%s can be relied on for the last day under the regime %s", sentence.Text(set.Name), r.Regime),
			resting: resting{affects: func(b columns.Basis) bool {
				return b.Regime == r.Regime && (b.Instrument.ID == set.ID || b.Addendum == set.ID)
			}},
		})
	}
	return all
}

// contractDeadlines are the ends of agreements and the reviews of assessments of a
// pair.
func (b *book) contractDeadlines(of columns.Parties, between *contracts) (all []*Deadline) {
	if between == nil {
		return nil
	}
	for _, a := range between.agreements {
		if last := endOf(a.Running()); !last.IsZero() {
			all = append(all, b.agreementDeadline(a, last))
		}
	}
	for _, review := range reviewsOf(between.assessments) {
		all = append(all, b.assessmentDeadline(of, review))
	}
	return all
}

func (b *book) agreementDeadline(a *fact.Agreement, last civil.Date) *Deadline {
	return &Deadline{
		Date: last, Kind: AgreementEnds, Evidence: a.ExternalID,
		Message: sentence.New("The agreement %s runs for the last day", a.ExternalID),
		resting: b.onAgreement(a),
	}
}

func (b *book) assessmentDeadline(of columns.Parties, counting basis.CountingAssessment) *Deadline {
	return &Deadline{
		Date: counting.ReviewDueOn, Kind: AssessmentDue, Evidence: counting.ExternalID,
		Message: sentence.New("The review of the assessment %s is due", counting.ExternalID),
		resting: b.onAssessment(of),
	}
}
