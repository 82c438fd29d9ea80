package graph

import (
	"context"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// flow answers the fields of Flow for a whole page at once.
type flow struct{}

func (flow) Customer(ctx context.Context, of []*fact.Flow) ([]*fact.Organization, error) {
	return registry.PartiesOf(ctx, view(ctx), of, func(f *fact.Flow) fact.ID { return f.Customer })
}

func (flow) Exporter(ctx context.Context, of []*fact.Flow) ([]*fact.Organization, error) {
	return registry.PartiesOf(ctx, view(ctx), of, func(f *fact.Flow) fact.ID { return f.Exporter })
}

func (flow) Importer(ctx context.Context, of []*fact.Flow) ([]*fact.Organization, error) {
	return registry.PartiesOf(ctx, view(ctx), of, func(f *fact.Flow) fact.ID { return f.Importer })
}

func (flow) Origin(ctx context.Context, of []*fact.Flow) ([]string, error) {
	return view(ctx).Origins(ctx, of)
}

func (flow) Destination(ctx context.Context, of []*fact.Flow) ([]string, error) {
	return view(ctx).Destinations(ctx, of)
}

func (flow) DeclaredBasis(ctx context.Context, of []*fact.Flow) ([]string, error) {
	return view(ctx).DeclaredBases(ctx, of)
}

func (flow) OnwardOf(ctx context.Context, of []*fact.Flow) ([]*fact.Flow, error) {
	return view(ctx).Upstreams(ctx, of)
}

func (flow) Verdict(ctx context.Context, of []*fact.Flow, asOf *civil.Date) ([]*registry.Verdict, error) {
	return view(ctx).Verdicts(ctx, of, day(asOf))
}

func (flow) Timeline(ctx context.Context, of []*fact.Flow) ([][]*registry.TimelineSegment, error) {
	return view(ctx).Timelines(ctx, of)
}

// impact answers the fields of Impact.
type impact struct{}

func (impact) Flows(_ context.Context, of *registry.Impact, first *int, after *string) (*registry.FlowPage, error) {
	return of.Flows(registry.Paging{First: first, After: after})
}
