package signin

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Provider says at which OpenID provider people sign in, and what they may do.
type Provider struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	Scopes       []string                 // beside openid
	GroupsClaim  string                   // which claim has the groups of a person
	Groups       map[string]access.Caller // what they may do; of nobody
	Callback     string                   // the address under which the provider sends people back
}

// CallbackPath is where the provider sends people back to.
const CallbackPath = "/sign-in/callback"

// algorithms are those in which tokens may be signed: with keys of the provider's own
// set, never with the secret that both know.
var algorithms = []string{oidc.RS256, oidc.ES256, oidc.EdDSA}

// OIDC signs people in at a provider: by a code, with PKCE. Safe for concurrent use.
type OIDC struct {
	Provider
	Clock func() time.Time

	discovery discovery

	mu       sync.Mutex
	attempts map[hash]attempt
}

// attempt is a sign-in that has begun.
type attempt struct {
	verifier, nonce string
	wanted          string // where the person is led afterwards, as [Wanted] has it
	begun           time.Time
}

// The bounds of attempts.
const (
	attemptLasts = 10 * time.Minute
	mostAttempts = 10_000
)

func (o *OIDC) client(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: o.ClientID, ClientSecret: o.ClientSecret, Endpoint: p.Endpoint(), RedirectURL: o.Callback,
		Scopes: append([]string{oidc.ScopeOpenID}, o.Scopes...),
	}
}

func (o *OIDC) verifier(p *oidc.Provider) *oidc.IDTokenVerifier {
	return p.Verifier(&oidc.Config{ClientID: o.ClientID, SupportedSigningAlgs: algorithms, Now: o.Clock})
}

// Begin begins a sign-in of somebody who wants an address: at the one that it gives people
// show themselves, and the state is to be kept by their browser until they come back.
func (o *OIDC) Begin(ctx context.Context, wanted string) (address, state string, err error) {
	p, err := o.discover(ctx)
	if err != nil {
		return "", "", err
	}
	state = newSecret()
	a := attempt{oauth2.GenerateVerifier(), newSecret(), Wanted(wanted), o.Clock()}
	o.mu.Lock()
	defer o.mu.Unlock()
	for of, one := range o.attempts {
		if a.begun.Sub(one.begun) >= attemptLasts {
			delete(o.attempts, of)
		}
	}
	if len(o.attempts) >= mostAttempts {
		return "", "", fault.New(fault.Unavailable, "too many people are signing in: try again in a moment")
	}
	if o.attempts == nil {
		o.attempts = map[hash]attempt{}
	}
	o.attempts[hashOf(state)] = a
	return o.client(p).AuthCodeURL(state, oidc.Nonce(a.nonce), oauth2.S256ChallengeOption(a.verifier)), state, nil
}

// errNotSignedIn is the one answer to whoever comes back and is not signed in. Why, the
// log says.
var errNotSignedIn = fault.New(fault.Unauthorized, "the sign-in is not valid: begin again")

// errSentBack is told to whom the provider has sent back without signing him in. Why, it
// has told him, and the log says.
var errSentBack = fault.New(fault.Unauthorized, "the provider has signed nobody in: begin again")

// person is who has signed in, at the provider or by a link.
type person struct {
	access.Caller
	by            origin // of the link
	subject, sid  string
	tokens        *oauth2.Token // with which the provider is asked again; nil for who came by a link
	groupsInToken bool          // the ID token had the groups
}

// Finish says who comes back with a code and a state, once for each state, and what that
// person wanted. FORBIDDEN for somebody who is in no group that has a role.
func (o *OIDC) Finish(ctx context.Context, back url.Values) (who person, wanted string, err error) {
	a, ok := o.take(back.Get("state"))
	if !ok {
		return person{}, home, errNotSignedIn
	}
	if why := back.Get("error"); why != "" {
		slog.Info("the OpenID provider sends somebody back and has signed nobody in", "error", fault.Clip(why), "description", fault.Clip(back.Get("error_description")))
		return person{}, a.wanted, errSentBack
	}
	who, err = o.finish(ctx, a, back.Get("code"))
	var refused *fault.Error
	if err != nil && !errors.As(err, &refused) {
		slog.Warn("somebody came back from the OpenID provider and was not signed in", "error", err)
		err = errNotSignedIn
	}
	return who, a.wanted, err
}

