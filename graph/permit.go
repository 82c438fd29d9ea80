package graph

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// permitted refuses an operation that asks for a field which the caller may not ask
// for, before any of it runs: nothing is read, and a mutation is not done by half.
// What it lets through, the registry asks about again.
func permitted(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	p := permit{ctx: ctx}
	p.selection(graphql.GetOperationContext(ctx).Operation.SelectionSet)
	if err := p.refused.Err(); err != nil {
		return graphql.OneShot(&graphql.Response{Errors: present(ctx, err)})
	}
	return next(ctx)
}

// permit walks a document: each fragment once, however often it is spread.
type permit struct {
	ctx     context.Context
	walked  map[*ast.FragmentDefinition]bool
	told    map[string]bool // what is refused: each thing once
	refused fault.List
}

func (p *permit) selection(set ast.SelectionSet) {
	for _, selected := range set {
		switch s := selected.(type) {
		case *ast.Field:
			p.field(s)
			p.selection(s.SelectionSet)
		case *ast.InlineFragment:
			p.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			p.fragment(s.Definition)
		}
	}
}

func (p *permit) fragment(f *ast.FragmentDefinition) {
	if p.walked[f] {
		return
	}
	if p.walked == nil {
		p.walked = map[*ast.FragmentDefinition]bool{}
	}
	p.walked[f] = true
	p.selection(f.SelectionSet)
}

// field asks whether a field may be asked for. What the schema says of itself,
// everybody may who is signed in.
func (p *permit) field(f *ast.Field) {
	of := f.ObjectDefinition.Name
	if strings.HasPrefix(of, "__") || strings.HasPrefix(f.Name, "__") {
		return
	}
	for _, argument := range f.Arguments {
		if !access.HasArgument(of, f.Name, argument.Name) {
			p.refuse(fault.New(fault.Forbidden, "%s.%s(%s:) has no place in the table of roles", of, f.Name, argument.Name))
		}
	}
	part, known := access.PartOf(of, f.Name)
	if !known {
		p.refuse(fault.New(fault.Forbidden, "%s.%s has no place in the table of roles", of, f.Name))
	} else if err := access.May(p.ctx, part); err != nil {
		p.refuse(fault.New(fault.CodeOf(err), "%s.%s: %s", of, f.Name, err))
	}
}

func (p *permit) refuse(why *fault.Error) {
	if p.told[why.Msg] {
		return
	}
	if p.told == nil {
		p.told = map[string]bool{}
	}
	p.told[why.Msg] = true
	p.refused.Add(why)
}
