package limit

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

const (
	usualLength = 10    // how many things are expected in a list that has no page
	mostLength  = 1_000 // of a page, and of a list that is given: more is refused
)

// length is for how many things a field's selection is answered.
func (m *metering) length(f *ast.Field) int64 {
	if page := f.Definition.Arguments.ForName("first"); page != nil {
		return m.page(f.Arguments.ForName("first"), page.DefaultValue)
	}
	for _, named := range []string{"ids", "flags", "flows"} { // one thing for each that is given
		if given := f.Arguments.ForName(named); given != nil {
			return max(m.given(given.Value), 1)
		}
	}
	if f.Definition.Type.Elem == nil || strings.HasSuffix(f.ObjectDefinition.Name, "Connection") {
		return 1 // the things of a page were counted where the page is asked for
	}
	return usualLength
}

// page is how many things a page has at most: as many as are asked for, else as many as
// it has by itself.
func (m *metering) page(asked *ast.Argument, usual *ast.Value) int64 {
	if asked != nil {
		if value, understood := m.literal(asked.Value); !understood || value != nil {
			return number(value)
		}
	}
	value, _ := m.literal(usual)
	return number(value)
}

// number is a number of things, the most that there may be where it is none: what reads
// the argument may read it yet.
func number(value any) int64 {
	switch n := value.(type) {
	case int64:
		return max(n, 1)
	case int:
		return max(int64(n), 1)
	case json.Number:
		if whole, err := n.Int64(); err == nil {
			return max(whole, 1)
		}
	}
	return mostLength
}

// literal is what an argument is given, nil for null and for a variable without a value;
// some of what is no value of its type is not understood.
func (m *metering) literal(v *ast.Value) (value any, understood bool) {
	if v == nil {
		return nil, true
	}
	value, err := v.Value(m.variables)
	return value, err == nil
}

// given is how many values a list has that is given; a value alone is a list of one.
func (m *metering) given(list *ast.Value) int64 {
	value, understood := m.literal(list)
	if !understood {
		return mostLength
	}
	return valuesOf(value)
}

// valuesOf is how many values a list has.
func valuesOf(list any) int64 {
	switch all := list.(type) {
	case nil:
		return 0
	case []any:
		return int64(len(all))
	}
	return 1
}
