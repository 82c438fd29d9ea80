package tests

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/tests/provider"
)

// provide starts an OpenID provider whose client has people sent back to an address.
func provide(t *testing.T, callback string) *provider.Provider {
	t.Helper()
	was := slog.Default()
	slog.SetDefault(slog.New(slog.DiscardHandler)) // it tells of every request
	t.Cleanup(func() { slog.SetDefault(was) })
	p, err := provider.Start(callback)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// freeAddress is an address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// withProvider serves a folder whose people sign in at a provider.
func withProvider(t *testing.T, groups ...string) (*server, *provider.Provider) {
	t.Helper()
	return abortableWithProvider(t, &bytes.Buffer{}, filepath.Join(t.TempDir(), "data"), groups...)
}

// abortableWithProvider is withProvider with a folder of one's own, whose server tells
// all that it can when it is aborted.
func abortableWithProvider(t *testing.T, said *bytes.Buffer, data string, groups ...string) (*server, *provider.Provider) {
	t.Helper()
	address := freeAddress(t)
	p := provide(t, "http://"+address+"/sign-in/callback")
	p.SetGroups(groups...)
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	c := serving(data)
	c.Stderr, c.Dir, c.Env = said, filepath.Dir(data), append(os.Environ(), "GOTRACEBACK=crash")
	c.Args = append(c.Args[:len(c.Args)-1], address, "--oidc-issuer", p.URL, "--oidc-client", provider.Client,
		"--oidc-secret-file", written(t, provider.Secret+"\n"), "--oidc-role", "SALES=sellers", "--oidc-role", "AUDITOR=revision",
		"--oidc-role", "COMPLIANCE:relay-ie=dublin", "--oidc-role", "AUDITOR:alpenbank=zurich")
	return startServer(t, data, c), p
}

// browser is a person's browser.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: patience}
}

// visit signs a person in: it goes to the provider, types a password there and comes
// back. before is told the address at which it comes back, and may give another one.
func visit(t *testing.T, s *server, b *http.Client, before func(*url.URL)) (*http.Response, string) {
	t.Helper()
	return visitFor(t, s, b, "", before)
}

