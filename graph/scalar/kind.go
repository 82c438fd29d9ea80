package scalar

import (
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry/law"
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
	"SCENARIO":      sheet.Scenarios,
	"TRIAGE":        sheet.Triages,
	"COMMENT":       sheet.Comments,
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

// The law's own files write these words in small letters.

// MarshalEndKind writes how an instrument ended.
func MarshalEndKind(k law.EndKind) graphql.Marshaler { return capitals(k) }

// UnmarshalEndKind reads how an instrument ended.
func UnmarshalEndKind(v any) (law.EndKind, error) { return small[law.EndKind](v) }

// MarshalConfidence writes how sure an entry is.
func MarshalConfidence(c law.Confidence) graphql.Marshaler { return capitals(c) }

// UnmarshalConfidence reads how sure an entry is.
func UnmarshalConfidence(v any) (law.Confidence, error) { return small[law.Confidence](v) }

func capitals[E ~string](word E) graphql.Marshaler {
	return graphql.MarshalString(strings.ToUpper(string(word)))
}

func small[E ~string](v any) (E, error) {
	name, err := graphql.UnmarshalString(v)
	return E(strings.ToLower(name)), err
}

// File is a CSV file as text.
type File struct {
	Name    string
	Kind    sheet.Kind
	Content string
}
