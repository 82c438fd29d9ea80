package signin

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Door says who sends a request: whoever shows a token, or the cookie of a session.
type Door struct {
	// LetIn says who shows a token.
	LetIn func(ctx context.Context, token string) (access.Caller, error)
	// Meet is told of everybody who signs in; nil: nobody is.
	Meet     func(context.Context, access.Caller)
	Sessions *Sessions
	Links    *Links
	OIDC     *OIDC // nil: people sign in by links alone
	// Secure says that people come over TLS, to this server or to a proxy before it.
	Secure bool
}

// NewDoor is a door without sessions and links.
func NewDoor(letIn func(context.Context, string) (access.Caller, error), clock func() time.Time) *Door {
	return &Door{LetIn: letIn, Sessions: &Sessions{Clock: clock}, Links: &Links{Clock: clock}}
}

// Link is a one-time link under the address of the server, with which the owner of its
// folder signs in.
func (d *Door) Link(base string, owner access.Caller) string {
	return d.link(base, person{Caller: owner})
}

// LinkOf is a one-time link with which who sends a request signs in again as who he is, for
// as long as what he has shown lets him in.
func (d *Door) LinkOf(q *http.Request, base string, of access.Caller) string {
	by := origin{token: bearer(q.Header.Values("Authorization"))}
	if by.token == "" {
		by.session = hashOf(d.shownBy(q)) // of no session where nothing was shown: never the owner's origin
	}
	return d.link(base, person{Caller: of, by: by})
}

func (d *Door) link(base string, of person) string {
	of.Actor = "link:" + strings.TrimPrefix(strings.TrimPrefix(of.Actor, "os:"), "link:")
	return base + "/#sign-in=" + d.Links.new(of)
}

// errNobody is told to who shows nothing.
var errNobody = fault.New(fault.Unauthorized, "nobody is signed in: send Authorization: Bearer with a token, or sign in")

// errNotHere is the one answer to a cookie that is no session's.
var errNotHere = fault.New(fault.Unauthorized, "the session is over: sign in again")

// Who says who sends a request, and whether a browser vouched for that by itself: with
// a cookie, which it may send for a foreign page. Of the request it reads headers alone.
func (d *Door) Who(q *http.Request) (who access.Caller, byCookie bool, err error) {
	return d.who(q, true)
}

// Again is [Door.Who] of a request that goes on: what happens on it by itself is no use of a
// session, which ends without use all the same.
func (d *Door) Again(q *http.Request) (who access.Caller, byCookie bool, err error) {
	return d.who(q, false)
}

func (d *Door) who(q *http.Request, used bool) (who access.Caller, byCookie bool, err error) {
	if shown := q.Header.Values("Authorization"); len(shown) > 0 {
		who, err = d.LetIn(q.Context(), bearer(shown))
		return who, false, err
	}
	if len(q.CookiesNamed(d.cookieName())) == 0 {
		return who, false, errNobody
	}
	who, err = d.of(q.Context(), hashOf(d.shownBy(q)), used)
	return who, true, err
}

// shownBy is what the cookie of a request says, "" where there is not one such cookie.
func (d *Door) shownBy(q *http.Request) string {
	cookies := q.CookiesNamed(d.cookieName())
	if len(cookies) != 1 {
		return ""
	}
	return cookies[0].Value
}

// bearer is the token in the header Authorization, "" where it is no single one.
func bearer(shown []string) string {
	if len(shown) != 1 {
		return ""
	}
	scheme, token, _ := strings.Cut(shown[0], " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

// cookieName is the name of the cookie. The prefix has browsers take it over TLS only,
// from this very host; on the loopback of a machine there is no TLS, and they would
// not take it at all.
func (d *Door) cookieName() string {
	if d.Secure {
		return "__Host-safeconduct"
	}
	return "safeconduct"
}

// EnterBy begins a session of whom the code of a link signs in, unless who made the link is
// no longer let in.
func (d *Door) EnterBy(w http.ResponseWriter, q *http.Request, code string) (access.Caller, error) {
	who, err := d.Links.take(code)
	if err != nil {
		return access.Caller{}, err
	}
	who.Caller, err = d.vouched(q.Context(), who)
	if fault.CodeOf(err) == fault.Unauthorized {
		return access.Caller{}, errNoLink
	}
	if err != nil {
		return access.Caller{}, err
	}
	d.enter(w, q, who)
	return who.Caller, nil
}

// enter begins a session, and hands its cookie to the browser.
func (d *Door) enter(w http.ResponseWriter, q *http.Request, of person) {
	if d.Meet != nil {
		d.Meet(q.Context(), of.Caller)
	}
	http.SetCookie(w, d.cookie(d.cookieName(), d.Sessions.begin(of), longestSession))
}

// EnterFrom begins a session of who comes back from the OpenID provider, and says what that
// person wanted, whether or not a session begins.
func (d *Door) EnterFrom(w http.ResponseWriter, q *http.Request) (wanted string, err error) {
	who, wanted, err := d.OIDC.Finish(q.Context(), q.URL.Query())
	if err == nil {
		d.enter(w, q, who)
	}
	return wanted, err
}

// Await has a browser keep a state until it comes back from the provider.
func (d *Door) Await(w http.ResponseWriter, state string) {
	http.SetCookie(w, d.cookie(d.cookieName()+"-state", state, attemptLasts))
}

// CameBack refuses a browser that was not sent with a state, and takes the state from
// the one that was.
func (d *Door) CameBack(w http.ResponseWriter, q *http.Request) error {
	state := q.URL.Query().Get("state")
	kept := q.CookiesNamed(d.cookieName() + "-state")
	http.SetCookie(w, d.cookie(d.cookieName()+"-state", "", -time.Second))
	if len(kept) != 1 || state == "" || hashOf(kept[0].Value) != hashOf(state) {
		return errNotSignedIn
	}
	return nil
}

// Leave ends the session of a request, if it has one, and takes its cookie.
func (d *Door) Leave(w http.ResponseWriter, q *http.Request) {
	for _, c := range q.CookiesNamed(d.cookieName()) {
		d.Sessions.end(hashOf(c.Value))
	}
	http.SetCookie(w, d.cookie(d.cookieName(), "", -time.Second))
}

// cookie is one that lasts a time; a negative one takes it from the browser.
func (d *Door) cookie(name, value string, lasts time.Duration) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(lasts.Seconds()),
		HttpOnly: true, Secure: d.Secure, SameSite: http.SameSiteLaxMode,
	}
}
