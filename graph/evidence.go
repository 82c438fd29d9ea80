package graph

import (
	"context"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// The types that answer the fields of organizations and of evidence.
type (
	organization  struct{}
	agreement     struct{}
	assessment    struct{}
	certification struct{}
	clauseUse     struct{}
	instrument    struct{}
)

func (organization) Dpa(ctx context.Context, of *fact.Organization, asOf *civil.Date) (*registry.Dpa, error) {
	return view(ctx).Dpa(ctx, of, day(asOf))
}

func (agreement) Exporter(ctx context.Context, of *fact.Agreement) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Exporter)
}

func (agreement) Importer(ctx context.Context, of *fact.Agreement) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Importer)
}

func (assessment) Exporter(ctx context.Context, of *fact.Assessment) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Exporter)
}

func (assessment) Importer(ctx context.Context, of *fact.Assessment) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Importer)
}

func (certification) Organization(ctx context.Context, of *fact.Certification) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Organization)
}

func (certification) Framework(ctx context.Context, of *fact.Certification) (*law.Instrument, error) {
	return view(ctx).Instrument(of.Framework)
}

func (clauseUse) Instrument(ctx context.Context, of *fact.ClauseUse) (*law.Instrument, error) {
	return view(ctx).Instrument(of.Set)
}

func (instrument) Recognised(ctx context.Context, of *law.Instrument) ([]*law.Recognition, error) {
	return view(ctx).Recognitions(of), nil
}

func (agreement) Flows(ctx context.Context, of *fact.Agreement, asOf *civil.Date, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).RestingOn(ctx, of, day(asOf), registry.Paging{First: first, After: after})
}

func (certification) Flows(ctx context.Context, of *fact.Certification, asOf *civil.Date, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).RestingOn(ctx, of, day(asOf), registry.Paging{First: first, After: after})
}

func (bindingRules) Flows(ctx context.Context, of *fact.BindingRules, asOf *civil.Date, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).RestingOn(ctx, of, day(asOf), registry.Paging{First: first, After: after})
}

func (assessment) Flows(ctx context.Context, of *fact.Assessment, asOf *civil.Date, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).RestingOn(ctx, of, day(asOf), registry.Paging{First: first, After: after})
}
