package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// MarshalInt writes a whole number.
func MarshalInt(n int) graphql.Marshaler { return graphql.MarshalInt(n) }

// UnmarshalInt reads a whole number. Text is none (GraphQL, section 3.5.1), also where it
// has digits alone: gqlgen would read it.
func UnmarshalInt(v any) (int, error) {
	if text, is := v.(string); is {
		return 0, fault.Bad("", text, "is text: expected a whole number, without quotes")
	}
	return graphql.UnmarshalInt(v)
}
