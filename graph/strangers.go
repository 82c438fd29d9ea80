package graph

import (
	"cmp"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// What one address may try: tokens, cookies and links that let nobody in, and sign-ins
// that are begun at the OpenID provider. Nobody guesses 256 bits; but each try costs, and
// at this rate no address alone begins as many sign-ins as are kept for all.
const (
	triesPerSecond = 5
	triesAtOnce    = 100
)

func newStrangers() *limit.Budget { return limit.NewBudget(triesPerSecond, triesAtOnce) }

// errTriedTooMuch is told to who is nobody and has tried too much to be somebody. Whoever
// shows what lets him in is let in from the same address.
var errTriedTooMuch = fault.New(fault.RateLimited, "too much was tried from this address that lets nobody in: try again in a second")

// try takes a try from the address of a request.
func (p *paths) try(q *http.Request) error {
	if _, _, err := p.strangers.Take(limit.NetworkOf(q.RemoteAddr), 1, time.Now()); err != nil {
		return errTriedTooMuch
	}
	return nil
}

// inVain is what is told to who has shown something that lets nobody in, or no valid word of
// the provider, for which a try is taken. What is valid was let in before that, however much
// others have tried from the same address. What could not be looked at costs no try.
func (p *paths) inVain(w http.ResponseWriter, q *http.Request, err error) error {
	if code := fault.CodeOf(err); code != fault.Unauthorized && code != fault.BadInput {
		return err
	}
	limited := p.try(q)
	if limited != nil {
		tryAgain(w, time.Second)
	}
	return cmp.Or(limited, err)
}

// tried serves a path that does something for every stranger, valid or not.
func (p *paths) tried(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if err := p.try(q); err != nil {
			shut(w, q, err)
			return
		}
		next.ServeHTTP(w, q)
	})
}

// showsSomething reports whether a request shows anything that could let somebody in.
func showsSomething(q *http.Request) bool {
	return q.Header.Get("Authorization") != "" || q.Header.Get("Cookie") != ""
}

// proxied takes from where a request comes from the proxy that passed it on: the last
// word of X-Forwarded-For is its own, the others may be anybody's.
func proxied(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if told := q.Header.Values("X-Forwarded-For"); len(told) > 0 {
			all := strings.Split(told[len(told)-1], ",")
			if at, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
				q.RemoteAddr = net.JoinHostPort(at.String(), "0")
			}
		}
		next.ServeHTTP(w, q)
	})
}
