// Package graph serves the registry over HTTP: GraphQL at /graphql and what
// belongs beside it. Resolvers are one statement each; a branch in one is a
// missing question of package registry.
package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// resolver is the root of all resolvers.
type resolver struct {
	registry *registry.Registry
	sessions *signin.Sessions
}

var _ generated.ResolverRoot = (*resolver)(nil)

func (r *resolver) Query() generated.QueryResolver { return query{r.registry, r.sessions} }

func (r *resolver) Mutation() generated.MutationResolver { return mutation{r.registry, r.sessions} }

func (r *resolver) Subscription() generated.SubscriptionResolver   { return subscription{} }
func (r *resolver) Changed() generated.ChangedResolver             { return changed{} }
func (r *resolver) Flow() generated.FlowResolver                   { return flow{} }
func (r *resolver) Organization() generated.OrganizationResolver   { return organization{} }
func (r *resolver) Agreement() generated.AgreementResolver         { return agreement{} }
func (r *resolver) Assessment() generated.AssessmentResolver       { return assessment{} }
func (r *resolver) Certification() generated.CertificationResolver { return certification{} }
func (r *resolver) ClauseUse() generated.ClauseUseResolver         { return clauseUse{} }
func (r *resolver) Instrument() generated.InstrumentResolver       { return instrument{} }
func (r *resolver) BindingRules() generated.BindingRulesResolver   { return bindingRules{} }
func (r *resolver) RecordVersion() generated.RecordVersionResolver { return recordVersion{r.registry} }
func (r *resolver) FieldChange() generated.FieldChangeResolver     { return fieldChange{} }
func (r *resolver) Document() generated.DocumentResolver           { return document{} }
func (r *resolver) DocumentSignature() generated.DocumentSignatureResolver {
	return documentSignature{}
}
func (r *resolver) Triage() generated.TriageResolver               { return triage{} }
func (r *resolver) Comment() generated.CommentResolver             { return comment{} }
func (r *resolver) Impact() generated.ImpactResolver               { return impact{} }
func (r *resolver) Scenario() generated.ScenarioResolver           { return scenario{} }
func (r *resolver) SavedScenario() generated.SavedScenarioResolver { return savedScenario{} }
func (r *resolver) ScenarioComparison() generated.ScenarioComparisonResolver {
	return scenarioComparison{}
}

// Deadline implements generated.ResolverRoot.
func (r *resolver) Deadline() generated.DeadlineResolver { return deadline{} }

// viewKey is the context's key of the operation's view.
type viewKey struct{}

// withView opens one view for the operation, so that all its fields are
// answered from the same state.
func (r *resolver) withView(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	view, err := r.registry.Now(ctx)
	if err != nil {
		return graphql.OneShot(&graphql.Response{Errors: present(ctx, err)})
	}
	earlier, err := openEarlier(ctx, r.registry)
	if err != nil {
		return graphql.OneShot(&graphql.Response{Errors: present(ctx, err)})
	}
	return next(context.WithValue(ctx, viewKey{}, &operation{view, earlier}))
}

// operation is the state of which an operation asks: the one at its beginning,
// and after each of its mutations, which run one after the other, the one that
// it made.
type operation struct {
	view    *registry.View
	earlier map[state]*registry.View
}

func operationOf(ctx context.Context) *operation { return ctx.Value(viewKey{}).(*operation) }

// moveOn lets the fields below a mutation ask of the state that it made.
func moveOn(ctx context.Context) func(*registry.Changed, error) (*registry.Changed, error) {
	return func(c *registry.Changed, err error) (*registry.Changed, error) {
		if err == nil {
			operationOf(ctx).view = c.View
		}
		return c, err
	}
}

// day is a day that may not be given.
func day(asOf *civil.Date) civil.Date {
	if asOf == nil {
		return 0
	}
	return *asOf
}
