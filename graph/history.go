package graph

import (
	"context"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// bindingRules answers the fields of BindingRules.
type bindingRules struct{}

// recordVersion answers the fields of RecordVersion.
type recordVersion struct{ registry *registry.Registry }

func (r recordVersion) Proof(ctx context.Context, of *registry.RecordVersion) (*registry.VersionProof, error) {
	return r.registry.Prove(ctx, of)
}

// fieldChange answers the fields of FieldChange.
type fieldChange struct{}

// Field names a column as GraphQL's fields are named.
func (fieldChange) Field(_ context.Context, of *registry.FieldChange) (string, error) {
	return camel(of.Column), nil
}

func (organization) History(ctx context.Context, of *fact.Organization) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (agreement) History(ctx context.Context, of *fact.Agreement) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (certification) History(ctx context.Context, of *fact.Certification) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (bindingRules) History(ctx context.Context, of *fact.BindingRules) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (assessment) History(ctx context.Context, of *fact.Assessment) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (flow) History(ctx context.Context, of *fact.Flow) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}

func (document) History(ctx context.Context, of *fact.Document) ([]*registry.RecordVersion, error) {
	return view(ctx).History(ctx, of)
}
