package registry

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// certificationDeadlines are the renewals and the ends of some certifications.
func (b *book) certificationDeadlines(of []*fact.Certification) (all []*Deadline) {
	for _, c := range of {
		if !renewalOf(c).IsZero() {
			all = append(all, b.renewal(c))
		}
		if last := endOf(c.Running()); !last.IsZero() {
			all = append(all, b.certificationEnd(c, last))
		}
	}
	return all
}

func (b *book) renewal(c *fact.Certification) *Deadline {
	return &Deadline{
		Date: c.NextDueOn, Kind: RecertificationDue, Evidence: c.ExternalID,
		Message: sentence.New("The certification %s is due for renewal", c.ExternalID),
		resting: b.onCertification(c),
	}
}

func (b *book) certificationEnd(c *fact.Certification, last civil.Date) *Deadline {
	return &Deadline{
		Date: last, Kind: CertificationEnds, Evidence: c.ExternalID,
		Message: sentence.New("The certification %s runs for the last day", c.ExternalID),
		resting: b.onCertification(c),
	}
}

// rulesDeadlines are the ends of some approvals of binding corporate rules.
func (b *book) rulesDeadlines(of []*fact.BindingRules) (all []*Deadline) {
	for _, rules := range of {
		if last := endOf(rules.Running()); !last.IsZero() {
			all = append(all, &Deadline{
				Date: last, Kind: RulesEnd, Evidence: rules.ExternalID,
				Message: sentence.New("The approval %s of binding corporate rules holds for the last day", rules.ExternalID),
				resting: onRules(rules),
			})
		}
	}
	return all
}

// groupDeadlines is the end of an organization's membership of its group, if there is one;
// the organization is nil where it is gone.
func (b *book) groupDeadlines(o *fact.Organization) (all []*Deadline) {
	if o != nil && !endOf(o.InGroup()).IsZero() {
		all = append(all, b.groupEnd(o))
	}
	return all
}

func (b *book) groupEnd(o *fact.Organization) *Deadline {
	return &Deadline{
		Date: o.GroupThrough, Kind: GroupEnds, Evidence: o.ExternalID,
		Message: sentence.New("%s belongs to the group %s for the last day", o.ExternalID, o.Group),
		resting: resting{
			affects: func(x columns.Basis) bool { return x.Instrument.Kind == law.KindBindingRules },
			shapes: func() []uint32 {
				both := slices.Concat(b.flows.From(o.ID), b.flows.To(o.ID))
				slices.Sort(both)
				return slices.Compact(both)
			},
		},
	}
}