// visitFor is visit by somebody who wanted an address.
func visitFor(t *testing.T, s *server, b *http.Client, wanted string, before func(*url.URL)) (*http.Response, string) {
	t.Helper()
	page := got(t, b, s.url+"/sign-in/oidc?"+url.Values{"to": {wanted}}.Encode())
	id := regexp.MustCompile(`name="id" value="([^"]*)"`).FindStringSubmatch(page.text)
	if id == nil {
		t.Fatalf("there is no form at %s: %s", page.Request.URL, page.text)
	}
	b.CheckRedirect = func(q *http.Request, _ []*http.Request) error {
		if q.URL.Path == "/sign-in/callback" {
			before(q.URL)
		}
		return nil
	}
	form := url.Values{"username": {provider.User}, "password": {provider.Password}, "id": {id[1]}}
	response, err := b.PostForm(page.Request.URL.Scheme+"://"+page.Request.URL.Host+"/login/username", form)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

type page struct {
	*http.Response
	text string
}

func got(t *testing.T, b *http.Client, address string) page {
	t.Helper()
	q, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return come(t, b, q)
}

// come is the page to which a request comes.
func come(t *testing.T, b *http.Client, q *http.Request) page {
	t.Helper()
	response, err := b.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page{response, string(text)}
}

// asks asks as the person at a browser.
func asks(t *testing.T, s *server, b *http.Client, document string) (status int, body string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", question(document))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Safeconduct-Client", "page")
	response, err := b.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// TestPeopleSignInAtAProvider signs in, is somebody, and is signed out by word from the
// provider.
func TestPeopleSignInAtAProvider(t *testing.T) {
	s, p := withProvider(t, "canteen", "sellers")
	if !strings.HasSuffix(s.link, "/sign-in/oidc") {
		t.Errorf("it prints %s", s.link)
	}
	b := browser(t)
	if response, text := visit(t, s, b, func(*url.URL) {}); response.StatusCode != 200 || response.Request.URL.Path != "/" {
		t.Fatalf("came to %s: %s %s", response.Request.URL, response.Status, text)
	}
	if status, body := asks(t, s, b, "{ viewer { actor role } }"); status != 200 || !strings.Contains(body, `"actor":"oidc:test-user@zitadel.ch","role":"SALES"`) {
		t.Errorf("who it is: %d %s", status, body)
	}
	if _, body := asks(t, s, b, "{ flows { totalCount } }"); !strings.Contains(body, "FORBIDDEN") {
		t.Errorf("a seller asks for flows: %s", body)
	}
	p.SetGroups("sellers", "revision")
	auditor := browser(t)
	visit(t, s, auditor, func(*url.URL) {})
	if _, body := asks(t, s, auditor, "{ flows { totalCount } sessions { role } }"); !strings.Contains(body, `"totalCount":17`) || strings.Count(body, `"role"`) != 2 {
		t.Errorf("of several groups the greatest role: %s", body)
	}
	p.SetGroups("dublin", "zurich", "sellers")
	officer := browser(t)
	visit(t, s, officer, func(*url.URL) {})
	if _, body := asks(t, s, officer, "{ viewer { role exporters } flows { totalCount } }"); !strings.Contains(body, `"role":"AUDITOR","exporters":["alpenbank","relay-ie"]},"flows":{"totalCount":6}`) {
		t.Errorf("limits add up: %s", body)
	}
	for name, token := range map[string]string{
		"no token":        "",
		"of a stranger":   logout(t, p, map[string]any{"iss": "http://evil.example"}),
		"for another one": logout(t, p, map[string]any{"aud": "another"}),
		"an ID token":     logout(t, p, map[string]any{"nonce": "x"}),
		"of no event":     logout(t, p, map[string]any{"events": map[string]any{}}),
		"old":             logout(t, p, map[string]any{"exp": time.Now().Add(-time.Hour).Unix()}),
	} {
		if status := s.signedOut(t, token); status != 400 {
			t.Errorf("a logout token, %s: %d", name, status)
		}
	}
	if status, _ := asks(t, s, b, "{ viewer { role } }"); status != 200 {
		t.Errorf("after forged words: %d", status)
	}
	if status := s.signedOut(t, logout(t, p, nil)); status != 200 {
		t.Errorf("the provider signs out: %d", status)
	}
	for _, who := range []*http.Client{b, auditor} {
		if status, _ := asks(t, s, who, "{ viewer { role } }"); status != 401 {
			t.Errorf("signed out by the provider: %d", status)
		}
	}
}

// TestARoleThatIsTakenBitesInTime takes a group from somebody who goes on asking, and waits.
func TestARoleThatIsTakenBitesInTime(t *testing.T) {
	if os.Getenv("SAFECONDUCT_TORTURE") == "" {
		t.Skip("it takes a minute: make torture runs it")
	}
	s, p := withProvider(t, "revision")
	b := browser(t)
	visit(t, s, b, func(*url.URL) {})
	p.SetGroups("sellers")
	for begun := time.Now(); ; time.Sleep(time.Second) {
		_, body := asks(t, s, b, "{ viewer { role } }")
		took := time.Since(begun)
		switch {
		case strings.Contains(body, "SALES"):
			t.Logf("it took %v", took)
			return
		case took > time.Minute || !strings.Contains(body, "AUDITOR"):
			t.Fatalf("after %v it is %s", took, body)
		}
	}
}

// logout is a logout token of the provider for its user, with some claims changed.
func logout(t *testing.T, p *provider.Provider, changed map[string]any) string {
	t.Helper()
	token, err := p.LogoutToken(changed)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// signedOut sends a logout token, as the provider does.
func (s *server) signedOut(t *testing.T, token string) (status int) {
	t.Helper()
	status, err := provider.SignOut(s.url+"/sign-out/oidc", token)
	if err != nil {
		t.Fatal(err)
	}
	return status
}

// TestNobodySneaksInFromAProvider comes back in ways in which nobody does.
func TestNobodySneaksInFromAProvider(t *testing.T) {
	s, p := withProvider(t, "canteen")
	if response, text := visit(t, s, browser(t), func(*url.URL) {}); response.StatusCode != 403 || !strings.Contains(text, "FORBIDDEN") {
		t.Errorf("somebody of no group: %s %s", response.Status, text)
	}
	p.SetGroups("sellers")
	for name, change := range map[string]func(url.Values){
		"another state": func(v url.Values) { v.Set("state", v.Get("state")+"x") },
		"no state":      func(v url.Values) { v.Del("state") },
		"another code":  func(v url.Values) { v.Set("code", v.Get("code")+"x") },
		"no code":       func(v url.Values) { v.Del("code") },
	} {
		b := browser(t)
		response, text := visit(t, s, b, func(at *url.URL) {
			v := at.Query()
			change(v)
			at.RawQuery = v.Encode()
		})
		if response.StatusCode != 401 || !strings.Contains(text, "UNAUTHENTICATED") {
			t.Errorf("%s: %s %s", name, response.Status, text)
		}
		if status, _ := asks(t, s, b, "{ viewer { role } }"); status != 401 {
			t.Errorf("%s signs in", name)
		}
	}
	var back string
	b := browser(t)
	visit(t, s, b, func(at *url.URL) { back = at.String() })
	if page := got(t, browser(t), back); page.StatusCode != 401 {
		t.Errorf("another browser comes back: %s", page.Status)
	}
	if page := got(t, b, back); page.StatusCode != 401 {
		t.Errorf("it comes back twice: %s", page.Status)
	}
	if status, _ := asks(t, s, b, "{ viewer { role } }"); status != 200 {
		t.Errorf("the one that came back once: %d", status)
	}
}

// TestNoSecretOfAProviderIsLeft signs in, comes back in ways in which nobody does, aborts
// the server, and looks for what it and the provider share, and for the code of a sign-in.
func TestNoSecretOfAProviderIsLeft(t *testing.T) {
	dir, said := t.TempDir(), &bytes.Buffer{}
	s, _ := abortableWithProvider(t, said, filepath.Join(dir, "data"), "sellers")
	secrets := map[string]string{"the secret of the client": provider.Secret, "it in a URL": url.QueryEscape(provider.Secret)}
	var answered []byte
	for _, change := range []func(url.Values){func(url.Values) {}, func(v url.Values) { v.Set("state", "x") }, func(v url.Values) { v.Set("code", "x") }} {
		b := browser(t)
		_, text := visit(t, s, b, func(at *url.URL) {
			v := at.Query()
			secrets["the code "+v.Get("code")[:4]] = v.Get("code")
			change(v)
			at.RawQuery = v.Encode()
		})
		_, body := asks(t, s, b, "{ viewer { actor role } }")
		answered = append(append(answered, text...), body...)
	}
	notLeft(t, s, dir, said, answered, secrets)
}

// TestFaultsOfProviders are told when the server starts.
func TestFaultsOfProviders(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--oidc-issuer", "http://id.example", "--oidc-client", "x", "--oidc-role", "ADMIN=x"}, "expected https://HOST"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-role", "ADMIN=x"}, "needs --oidc-client"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-client", "x"}, "needs --oidc-role"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-client", "x", "--oidc-role", "ROOT=x"}, "expected ROLE=GROUP"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-client", "x", "--oidc-role", "COMPLIANCE:=x"}, "expected ROLE=GROUP or ROLE:EXPORTER,EXPORTER=GROUP"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-client", "x", "--oidc-role", "SALES:relay-ie=x"}, "only COMPLIANCE or AUDITOR can be limited"},
		{[]string{"--oidc-issuer", "https://id.example", "--oidc-client", "x", "--oidc-role", "ADMIN=x", "--oidc-secret-file", "none"}, "--oidc-secret-file: cannot be read: no such file"},
	} {
		if r := run(t, append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, c.args...)...); r.code != 2 || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%v: %+v", c.args, r)
		}
	}
	c := serving(data)
	c.Args = append(c.Args, "--oidc-issuer", "http://"+freeAddress(t), "--oidc-client", "x", "--oidc-role", "ADMIN=x")
	s := startServer(t, data, c)
	if page := got(t, browser(t), s.url+"/sign-in/oidc"); page.StatusCode != 503 || strings.Contains(page.text, "dial") {
		t.Errorf("a provider that is away: %s %s", page.Status, page.text)
	}
}
