// Package access says who may do what. One table (acts.go, fields.go, paths.go)
// is the only source: what may be done and by whom, and of which act each field of
// the schema and each path of the server is a part. What is in no row, nobody may.
//
// The caller travels in the context. Package registry asks [May] wherever it reads
// or writes, so that GraphQL, HTTP, imports and commands cannot differ; package
// graph asks before it does any work, by the rows for fields and paths. It knows
// nothing of tokens, sessions and requests: whoever makes a caller vouches for it.
package access

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Role is what a caller is to the registry.
type Role string

// The roles.
const (
	Sales      Role = "SALES"      // asks whether a customer has a data processing agreement
	Compliance Role = "COMPLIANCE" // reads what is recorded and records evidence
	Auditor    Role = "AUDITOR"    // reads everything and changes nothing
	Admin      Role = "ADMIN"      // all of it, tokens and erasure, too
)

// Roles are all roles, from the least to the most.
var Roles = []Role{Sales, Compliance, Auditor, Admin}

// IsKnown reports whether it is one of them.
func (r Role) IsKnown() bool { return slices.Contains(Roles, r) }

// RoleNames are their names.
func RoleNames() []string { return namesOf(Roles) }

func namesOf(roles []Role) (names []string) {
	for _, r := range roles {
		names = append(names, string(r))
	}
	return names
}

// Caller is who asks.
type Caller struct {
	Actor string // as the log names who writes: "os:anna", "token:nightly:k3v9q2m8x7d4"
	Role  Role
	// Exporters limit the caller to the flows of these organizations, by their external
	// ids, ascending, and to what bears on those; none: it is not limited.
	Exporters []string
}

// IsLimited reports whether the caller is limited to some exporters.
func (c Caller) IsLimited() bool { return len(c.Exporters) > 0 }

type callerKey struct{}

// With is a context in which a caller asks.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf is who asks in a context; the zero Caller, which may do nothing, where
// nobody does.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// errNobody is for who asks without a name.
var errNobody = fault.New(fault.Unauthorized, "nobody is signed in: send a token, or sign in")

// May returns nil where the caller in a context may do something: UNAUTHENTICATED
// where there is none, FORBIDDEN for others. Whoever lets a limited caller do it
// confines what is told to its exporters.
func May(ctx context.Context, do Act) error {
	switch c := CallerOf(ctx); {
	case c.Role == "":
		return errNobody
	case !c.Role.May(do):
		return fault.New(fault.Forbidden, "the role %s may not %s", c.Role, sentence.Text(string(do)))
	case c.IsLimited() && !do.isConfined():
		return fault.New(fault.Forbidden, "whoever is limited to some exporters may not %s", sentence.Text(string(do)))
	}
	return nil
}
