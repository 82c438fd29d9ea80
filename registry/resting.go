package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// resting says which flows rest on something: on evidence, or on an instrument.
type resting struct {
	affects func(columns.Basis) bool // whether it is part of a basis
	shapes  func() []uint32          // those that may have such a basis; nil: any may
}

// RestingOn lists the flows of which a piece of evidence is part of a basis on a day, by
// external id; today where no day is given. The caller may know of the evidence.
func (v *View) RestingOn(ctx context.Context, evidence Node, asOf civil.Date, paging Paging) (*FlowPage, error) {
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	of, err := v.confines(ctx)
	if err != nil {
		return nil, err
	}
	day := v.Day(asOf)
	shapes, err := b.shapesResting(ctx, b.on(evidence, day), day, of)
	if err != nil {
		return nil, err
	}
	rests := columns.Filter{Shapes: shapes, Status: activeStatuses}
	return (&flowList{View: v, book: b, day: day, filter: rests}).page(ctx, paging)
}

// on says which flows rest on a piece of evidence on a day; no flow rests on other records.
func (b *book) on(evidence Node, day civil.Date) resting {
	switch of := evidence.(type) {
	case *fact.Agreement:
		return b.onAgreement(of)
	case *fact.Certification:
		return b.onCertification(of)
	case *fact.BindingRules:
		return onRules(of)
	case *fact.Assessment:
		if parties := between(of.Exporter, of.Importer); b.counts(of, parties, day) {
			return b.onAssessment(parties)
		}
	}
	return resting{shapes: func() []uint32 { return nil }}
}

// counts reports whether, of the assessments of its parties, one is that which counts on
// a day.
func (b *book) counts(a *fact.Assessment, of columns.Parties, day civil.Date) bool {
	contracts := b.byPair.get(of)
	return contracts != nil && slices.ContainsFunc(basis.Counting(contracts.assessments), func(c basis.CountingAssessment) bool {
		return c.ID == a.ID && c.Days.Contains(day)
	})
}

func (b *book) onAgreement(a *fact.Agreement) resting {
	return resting{
		affects: func(x columns.Basis) bool { return x.RestsOn(a.ID) },
		shapes:  func() []uint32 { return b.flows.Between(between(a.Exporter, a.Importer)) },
	}
}

func (b *book) onCertification(c *fact.Certification) resting {
	return resting{
		affects: func(x columns.Basis) bool { return x.RestsOn(c.ID) },
		shapes:  func() []uint32 { return b.flows.To(c.Organization) },
	}
}

func onRules(rules *fact.BindingRules) resting {
	return resting{affects: func(x columns.Basis) bool { return x.RestsOn(rules.ID) }}
}

// onAssessment is that which counts.
func (b *book) onAssessment(of columns.Parties) resting {
	return resting{
		affects: func(x columns.Basis) bool { return x.Assessed },
		shapes:  func() []uint32 { return b.flows.Between(of) },
	}
}

// shapesResting are the shapes that rest on something on a day, of those of which the
// caller may know; never nil, which would admit all.
func (b *book) shapesResting(ctx context.Context, on resting, day civil.Date, of *confines) ([]int, error) {
	rests := func(_, shape int) (bool, error) {
		return of.owns(b.flows.Exporter(shape)) && b.view.Life(shape).On(day).Any(on.affects), nil
	}
	found := []int{}
	if on.shapes == nil {
		all, err := b.flows.Where(ctx, columns.Workers(), rests)
		return append(found, all...), err
	}
	for _, shape := range on.shapes() {
		if is, _ := rests(0, int(shape)); is {
			found = append(found, int(shape))
		}
	}
	return found, nil
}
