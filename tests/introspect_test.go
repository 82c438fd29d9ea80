package tests

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The schema as the server tells it.
type (
	schemaType struct {
		Name, Kind                string
		Fields                    []schemaField
		InputFields               []schemaArgument
		EnumValues, PossibleTypes []struct{ Name string }
	}
	schemaField struct {
		Name string
		Args []schemaArgument
		Type typeRef
	}
	schemaArgument struct {
		Name string
		Type typeRef
	}
	typeRef struct {
		Kind, Name string
		OfType     *typeRef
	}
)

// named is the type without lists and marks.
func (r typeRef) named() string {
	if r.OfType != nil {
		return r.OfType.named()
	}
	return r.Name
}

const introspection = `{ __schema { types { name kind
	fields(includeDeprecated: true) { name type { ...T } args(includeDeprecated: true) { name type { ...T } } }
	inputFields { name type { ...T } } enumValues { name } possibleTypes { name } } } }
	fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { name } } } } }`

// schema are the types of the server's schema, by their names.
func (s *server) schema(t *testing.T) map[string]schemaType {
	t.Helper()
	var told struct {
		Schema struct{ Types []schemaType } `json:"__schema"`
	}
	if errs := s.graphQL(t, introspection, "", nil, &told); len(errs) > 0 {
		t.Fatal(errs)
	}
	types := map[string]schemaType{}
	for _, of := range told.Schema.Types {
		types[of.Name] = of
	}
	return types
}

// fieldOf is a field on the way to a type.
type fieldOf struct {
	of    string
	field schemaField
}

// waysTo are the shortest ways from the roots of the schema to each of its types.
func waysTo(types map[string]schemaType) map[string][]fieldOf {
	ways := map[string][]fieldOf{"Query": {}, "Mutation": {}, "Subscription": {}}
	for queue := []string{"Query", "Mutation", "Subscription"}; len(queue) > 0; queue = queue[1:] {
		of := queue[0]
		for _, field := range types[of].Fields {
			to := field.Type.named()
			if _, known := ways[to]; known || len(types[to].Fields) == 0 {
				continue
			}
			ways[to] = append(slices.Clone(ways[of]), fieldOf{of, field})
			queue = append(queue, to)
		}
	}
	return ways
}

// asking is a document that asks for the last field of a way.
func asking(types map[string]schemaType, way []fieldOf) string {
	kind, text, end := strings.ToLower(way[0].of), "", ""
	for _, s := range way {
		text += "{ " + s.field.Name + argumentsOf(types, s.field)
		end += " }"
	}
	if len(types[way[len(way)-1].field.Type.named()].Fields) > 0 {
		text += " { __typename }"
	}
	return kind + text + end
}

// argumentsOf are all arguments of a field, with some value each.
func argumentsOf(types map[string]schemaType, field schemaField) string {
	if len(field.Args) == 0 {
		return ""
	}
	var given []string
	for _, argument := range field.Args {
		given = append(given, argument.Name+": "+someValue(types, argument.Type))
	}
	return "(" + strings.Join(given, ", ") + ")"
}

// someValue is a value of a type, as it is written in a document.
func someValue(types map[string]schemaType, of typeRef) string {
	switch of.Kind {
	case "NON_NULL":
		return someValue(types, *of.OfType)
	case "LIST":
		return "[" + someValue(types, *of.OfType) + "]"
	case "ENUM":
		return types[of.Name].EnumValues[0].Name
	case "INPUT_OBJECT":
		return someInput(types, of.Name)
	}
	switch of.Name {
	case "Int":
		return "1"
	case "Boolean":
		return "true"
	case "Date":
		return `"2024-01-01"`
	case "DateTime":
		return `"2024-01-01T00:00:00Z"`
	}
	return `"no-such-thing"`
}

// someInput has what an input must have; of a choice, the first.
func someInput(types map[string]schemaType, name string) string {
	var given []string
	for _, field := range types[name].InputFields {
		if field.Type.Kind == "NON_NULL" {
			given = append(given, fmt.Sprintf("%s: %s", field.Name, someValue(types, field.Type)))
		}
	}
	if first := types[name].InputFields[0]; len(given) == 0 {
		given = append(given, fmt.Sprintf("%s: %s", first.Name, someValue(types, first.Type)))
	}
	return "{" + strings.Join(given, ", ") + "}"
}
