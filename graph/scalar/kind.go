package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry/sheet"
)

// kinds are the kinds of records as GraphQL names them.
var kinds = map[string]sheet.Kind{
	"ORGANIZATION":  sheet.Organizations,
	"AGREEMENT":     sheet.Agreements,
	"CERTIFICATION": sheet.Certifications,
	"BINDING_RULES": sheet.BindingRules,
	"ASSESSMENT":    sheet.Assessments,
	"FLOW":          sheet.Flows,
}

// MarshalRecordKind writes a kind of records.
func MarshalRecordKind(kind sheet.Kind) graphql.Marshaler {
	for name, k := range kinds {
		if k == kind {
			return graphql.MarshalString(name)
		}
	}
	return graphql.Null
}

// UnmarshalRecordKind reads a kind of records; GraphQL has checked that there
// is such one.
func UnmarshalRecordKind(v any) (sheet.Kind, error) {
	name, err := graphql.UnmarshalString(v)
	return kinds[name], err
}

// File is a CSV file as text.
type File struct {
	Name    string
	Kind    sheet.Kind
	Content string
}
