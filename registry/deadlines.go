package registry

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// DeadlineKind is what ends or falls due.
type DeadlineKind string

// The kinds of deadlines.
const (
	AgreementEnds      DeadlineKind = "AGREEMENT_ENDS"
	AssessmentDue      DeadlineKind = "ASSESSMENT_DUE"
	InstrumentEnds     DeadlineKind = "INSTRUMENT_ENDS"
	RecertificationDue DeadlineKind = "RECERTIFICATION_DUE"
	RelianceEnds       DeadlineKind = "RELIANCE_ENDS"
)

// Deadline is a day on which something ends (its last day) or falls due.
type Deadline struct {
	Date          civil.Date
	Kind          DeadlineKind
	Evidence      string // external id of the evidence, or id of the instrument
	Message       string
	FlowsAffected int // active flows that day for which it is part of a basis
	// FlowsWithoutBasis is how many of those are without a valid basis on the day
	// after, on which they are active, too.
	FlowsWithoutBasis int

	affects  func(columns.Basis) bool
	shapes   func() []uint32 // those that may have such a basis; nil: any may
	affected []int           // those that have one on the day
	list     *flowList       // of the affected flows
}

// Flows lists the flows for which it is part of a basis, by external id.
func (d *Deadline) Flows(ctx context.Context, paging Paging) (*FlowPage, error) {
	return d.list.page(ctx, paging)
}

func (d *Deadline) key() string {
	return d.Date.String() + "\x00" + string(d.Kind) + "\x00" + d.Evidence + "\x00" + d.Message
}

// Deadlines lists what ends or falls due in a period, both days included: by
// date, kind and id of the evidence. Evidence counts that still holds on the
// day, and of the assessments the one that counts.
func (v *View) Deadlines(ctx context.Context, from, through civil.Date, paging Paging) (*Page[*Deadline], error) {
	if through < from {
		return nil, fault.Bad("through", through.String(), "lies before from, %s", from)
	}
	b, err := v.everything(ctx)
	if err != nil {
		return nil, err
	}
	within := civil.Between(from, through)
	all := slices.DeleteFunc(v.lawDeadlines(), func(d *Deadline) bool { return !within.Contains(d.Date) })
	all = slices.Concat(all, b.contractDeadlines(within), b.certificationDeadlines(within))
	slices.SortFunc(all, func(d, e *Deadline) int { return cmp.Compare(d.key(), e.key()) })
	page, err := order[*Deadline]{"deadlines", (*Deadline).key}.paginate(all, paging)
	if err != nil {
		return nil, err
	}
	for _, d := range page.Nodes {
		b.weigh(d)
		d.list = &flowList{View: v, book: b, day: d.Date, filter: columns.Filter{Shapes: d.affected, Status: activeStatuses}}
	}
	return page, nil
}

// weigh finds the flows that rest on what ends.
func (b *book) weigh(d *Deadline) {
	d.affected = []int{}
	if d.shapes == nil {
		for shape := range b.view.Shapes() {
			b.weighShape(d, shape)
		}
		return
	}
	for _, shape := range d.shapes() {
		b.weighShape(d, int(shape))
	}
}

func (b *book) weighShape(d *Deadline, shape int) {
	life := b.view.Life(shape)
	for x := range life.On(d.Date).Bases {
		if !d.affects(x) {
			continue
		}
		d.affected = append(d.affected, shape)
		d.FlowsAffected += b.view.Active(shape, d.Date)
		if next := d.Date + 1; life.On(next).Status == basis.NoValidBasis {
			d.FlowsWithoutBasis += b.view.Active(shape, d.Date, next)
		}
		return
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
			Message: fmt.Sprintf("%s holds for the last day", i.Name),
			affects: func(b columns.Basis) bool { return b.Instrument.ID == i.ID },
		})
	}
	return all
}

func relianceDeadlines(set *law.ClauseSet) (all []*Deadline) {
	for _, r := range set.Recognised {
		all = append(all, &Deadline{
			Date: r.Rely.Through, Kind: RelianceEnds, Evidence: set.ID,
			Message: fmt.Sprintf("%s can be relied on for the last day under the regime %s", set.Name, r.Regime),
			affects: func(b columns.Basis) bool {
				return b.Regime == r.Regime && (b.Instrument.ID == set.ID || b.Addendum == set.ID)
			},
		})
	}
	return all
}

// contractDeadlines are the ends of agreements and the reviews of assessments, within
// a period.
func (b *book) contractDeadlines(within civil.Interval) (all []*Deadline) {
	for of, between := range b.byPair.all {
		if between == nil {
			continue
		}
		for _, a := range between.agreements {
			if last := a.Term().Through(); within.Contains(last) && a.Running().Contains(last) {
				all = append(all, b.agreementDeadline(a, last))
			}
		}
		for _, span := range basis.Counting(between.assessments) {
			if within.Contains(span.ReviewDueOn) && span.Days.Contains(span.ReviewDueOn) { // else another one counts then
				all = append(all, b.assessmentDeadline(of, span))
			}
		}
	}
	return all
}

func (b *book) agreementDeadline(a *fact.Agreement, last civil.Date) *Deadline {
	return &Deadline{
		Date: last, Kind: AgreementEnds, Evidence: a.ExternalID,
		Message: fmt.Sprintf("The agreement %s runs for the last day", a.ExternalID),
		affects: func(x columns.Basis) bool { return x.RestsOn(a.ID) },
		shapes:  func() []uint32 { return b.flows.Between(between(a.Exporter, a.Importer)) },
	}
}

func (b *book) assessmentDeadline(of columns.Parties, counting basis.CountingAssessment) *Deadline {
	return &Deadline{
		Date: counting.ReviewDueOn, Kind: AssessmentDue, Evidence: counting.ExternalID,
		Message: fmt.Sprintf("The review of the assessment %s is due", counting.ExternalID),
		affects: func(x columns.Basis) bool { return x.Assessed },
		shapes:  func() []uint32 { return b.flows.Between(of) },
	}
}

// certificationDeadlines are the renewals of certifications within a period.
func (b *book) certificationDeadlines(within civil.Interval) (all []*Deadline) {
	for _, certified := range b.certified.all {
		for _, c := range certified {
			if within.Contains(c.NextDueOn) && c.Running().Contains(c.NextDueOn) {
				all = append(all, b.renewal(c))
			}
		}
	}
	return all
}

func (b *book) renewal(c *fact.Certification) *Deadline {
	return &Deadline{
		Date: c.NextDueOn, Kind: RecertificationDue, Evidence: c.ExternalID,
		Message: fmt.Sprintf("The certification %s is due for renewal", c.ExternalID),
		affects: func(x columns.Basis) bool { return x.RestsOn(c.ID) },
		shapes:  func() []uint32 { return b.flows.To(c.Organization) },
	}
}
