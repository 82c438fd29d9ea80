package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/scalar"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
)

const asKnownAt = "asKnownAt"

// state is an earlier state as it is asked for.
type state struct {
	moment int64 // in milliseconds: what comes between is of the same state
	law    registry.LawOf
}

// openEarlier opens the views of all earlier states that an operation asks of,
// before it runs: gqlgen calls no resolver for a field that is a Query.
func openEarlier(ctx context.Context, r *registry.Registry) (map[state]*registry.View, error) {
	views := map[state]*registry.View{}
	running := graphql.GetOperationContext(ctx)
	if running.Operation.Operation != ast.Query {
		return views, nil
	}
	if (nesting{}).supposesTheKnown(running.Operation.SelectionSet, false) {
		return nil, fault.New(fault.BadInput, "%s may not stand within a scenario: let the scenario stand within it", asKnownAt)
	}
	for _, field := range fieldsNamed(running, running.Operation.SelectionSet, "Query", asKnownAt) {
		if len(fieldsNamed(running, field.Selections, "Query", asKnownAt)) > 0 {
			return nil, fault.New(fault.BadInput, "%s may not stand within another one", asKnownAt)
		}
		given := field.ArgumentMap(running.Variables)
		moment, err := scalar.UnmarshalDateTime(given["moment"])
		if err != nil {
			continue // which is refused where the argument is read
		}
		law, _ := given["law"].(string)
		of := state{moment.UnixMilli(), registry.LawOf(law)}
		if views[of], err = r.AsKnownAt(ctx, moment, of.law); err != nil {
			return nil, err
		}
	}
	return views, nil
}

// AsKnownAt is asked for by the interface, and never called: see [openEarlier].
func (query) AsKnownAt(context.Context, time.Time, registry.LawOf) (*generated.Query, error) {
	return &generated.Query{}, nil
}

// nesting remembers the fragments that it has looked into, within a scenario and
// without: a document may name each in many places.
type nesting map[fragmentWithin]bool

type fragmentWithin struct {
	name     string
	scenario bool
}

// supposesTheKnown reports whether a selection asks a scenario for an earlier state,
// however deep; also where a directive leaves it out.
func (n nesting) supposesTheKnown(selected ast.SelectionSet, within bool) bool {
	for _, one := range selected {
		switch one := one.(type) {
		case *ast.Field:
			if within && one.Name == asKnownAt && one.ObjectDefinition.Name == "Query" {
				return true
			}
			if n.supposesTheKnown(one.SelectionSet, within || one.Name == "registry" && one.ObjectDefinition.Name == supposed) {
				return true
			}
		case *ast.InlineFragment:
			if n.supposesTheKnown(one.SelectionSet, within) {
				return true
			}
		case *ast.FragmentSpread:
			at := fragmentWithin{one.Name, within}
			if !n[at] {
				n[at] = true
				if n.supposesTheKnown(one.Definition.SelectionSet, within) {
					return true
				}
			}
		}
	}
	return false
}

// supposed is the type whose field registry is a Query under a hypothesis.
const supposed = "Scenario"

// fieldsNamed are the fields of a name in a selection of a type.
func fieldsNamed(running *graphql.OperationContext, selected ast.SelectionSet, of, name string) (found []graphql.CollectedField) {
	for _, field := range graphql.CollectFields(running, selected, []string{of}) {
		if field.Name == name {
			found = append(found, field)
		}
	}
	return found
}

// view is the view of which a field is asked: that of the operation, or of the
// moment or the hypothesis within which the field stands.
func view(ctx context.Context) *registry.View {
	for field := graphql.GetFieldContext(ctx); field != nil; field = field.Parent {
		if field.Object == supposed && field.Field.Field != nil && field.Field.Name == "registry" {
			if s, is := field.Parent.Result.(*registry.Scenario); is {
				return s.View()
			}
		}
		if field.Object == "Query" && field.Field.Field != nil && field.Field.Name == asKnownAt {
			moment, _ := field.Args["moment"].(time.Time)
			law, _ := field.Args["law"].(registry.LawOf)
			return operationOf(ctx).earlier[state{moment.UnixMilli(), law}]
		}
	}
	return operationOf(ctx).view
}
