// Package scalar writes and reads the values that GraphQL has no type for, or
// that the registry keeps without a null: the zero value is null.
package scalar

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// MarshalDate writes a day as YYYY-MM-DD, the zero Date as null.
func MarshalDate(d civil.Date) graphql.Marshaler { return optional(d.String()) }

// UnmarshalDate reads YYYY-MM-DD.
func UnmarshalDate(v any) (civil.Date, error) {
	text, ok := v.(string)
	if !ok {
		return 0, fault.Bad("", fault.Clip(fmt.Sprint(v)), "is no date: expected text of the form YYYY-MM-DD")
	}
	d, err := civil.Parse(text)
	if err != nil {
		return 0, fault.Bad("", text, "is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16")
	}
	return d, nil
}

// MarshalID writes a record's id.
func MarshalID(id uuid.UUID) graphql.Marshaler { return graphql.MarshalString(id.String()) }

// UnmarshalID reads a record's id; text that is no UUID is the id of nothing.
func UnmarshalID(v any) (uuid.UUID, error) {
	text, err := graphql.UnmarshalString(v)
	if err != nil {
		return uuid.Nil, err
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.Nil, nil
	}
	return id, nil
}

// MarshalRegime writes a regime, none as null.
func MarshalRegime(r law.Regime) graphql.Marshaler { return optional(string(r)) }

// UnmarshalRegime reads a regime; GraphQL has checked that there is such one.
func UnmarshalRegime(v any) (law.Regime, error) {
	text, err := graphql.UnmarshalString(v)
	return law.Regime(text), err
}

// MarshalEndedReason writes how a certification ended, nothing as null.
func MarshalEndedReason(r fact.EndedReason) graphql.Marshaler { return optional(string(r)) }

// UnmarshalEndedReason reads how a certification ended.
func UnmarshalEndedReason(v any) (fact.EndedReason, error) {
	text, err := graphql.UnmarshalString(v)
	return fact.EndedReason(text), err
}

func optional(text string) graphql.Marshaler {
	if text == "" {
		return graphql.Null
	}
	return graphql.MarshalString(text)
}
