package scalar

import (
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// MarshalDateTime writes a moment in UTC with milliseconds (RFC 3339).
func MarshalDateTime(t time.Time) graphql.Marshaler {
	return graphql.MarshalString(t.UTC().Format("2006-01-02T15:04:05.000Z07:00"))
}

// UnmarshalDateTime reads a moment.
func UnmarshalDateTime(v any) (time.Time, error) {
	text, err := graphql.UnmarshalString(v)
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, fault.Bad("", text, "is no moment: expected RFC 3339 such as 2026-03-01T12:00:00Z")
	}
	return t, nil
}
