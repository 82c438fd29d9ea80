package signin_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// enterBy signs in by a link, and gives the cookie of the session.
func enterBy(t *testing.T, door *signin.Door, link string) *http.Cookie {
	t.Helper()
	w := httptest.NewRecorder()
	_, code, _ := strings.Cut(link, "#sign-in=")
	if _, err := door.EnterBy(w, asking(nil), code); err != nil {
		t.Fatal(err)
	}
	return w.Result().Cookies()[0]
}

// asking is a request with a cookie, if one is given.
func asking(cookie *http.Cookie) *http.Request {
	q := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/sign-in/link", nil)
	if cookie != nil {
		q.AddCookie(cookie)
	}
	return q
}

// linkOf is a link that somebody with a cookie makes.
func linkOf(t *testing.T, door *signin.Door, cookie *http.Cookie) string {
	t.Helper()
	who, _, err := door.Who(asking(cookie))
	if err != nil {
		t.Fatal(err)
	}
	return door.LinkOf(asking(cookie), "", who)
}

// roleBy is the role of who asks with a cookie, "" for nobody.
func roleBy(door *signin.Door, cookie *http.Cookie) access.Role {
	who, _, _ := door.Who(asking(cookie))
	return who.Role
}

// TestALinkOfASessionEndsWithIt signs in at a provider, and from there by a link, and from
// there by another one; whatever ends or changes the first session does so to all.
func TestALinkOfASessionEndsWithIt(t *testing.T) {
	admin := access.With(context.Background(), access.Caller{Role: access.Admin})
	for name, c := range map[string]struct {
		end  func(*testing.T, *provider, *signedIn)
		want access.Role
	}{
		"nothing": {func(_ *testing.T, _ *provider, s *signedIn) { s.now = s.now.Add(time.Hour) }, access.Sales},
		"another role": {func(_ *testing.T, p *provider, s *signedIn) {
			p.info, s.now = groups("revision"), s.now.Add(50*time.Second)
		}, access.Auditor},
		"no role":     {func(_ *testing.T, p *provider, s *signedIn) { p.info, s.now = groups(), s.now.Add(50*time.Second) }, ""},
		"a logout":    {func(_ *testing.T, _ *provider, s *signedIn) { s.Sessions.EndOf("1", "") }, ""},
		"signing out": {func(_ *testing.T, _ *provider, s *signedIn) { s.Leave(httptest.NewRecorder(), asking(s.cookie)) }, ""},
		"without use": {func(_ *testing.T, _ *provider, s *signedIn) { s.now = s.now.Add(3 * time.Hour) }, ""},
		"an admin": {func(t *testing.T, _ *provider, s *signedIn) {
			all, err := s.Sessions.All(admin)
			if err != nil || len(all) != 3 {
				t.Fatalf("the sessions are %v, %v", all, err)
			}
			for _, one := range all {
				if strings.HasPrefix(one.Actor, "oidc:") {
					_, err = s.Sessions.End(admin, one.ID)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newProvider(t)
			p.info = groups("sellers")
			s := signIn(t, p)
			child := enterBy(t, s.Door, linkOf(t, s.Door, s.cookie))
			grandchild := enterBy(t, s.Door, linkOf(t, s.Door, child))
			waiting := linkOf(t, s.Door, grandchild)
			c.end(t, p, s)
			for whose, cookie := range map[string]*http.Cookie{"a link of it": child, "a link of the link": grandchild} {
				if role := roleBy(s.Door, cookie); role != c.want {
					t.Errorf("%s is %q, not %q", whose, role, c.want)
				}
			}
			_, code, _ := strings.Cut(waiting, "#sign-in=")
			if time.Until(s.now) < signin.LinkLasts {
				if who, err := s.EnterBy(httptest.NewRecorder(), asking(nil), code); who.Role != c.want || c.want == "" && fault.CodeOf(err) != fault.Unauthorized {
					t.Errorf("a link that waits signs in as %q, %v", who.Role, err)
				}
			}
			if all, err := s.Sessions.All(admin); err != nil || (len(all) == 0) != (c.want == "") {
				t.Errorf("the sessions are %v, %v", all, err)
			}
		})
	}
}

// TestNoLinkOutlastsTheFirstSession makes links from sessions that links began, each time
// after an hour.
func TestNoLinkOutlastsTheFirstSession(t *testing.T) {
	p := newProvider(t)
	p.info = groups("sellers")
	s := signIn(t, p)
	cookies := []*http.Cookie{s.cookie}
	for range 11 {
		s.now = s.now.Add(time.Hour)
		for _, cookie := range cookies {
			if role := roleBy(s.Door, cookie); role != access.Sales {
				t.Fatalf("after %v it is %q", s.now, role)
			}
		}
		cookies = append(cookies, enterBy(t, s.Door, linkOf(t, s.Door, cookies[len(cookies)-1])))
	}
	s.now = s.now.Add(time.Hour)
	for i, cookie := range cookies {
		if role := roleBy(s.Door, cookie); role != "" {
			t.Errorf("after twelve hours link %d is %q", i, role)
		}
	}
}

// TestALinkOfATokenEndsWithIt has a token let in, then not, and once not be asked about.
func TestALinkOfATokenEndsWithIt(t *testing.T) {
	var refused error
	letIn := func(_ context.Context, token string) (access.Caller, error) {
		if token != "good" {
			t.Errorf("%q is asked about", token)
		}
		return access.Caller{Actor: "token:x:1", Role: access.Admin}, refused
	}
	door := signin.NewDoor(letIn, time.Now)
	q := asking(nil)
	q.Header.Set("Authorization", "Bearer good")
	link := func() string {
		return door.LinkOf(q, "", access.Caller{Actor: "token:x:1", Role: access.Admin})
	}
	cookie, waiting := enterBy(t, door, link()), link()
	who, _, err := door.Who(asking(cookie))
	if err != nil || who.Actor != "link:token:x:1" || who.Role != access.Admin {
		t.Fatalf("it is %v, %v", who, err)
	}
	refused = fault.New(fault.Unavailable, "the storage cannot be read")
	if _, _, err := door.Who(asking(cookie)); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("where the token cannot be asked about: %v", err)
	}
	refused = nil
	if role := roleBy(door, cookie); role != access.Admin {
		t.Errorf("then it is %q", role)
	}
	refused = fault.New(fault.Unauthorized, "the token is not valid")
	if role := roleBy(door, cookie); role != "" {
		t.Errorf("after its revocation it is %q", role)
	}
	_, code, _ := strings.Cut(waiting, "#sign-in=")
	if who, err := door.EnterBy(httptest.NewRecorder(), asking(nil), code); fault.CodeOf(err) != fault.Unauthorized || who.Role != "" {
		t.Errorf("a link that waits: %v, %v", who, err)
	}
	if all, err := door.Sessions.All(access.With(context.Background(), access.Caller{Role: access.Admin})); err != nil || len(all) != 0 {
		t.Errorf("the sessions are %v, %v", all, err)
	}
}

// TestTheOwnersLinksLast has the owner sign in by a link, and go on by himself.
func TestTheOwnersLinksLast(t *testing.T) {
	door := signin.NewDoor(nil, time.Now)
	cookie := enterBy(t, door, door.Link("", access.Caller{Actor: "os:anna", Role: access.Admin}))
	again := enterBy(t, door, linkOf(t, door, cookie))
	for _, one := range []*http.Cookie{cookie, again} {
		if who, _, err := door.Who(asking(one)); err != nil || who.Actor != "link:anna" || who.Role != access.Admin {
			t.Errorf("it is %v, %v", who, err)
		}
	}
}
