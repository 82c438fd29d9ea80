package law

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// enumerations are the words of each enumerated type.
var enumerations = map[reflect.Type][]string{
	reflect.TypeFor[Regime]():     wordsOf(Regimes),
	reflect.TypeFor[Sector]():     wordsOf(Sectors),
	reflect.TypeFor[RulesType]():  wordsOf(RulesTypes),
	reflect.TypeFor[EndKind]():    wordsOf(EndKinds),
	reflect.TypeFor[Confidence](): wordsOf(Confidences),
	reflect.TypeFor[Treatment]():  wordsOf(Treatments),
	reflect.TypeFor[Effect]():     wordsOf(Effects),
	reflect.TypeFor[ClausePart](): wordsOf(ClauseParts[1:]),
	reflect.TypeFor[Letter]():     {"C", "P"},
}

func wordsOf[E ~string](values []E) []string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(v)
	}
	return words
}

// lineOf is the line on which a node stands.
func lineOf(node ast.Node) int {
	if node == nil || node.GetToken() == nil {
		return 1
	}
	return node.GetToken().Position.Line
}

// isNull reports that nothing is given.
func isNull(node ast.Node) bool {
	_, null := node.(*ast.NullNode)
	return null || node == nil
}

// mapping gives the pairs of a mapping, of one pair or of several.
func mapping(node ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := node.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

func keyOf(pair *ast.MappingValueNode) string {
	if text, ok := scalar(pair.Key); ok {
		return text
	}
	return pair.Key.String()
}

// scalar gives the text of a single value as it is written; false for lists,
// mappings, anchors, aliases and tags.
func scalar(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.BoolNode:
		return strconv.FormatBool(n.Value), true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// label names an item of a list by its id or code, else by its number.
func label(item ast.Node, i int) string {
	values, _ := mapping(item)
	for _, pair := range values {
		if key := keyOf(pair); key == "id" || key == "code" {
			if text, ok := scalar(pair.Value); ok && text != "" {
				return fault.Clip(text)
			}
		}
	}
	return strconv.Itoa(i + 1)
}

// fieldOf finds the field of a struct by its YAML name, through what it embeds.
func fieldOf(to reflect.Value, name string) (reflect.Value, bool) {
	for i := range to.NumField() {
		tag := to.Type().Field(i).Tag.Get("yaml")
		switch tag {
		case name:
			return to.Field(i), name != "-"
		case ",inline":
			if field, ok := fieldOf(to.Field(i), name); ok {
				return field, true
			}
		}
	}
	return reflect.Value{}, false
}

// fieldNames are the YAML names of a struct's fields, with what it embeds.
func fieldNames(of reflect.Type) []string {
	var names []string
	for i := range of.NumField() {
		field := of.Field(i)
		switch tag := field.Tag.Get("yaml"); tag {
		case ",inline":
			names = append(names, fieldNames(field.Type)...)
		case "", "-":
		default:
			names = append(names, strings.TrimSpace(tag))
		}
	}
	return names
}
