package signin

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// How often the provider is asked anew about somebody who goes on using a session, and how
// long that may take: together less than the minute after which a role that was taken is
// to be gone.
const (
	askedEvery  = 45 * time.Second
	askedWithin = 10 * time.Second
)

// errOver says that the provider knows of no right to the session any more.
var errOver = errors.New("the provider lets this person in no longer")

// again says who somebody is by now, as the provider tells it: what it says of the person,
// or in an ID token where that alone has the groups. [errOver] for nobody any more; another
// error where it cannot be asked.
func (o *OIDC) again(ctx context.Context, who person) (person, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askedWithin) // what it gives anew it gives once
	defer cancel()
	p, err := o.discover(ctx)
	if err != nil {
		return who, err
	}
	had := *who.tokens
	switch {
	case had.RefreshToken == "" && !who.groupsInToken:
		had.Expiry = time.Time{} // whether it is good for anything yet, the provider says
	case had.RefreshToken != "" && who.groupsInToken:
		had.Expiry = time.Unix(1, 0) // a new ID token is wanted
	}
	has, err := o.client(p).TokenSource(ctx, &had).Token()
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) && refused.ErrorCode == "invalid_grant" {
		return who, errOver
	}
	if err != nil {
		return who, err
	}
	claims := map[string]any{}
	if has != &had {
		who.tokens = has
		if claims, err = o.renewed(ctx, p, has, who.subject); err != nil {
			return who, err
		}
	}
	if _, told := claims[o.GroupsClaim]; !told && p.UserInfoEndpoint() != "" {
		if err := o.addUserInfo(oidc.ClientContext(ctx, strict), p, has, who.subject, claims); err != nil {
			return who, err
		}
	}
	groups, told := claims[o.GroupsClaim]
	if !told && who.groupsInToken {
		return who, nil // of groups it says nothing here
	}
	may := o.callerOf(groups)
	if may.Role == "" {
		return who, errOver
	}
	may.Actor = who.Actor
	who.Caller = may
	return who, nil
}

// renewed are the claims of the ID token that came with new tokens; none where none came.
func (o *OIDC) renewed(ctx context.Context, p *oidc.Provider, tokens *oauth2.Token, subject string) (map[string]any, error) {
	claims := map[string]any{}
	raw, _ := tokens.Extra("id_token").(string)
	if raw == "" {
		return claims, nil
	}
	token, err := o.verifier(p).Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	if token.Subject != subject {
		return nil, fmt.Errorf("the provider tells of somebody else: %w", errOver)
	}
	return claims, token.Claims(&claims)
}

// strict takes it that the provider tells nothing of a person to a token for the end of
// what the token was good for.
var strict = &http.Client{Transport: strictTransport{}}

type strictTransport struct{}

// RoundTrip implements [http.RoundTripper].
func (strictTransport) RoundTrip(q *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(q)
	if err == nil && (response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden) {
		return nil, errors.Join(errOver, response.Body.Close())
	}
	return response, err
}

// of says whose session the one with a sum is, and who that is by now: whom a link signed in
// is who made the link; and about others the provider at which they signed in is asked now
// and then. Whom that lets in no longer, nobody is any more; where it cannot be asked, what
// it has told before counts. Meanwhile others need not wait. used reports that the session is
// used with that.
func (d *Door) of(ctx context.Context, sum hash, used bool) (access.Caller, error) {
	who, due, ok := d.Sessions.use(sum, used)
	if !ok {
		return access.Caller{}, errNotHere
	}
	var err error
	switch {
	case who.by != origin{}:
		who.Caller, err = d.vouched(ctx, who)
	case due && d.OIDC != nil:
		who, err = d.askedAgain(ctx, who)
	default:
		return who.Caller, nil
	}
	if fault.CodeOf(err) == fault.Unauthorized {
		slog.Info("a session ends", "actor", who.Actor, "why", err)
		d.Sessions.end(sum)
		return access.Caller{}, errNotHere
	}
	if err != nil {
		return access.Caller{}, err
	}
	return d.Sessions.renew(sum, who)
}

// vouched is whom a link has signed in, as who made it is let in by now.
func (d *Door) vouched(ctx context.Context, who person) (may access.Caller, err error) {
	switch {
	case who.by.token != "":
		may, err = d.LetIn(ctx, who.by.token)
	case who.by.session != hash{}:
		may, err = d.of(ctx, who.by.session, false)
	default:
		return who.Caller, nil
	}
	may.Actor = who.Actor
	return may, err
}

// askedAgain is who somebody is by now as far as the provider tells; errNotHere for nobody.
func (d *Door) askedAgain(ctx context.Context, who person) (person, error) {
	now, err := d.OIDC.again(ctx, who)
	if errors.Is(err, errOver) {
		return who, errNotHere
	}
	if err != nil {
		slog.Warn("the OpenID provider cannot be asked about somebody who is signed in", "error", err)
	}
	return now, nil
}

// use says whose session the one with a sum is, if it goes on, and notes that it is used;
// due reports that it is time to ask the provider anew who it is.
func (s *Sessions) use(sum hash, used bool) (who person, due, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, now := s.bySum[sum], s.Clock()
	if !s.lives(one, now) {
		return person{}, false, false
	}
	if used {
		one.LastUsedAt = now
	}
	if due = one.tokens != nil && now.Sub(one.asked) >= askedEvery; due {
		one.asked = now
	}
	return one.person, due, true
}

// renew says who is signed in by now, unless the session has ended meanwhile.
func (s *Sessions) renew(sum hash, now person) (access.Caller, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.bySum[sum]
	if one == nil {
		return access.Caller{}, errNotHere
	}
	one.person = now
	return now.Caller, nil
}
