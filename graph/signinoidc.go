package graph

import (
	"net/http"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// providerPath is where a browser is sent to the provider.
const providerPath = "/sign-in/oidc"

// waysIn tells a page how people sign in here, beside links: at which path they are sent to
// the provider, if there is one.
func waysIn(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var ways struct {
			Provider string `json:"provider,omitempty"`
		}
		if door.OIDC != nil {
			ways.Provider = providerPath
		}
		answer(w, typeJSON, http.StatusOK, ways)
	})
}

// errNoOIDC is told where no provider is configured.
var errNoOIDC = fault.New(fault.NotFound, "this server has no provider at which people sign in")

// toProvider sends a browser to the provider at which people sign in.
func toProvider(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if door.OIDC == nil {
			fail(w, q, errNoOIDC)
			return
		}
		address, state, err := door.OIDC.Begin()
		if err != nil {
			fail(w, q, err)
			return
		}
		door.Await(w, state)
		http.Redirect(w, q, address, http.StatusFound)
	})
}

// fromProvider takes a browser that comes back, which must be the one that was sent:
// else a foreign page could sign somebody in as somebody else.
func fromProvider(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if door.OIDC == nil {
			fail(w, q, errNoOIDC)
			return
		}
		state := q.URL.Query().Get("state")
		if err := door.CameBack(w, q, state); err != nil {
			fail(w, q, err)
			return
		}
		if err := door.EnterFrom(w, q, state, q.URL.Query().Get("code")); err != nil {
			fail(w, q, err)
			return
		}
		http.Redirect(w, q, "/", http.StatusFound)
	})
}

// largestLogout is what a provider may send, in bytes.
const largestLogout = 64 << 10

// signedOut takes word from the provider that somebody was signed out there (OpenID
// Connect Back-Channel Logout 1.0). What it sends is signed: no cookie vouches for it.
func signedOut(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if door.OIDC == nil {
			fail(w, q, errNoOIDC)
			return
		}
		q.Body = http.MaxBytesReader(w, q.Body, largestLogout)
		subject, sid, err := door.OIDC.SignedOut(q.Context(), q.PostFormValue("logout_token"))
		if err != nil {
			fail(w, q, err)
			return
		}
		door.Sessions.EndOf(subject, sid)
		w.WriteHeader(http.StatusOK)
	})
}
