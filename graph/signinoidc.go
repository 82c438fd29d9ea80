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
		answer(w, http.StatusOK, ways)
	})
}

// errNoOIDC is told where no provider is configured.
var errNoOIDC = fault.New(fault.NotFound, "this server has no provider at which people sign in")

// toProvider sends a browser to the provider at which people sign in; to is the address of
// the page to which it comes back.
func toProvider(door *signin.Door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		wanted := signin.Wanted(q.URL.Query().Get("to"))
		if door.OIDC == nil {
			sendBack(w, q, errNoOIDC, wanted)
			return
		}
		address, state, err := door.OIDC.Begin(q.Context(), wanted)
		if err != nil {
			sendBack(w, q, err, wanted)
			return
		}
		door.Await(w, state)
		http.Redirect(w, q, address, http.StatusFound)
	})
}

// fromProvider takes a browser that comes back, which must be the one that was sent:
// else a foreign page could sign somebody in as somebody else. It is led to the address for
// which it was sent.
func (p *paths) fromProvider(w http.ResponseWriter, q *http.Request) {
	if p.door.OIDC == nil {
		sendBack(w, q, errNoOIDC, "/")
		return
	}
	if err := p.door.CameBack(w, q); err != nil {
		sendBack(w, q, p.inVain(w, q, err), "/")
		return
	}
	wanted, err := p.door.EnterFrom(w, q)
	if err != nil {
		sendBack(w, q, p.inVain(w, q, err), wanted)
		return
	}
	http.Redirect(w, q, wanted, http.StatusFound)
}

// largestLogout is what a provider may send, in bytes.
const largestLogout = 64 << 10

// signedOut takes word from the provider that somebody was signed out there (OpenID
// Connect Back-Channel Logout 1.0). What it sends is signed: no cookie vouches for it.
func (p *paths) signedOut(w http.ResponseWriter, q *http.Request) {
	if p.door.OIDC == nil {
		fail(w, q, errNoOIDC)
		return
	}
	q.Body = http.MaxBytesReader(w, q.Body, largestLogout)
	subject, sid, err := p.door.OIDC.SignedOut(q.Context(), q.PostFormValue("logout_token"))
	if err != nil {
		fail(w, q, p.inVain(w, q, err))
		return
	}
	p.door.Sessions.EndOf(subject, sid)
	w.WriteHeader(http.StatusOK)
}
