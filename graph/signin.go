package graph

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// SignInPath takes the secret of a one-time link for the cookie of a session.
const SignInPath = "/sign-in"

// LinkPath is where an ADMIN gets a further link, as which he signs in himself.
const LinkPath = "/sign-in/link"

// LinkAnswer is a one-time link.
type LinkAnswer struct {
	Link string `json:"link"`
}

// newLink answers with a link under the address at which people reach the server.
func newLink(o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if o.Everybody != nil { // who owns the folder shows nothing
			answer(w, http.StatusCreated, LinkAnswer{o.Door.Link(o.Base, *o.Everybody)})
			return
		}
		answer(w, http.StatusCreated, LinkAnswer{o.Door.LinkOf(q, o.Base, access.CallerOf(q.Context()))})
	})
}

// largestLink is what a request with a link may have, in bytes.
const largestLink = 4 << 10

// signIn takes {"link": "…"}: the secret that stood in the fragment of the link.
func (p *paths) signIn(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, largestLink))
	if err != nil {
		fail(w, q, cutOff(err))
		return
	}
	var sent struct{ Link string }
	if decode(body, &sent) != nil {
		fail(w, q, fault.New(fault.BadInput, "the body is no JSON object with a link"))
		return
	}
	who, err := p.door.EnterBy(w, q, sent.Link)
	if err != nil {
		fail(w, q, p.inVain(w, q, err))
		return
	}
	asCaller(w, who)
	answer(w, http.StatusOK, map[string]any{"actor": who.Actor, "role": who.Role})
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

func (q query) AccessLog(ctx context.Context, first *int, after, actor *string, from, until *time.Time, outcome *string) (*registry.AccessPage, error) {
	return q.registry.AccessLog(ctx, accesslog.Filter{Actor: actor, Outcome: outcome, From: from, Until: until}, registry.Paging{First: first, After: after})
}

func (m mutation) CreateToken(ctx context.Context, name string, role access.Role, exporters []string, expiresAt *time.Time) (*registry.CreatedToken, error) {
	return m.registry.CreateToken(ctx, registry.TokenInput{Name: name, Role: role, Exporters: exporters, ExpiresAt: expiresAt, Once: once(ctx)})
}

func (m mutation) RevokeToken(ctx context.Context, id, reason string) (*registry.Token, error) {
	return m.registry.RevokeToken(ctx, command(ctx, id, nil, reason, false))
}

func (m mutation) EndSession(ctx context.Context, id string) (*signin.Session, error) {
	return m.sessions.End(ctx, id)
}
