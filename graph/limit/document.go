// Package limit bounds what one caller may ask of a server: the shape of a GraphQL
// document before anything else looks at it, what it may cost, and how much of it
// runs at once. All of it takes time that is linear in the document.
package limit

import (
	"errors"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Bounds on a GraphQL document. Fragments count where they stand, and for the
// depth and the root fields where they are spread.
const (
	LongestDocument = 32 << 10 // bytes
	MostTokens      = 2_000
	deepest         = 15
	mostAliases     = 50
	mostRootFields  = 20
	mostMutations   = 5
	mostDirectives  = 50
	mostSpreads     = 100
	// mostEqual is how many fields may have the same name in the answer: validation holds
	// each against each of those beside it.
	mostEqual      = 200
	mostOperations = 20
	// mostListsOfTypes is how many lists of fields and types may lie within each
	// other where a document asks for the schema: types have fields which have types,
	// without end.
	mostListsOfTypes = 2
)

// Document refuses a GraphQL document that is too long, too deep or too wide, with
// TOO_COMPLEX, naming what is too much and what would not be. What is no GraphQL is
// not refused here.
func Document(text string) error {
	if len(text) > LongestDocument {
		return tooMuch("bytes", len(text), LongestDocument)
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, MostTokens)
	if err != nil {
		// The parser's own bounds, on tokens and on nesting, are told by their texts alone.
		if located := (*gqlerror.Error)(nil); errors.As(err, &located) && strings.HasPrefix(located.Message, "exceeded ") {
			return fault.New(fault.TooComplex, "the document %s", located.Message)
		}
		return nil
	}
	return (&measuring{fragments: document.Fragments, known: map[*ast.FragmentDefinition]*measure{}, equal: map[string]int{}}).document(document)
}

func tooMuch(what string, has, most int) error {
	return fault.New(fault.TooComplex, "the document has %d %s: expected at most %d", has, sentence.Text(what), most)
}

// measuring walks a document, each fragment once.
type measuring struct {
	fragments                    ast.FragmentDefinitionList
	known                        map[*ast.FragmentDefinition]*measure // nil while it is measured
	aliases, directives, spreads int
	equal                        map[string]int // fields by their name in the answer
}

// measure is of a selection, its fragments spread.
type measure struct {
	depth       int // of fields below each other
	fields      int // in the selection itself
	listsOfType int // below each other
}

func (m *measuring) document(d *ast.QueryDocument) error {
	if len(d.Operations) > mostOperations {
		return tooMuch("operations", len(d.Operations), mostOperations)
	}
	for _, fragment := range d.Fragments {
		if _, err := m.fragment(fragment); err != nil {
			return err
		}
	}
	for _, operation := range d.Operations {
		m.directives += len(operation.Directives)
		of, err := m.selection(operation.SelectionSet)
		if err != nil {
			return err
		}
		if err := of.check(operation.Operation); err != nil {
			return err
		}
	}
	for _, count := range []struct {
		what      string
		has, most int
	}{{"aliases", m.aliases, mostAliases}, {"directives", m.directives, mostDirectives}, {"fragment spreads", m.spreads, mostSpreads}} {
		if count.has > count.most {
			return tooMuch(count.what, count.has, count.most)
		}
	}
	for name, times := range m.equal {
		if times > mostEqual {
			return tooMuch("fields that are named "+fault.Clip(name)+" in the answer", times, mostEqual)
		}
	}
	return nil
}

// check refuses an operation with the measure.
func (of measure) check(kind ast.Operation) error {
	switch {
	case of.depth > deepest:
		return tooMuch("fields below each other", of.depth, deepest)
	case of.fields > mostRootFields:
		return tooMuch("root fields", of.fields, mostRootFields)
	case kind == ast.Mutation && of.fields > mostMutations:
		return tooMuch("mutations", of.fields, mostMutations)
	case of.listsOfType > mostListsOfTypes:
		return tooMuch("lists of the schema's types within each other", of.listsOfType, mostListsOfTypes)
	}
	return nil
}

func (m *measuring) selection(set ast.SelectionSet) (of measure, err error) {
	for _, selected := range set {
		var within measure
		switch s := selected.(type) {
		case *ast.Field:
			within, err = m.field(s)
		case *ast.InlineFragment:
			m.directives += len(s.Directives)
			within, err = m.selection(s.SelectionSet)
		case *ast.FragmentSpread:
			m.directives += len(s.Directives)
			m.spreads++
			if fragment := m.fragments.ForName(s.Name); fragment != nil {
				within, err = m.fragment(fragment)
			}
		}
		if err != nil {
			return of, err
		}
		of.depth = max(of.depth, within.depth)
		of.listsOfType = max(of.listsOfType, within.listsOfType)
		of.fields = min(of.fields+within.fields, MostTokens) // fragments multiply
	}
	return of, nil
}

func (m *measuring) field(f *ast.Field) (of measure, err error) {
	if f.Alias != f.Name {
		m.aliases++
	}
	m.directives += len(f.Directives)
	m.equal[f.Alias]++
	below, err := m.selection(f.SelectionSet)
	of = measure{depth: below.depth + 1, fields: 1, listsOfType: below.listsOfType}
	switch f.Name {
	case "fields", "interfaces", "possibleTypes", "inputFields":
		of.listsOfType++
	}
	return of, err
}

func (m *measuring) fragment(f *ast.FragmentDefinition) (measure, error) {
	if of, begun := m.known[f]; begun {
		if of == nil {
			return measure{}, fault.New(fault.BadInput, "the fragment %s spreads itself", fault.Clip(f.Name))
		}
		return *of, nil
	}
	m.known[f] = nil
	m.directives += len(f.Directives)
	of, err := m.selection(f.SelectionSet)
	m.known[f] = &of
	return of, err
}
