package graph

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// SignInPath takes the code of a one-time link for the cookie of a session.
const SignInPath = "/sign-in"

// largestCode is what a request with a code may have, in bytes.
const largestCode = 4 << 10

// signIn takes {"code": "…"}, which stood in the fragment of the link.
func signIn(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, largestCode))
		if err != nil {
			fail(w, q, cutOff(err))
			return
		}
		var sent struct{ Code string }
		if decode(body, &sent) != nil {
			fail(w, q, fault.New(fault.BadInput, "the body is no JSON object with a code"))
			return
		}
		who, err := door.Links.Take(sent.Code)
		if err != nil {
			fail(w, q, err)
			return
		}
		door.Enter(w, who)
		answer(w, typeJSON, http.StatusOK, map[string]any{"actor": who.Actor, "role": who.Role})
	})
}

// signOut ends the session of who asks.
func signOut(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		door.Leave(w, q)
		w.WriteHeader(http.StatusNoContent)
	})
}

func (query) Viewer(ctx context.Context) (*access.Caller, error) {
	who := access.CallerOf(ctx)
	return &who, nil
}

func (q query) Sessions(ctx context.Context) ([]*signin.Session, error) {
	return q.sessions.All(ctx)
}

func (q query) Tokens(ctx context.Context, first *int, after *string) (*registry.TokenPage, error) {
	return q.registry.Tokens(ctx, registry.Paging{First: first, After: after})
}

func (m mutation) CreateToken(ctx context.Context, name string, role access.Role, expiresAt *time.Time) (*registry.CreatedToken, error) {
	return m.registry.CreateToken(ctx, registry.TokenInput{Name: name, Role: role, ExpiresAt: expiresAt, Once: once(ctx)})
}

func (m mutation) RevokeToken(ctx context.Context, id, reason string) (*registry.Token, error) {
	return m.registry.RevokeToken(ctx, command(ctx, id, nil, reason))
}

func (m mutation) EndSession(ctx context.Context, id string) (*signin.Session, error) {
	return m.sessions.End(ctx, id)
}