// take ends an attempt.
func (o *OIDC) take(state string) (attempt, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	a, known := o.attempts[hashOf(state)]
	delete(o.attempts, hashOf(state))
	return a, known && o.Clock().Sub(a.begun) < attemptLasts
}

func (o *OIDC) finish(ctx context.Context, a attempt, code string) (who person, err error) {
	p, err := o.discover(ctx)
	if err != nil {
		return who, err
	}
	tokens, err := o.client(p).Exchange(ctx, code, oauth2.VerifierOption(a.verifier))
	if err != nil {
		return who, err
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := o.verifier(p).Verify(ctx, raw)
	if err != nil {
		return who, err
	}
	if token.Nonce != a.nonce {
		return who, errors.New("the token has another nonce")
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return who, err
	}
	who.tokens = tokens
	if _, who.groupsInToken = claims[o.GroupsClaim]; !who.groupsInToken && p.UserInfoEndpoint() != "" {
		if err := o.addUserInfo(ctx, p, tokens, token.Subject, claims); err != nil {
			return who, err
		}
	}
	who.subject, who.sid = token.Subject, textOf(claims["sid"])
	who.Caller = o.callerOf(claims[o.GroupsClaim])
	who.Actor = "oidc:" + nameOf(token.Subject, claims)
	if who.Role == "" {
		return who, fault.New(fault.Forbidden, "%s is in no group that has a role here", who.Actor)
	}
	return who, nil
}

// addUserInfo adds what the provider tells of the person beside the token.
func (o *OIDC) addUserInfo(ctx context.Context, p *oidc.Provider, tokens *oauth2.Token, subject string, claims map[string]any) error {
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		return err
	}
	if info.Subject != subject {
		return errors.New("the provider tells of somebody else")
	}
	more := map[string]any{}
	if err := info.Claims(&more); err != nil {
		return err
	}
	for name, value := range more {
		if _, told := claims[name]; !told {
			claims[name] = value
		}
	}
	return nil
}

// callerOf is what the groups of a person may do together, the zero Caller for nothing.
func (o *OIDC) callerOf(groups any) (may access.Caller) {
	var named []string
	switch given := groups.(type) {
	case string:
		named = []string{given}
	case []any:
		for _, one := range given {
			named = append(named, textOf(one))
		}
	}
	for _, group := range named {
		may = may.And(o.Groups[group])
	}
	return may
}

// longestName is how many bytes of a name the log takes.
const longestName = 200

// nameOf is how the log names a person: by the address that the provider has verified,
// or else by the provider's own key.
func nameOf(subject string, claims map[string]any) string {
	email := textOf(claims["email"])
	verified, _ := claims["email_verified"].(bool)
	if verified && email != "" && len(email) <= longestName && !strings.ContainsFunc(email, unicode.IsControl) {
		return email
	}
	return subject[:min(len(subject), longestName)]
}

func textOf(claim any) string {
	text, _ := claim.(string)
	return text
}

// SignedOut says whom the provider has signed out, by what it sent (OpenID Connect
// Back-Channel Logout 1.0). Which tokens came before is not remembered: one that is sent again
// signs out again whom the provider has signed out, until it expires, and does no more. Only
// the provider and this server have seen it.
func (o *OIDC) SignedOut(ctx context.Context, logoutToken string) (subject, sid string, err error) {
	p, err := o.discover(ctx)
	if err != nil {
		return "", "", err
	}
	token, err := o.verifier(p).VerifyLogout(ctx, logoutToken)
	if err != nil {
		slog.Warn("what an OpenID provider sent signs nobody out", "error", err)
		return "", "", fault.New(fault.BadInput, "the logout token is not valid")
	}
	return token.Subject, token.SessionID, nil
}
