package tests

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestWhoSignsInComesBackToTheView wants an address, and is led to it if it is one of this
// server.
func TestWhoSignsInComesBackToTheView(t *testing.T) {
	s, _ := withProvider(t, "sellers")
	for wanted, led := range map[string]string{
		"/flags?on=2020-07-16&mend=ASSESS": "/flags?on=2020-07-16&mend=ASSESS",
		"/organizations/a%2Fb":             "/organizations/a%2Fb",
		"":                                 "/",
		"//evil.example/flags":             "/",
		`/\evil.example`:                   "/",
		"https://evil.example":             "/",
		"/.//evil.example":                 "/evil.example",
	} {
		response, _ := visitFor(t, s, browser(t), wanted, func(*url.URL) {})
		if at := response.Request.URL; at.Host != strings.TrimPrefix(s.url, "http://") || at.RequestURI() != led {
			t.Errorf("who wanted %q was led to %s", wanted, at)
		}
	}
}

// TestABrowserThatIsSentBackGetsAPage is refused at the provider and comes back in ways in
// which nobody does: a browser gets the page with words, everybody else JSON.
func TestABrowserThatIsSentBackGetsAPage(t *testing.T) {
	s, p := withProvider(t, "sellers")
	for _, c := range []struct {
		name   string
		back   string // at which address, in which STATE is the one of the attempt
		status int
		says   string
	}{
		{"refused there", "/sign-in/callback?error=access_denied&error_description=<script>&state=STATE", 401, "der Anbieter hat niemanden angemeldet: von vorn beginnen"},
		{"another state", "/sign-in/callback?code=x&state=x", 401, "die Anmeldung ist nicht gültig: von vorn beginnen"},
		{"another code", "/sign-in/callback?code=x&state=STATE", 401, "die Anmeldung ist nicht gültig: von vorn beginnen"},
	} {
		for _, accept := range []string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "application/json", "text/html;q=0.1, application/json"} {
			b := browser(t)
			b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			at, err := got(t, b, s.url+"/sign-in/oidc?to=/flags").Location()
			if err != nil {
				t.Fatal(err)
			}
			q, err := http.NewRequest(http.MethodGet, s.url+strings.Replace(c.back, "STATE", at.Query().Get("state"), 1), nil)
			if err != nil {
				t.Fatal(err)
			}
			q.Header.Set("Accept", accept)
			q.Header.Set("Accept-Language", "de")
			page := come(t, b, q)
			isPage, kind := strings.HasPrefix(accept, "text/html,"), "application/json"
			if isPage {
				kind = "text/html; charset=utf-8"
			}
			if page.StatusCode != c.status || page.Header.Get("Content-Type") != kind || !slices.Contains(page.Header.Values("Vary"), "Accept") || !strings.Contains(page.text, c.says) || strings.Contains(page.text, "<script>") {
				t.Errorf("%s, accepting %s: %s %v\n%s", c.name, accept, page.Status, page.Header, page.text)
			}
			if policy := page.Header.Get("Content-Security-Policy"); isPage != strings.Contains(policy, "script-src 'self'; style-src 'self';") {
				t.Errorf("%s, accepting %s: the policy is %s", c.name, accept, policy)
			}
			if wanted := strings.Contains(page.text, `data-wanted="/flags"`); isPage && wanted != strings.Contains(c.back, "STATE") {
				t.Errorf("%s leads back: %s", c.name, page.text)
			}
		}
	}
	p.SetGroups("canteen")
	b := browser(t)
	b.Transport = accepting{"text/html"}
	if response, text := visitFor(t, s, b, "/flags", func(*url.URL) {}); response.StatusCode != 403 || !strings.Contains(text, `content="oidc:test-user@zitadel.ch is in no group that has a role here" lang="en" data-wanted="/flags"`) {
		t.Errorf("somebody of no group: %s %s", response.Status, text)
	}
}

// accepting sends requests that accept a type.
type accepting struct{ kind string }

// RoundTrip implements [http.RoundTripper].
func (a accepting) RoundTrip(q *http.Request) (*http.Response, error) {
	q.Header.Set("Accept", a.kind)
	return http.DefaultTransport.RoundTrip(q)
}
