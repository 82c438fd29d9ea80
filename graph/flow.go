package graph

import (
	"context"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// flow answers the fields of Flow.
type flow struct{}

func (flow) Customer(ctx context.Context, of *fact.Flow) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Customer)
}

func (flow) Exporter(ctx context.Context, of *fact.Flow) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Exporter)
}

func (flow) Importer(ctx context.Context, of *fact.Flow) (*fact.Organization, error) {
	return view(ctx).Party(ctx, of.Importer)
}

func (flow) Origin(ctx context.Context, of *fact.Flow) (string, error) {
	return view(ctx).Origin(ctx, of)
}

func (flow) Destination(ctx context.Context, of *fact.Flow) (string, error) {
	return view(ctx).Destination(ctx, of)
}

func (flow) DeclaredBasis(ctx context.Context, of *fact.Flow) (string, error) {
	return view(ctx).DeclaredBasis(ctx, of)
}

func (flow) OnwardOf(ctx context.Context, of *fact.Flow) (*fact.Flow, error) {
	return view(ctx).Upstream(ctx, of)
}

func (flow) Onward(ctx context.Context, of *fact.Flow, first *int, after *string) (*registry.FlowPage, error) {
	return view(ctx).Downstream(ctx, of, registry.Paging{First: first, After: after})
}

func (flow) Verdict(ctx context.Context, of *fact.Flow, asOf *civil.Date) (*registry.Verdict, error) {
	return view(ctx).VerdictOf(ctx, of, day(asOf))
}

func (flow) Timeline(ctx context.Context, of *fact.Flow) ([]*registry.TimelineSegment, error) {
	return view(ctx).TimelineOf(ctx, of)
}

func (flow) Remedies(ctx context.Context, of *fact.Flow, asOf *civil.Date) ([]*registry.Remedy, error) {
	return view(ctx).RemediesOf(ctx, of, day(asOf))
}

// deadline answers the fields of Deadline.
type deadline struct{}

func (deadline) Flows(ctx context.Context, of *registry.Deadline, first *int, after *string) (*registry.FlowPage, error) {
	return of.Flows(ctx, registry.Paging{First: first, After: after})
}
