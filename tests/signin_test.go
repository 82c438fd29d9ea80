package tests

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// enter sends a code to the sign-in.
func (s *server) enter(t *testing.T, body string, header map[string]string) *http.Response {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/sign-in", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		q.Header.Set(name, value)
	}
	response := (&server{url: s.url}).send(t, q)
	t.Cleanup(func() { response.Body.Close() })
	return response
}

// TestALinkSignsInOnce takes the link that the server printed, and one that it did not.
func TestALinkSignsInOnce(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	if c := s.cookie; c.Name != "safeconduct" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure {
		t.Errorf("the cookie on the loopback is %s", c)
	}
	if !strings.HasPrefix(s.link, s.url+"/#sign-in=") {
		t.Errorf("the link is %s", s.link)
	}
	_, used, _ := strings.Cut(s.link, "#sign-in=")
	typed := map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "test"}
	answers := map[string]bool{}
	for _, code := range []string{used, "", "x", strings.ToUpper(used), used + "A"} {
		response := s.enter(t, `{"link":"`+code+`"}`, typed)
		body, _ := io.ReadAll(response.Body)
		if response.StatusCode != 401 || len(response.Cookies()) > 0 {
			t.Errorf("the code %q: %s %s", code, response.Status, body)
		}
		answers[string(body)] = true
	}
	if len(answers) != 1 {
		t.Errorf("codes are told apart: %v", answers)
	}
	again := strings.TrimSpace(mustRun(t, "sign-in", "--data", s.data).stdout)
	if c := s.signIn(t, again); c.Value == s.cookie.Value || !strings.HasPrefix(again, s.url+"/#sign-in=") {
		t.Errorf("a further link: %s", again)
	}
	if r := run(t, "sign-in", "--data", t.TempDir()); r.code != 2 || !strings.Contains(r.stderr, "no server holds") {
		t.Errorf("without a server: %+v", r)
	}
	for name, c := range map[string]struct {
		header map[string]string
		body   string
		status int
	}{
		"from a page":    {map[string]string{"Content-Type": "application/json"}, "{}", 403},
		"as a form":      {map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Safeconduct-Client": "t"}, "link=x", 415},
		"no JSON":        {typed, "link", 400},
		"a large one":    {typed, `{"link":"` + strings.Repeat("x", 5000) + `"}`, 413},
		"a foreign page": {map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t", "Origin": "http://evil.example"}, "{}", 403},
	} {
		if response := s.enter(t, c.body, c.header); response.StatusCode != c.status {
			t.Errorf("%s: %s", name, response.Status)
		}
	}
}

// TestASessionEnds signs out, by itself and by an admin.
func TestASessionEnds(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	auditor, admin := tokenOf(t, s.data, "AUDITOR"), tokenOf(t, s.data, "ADMIN")
	sessions := func() (ids []string) {
		_, a := s.askAs(t, auditor, `{ sessions { id actor role createdAt lastUsedAt expiresAt } }`)
		var all []struct{ ID, Actor, Role string }
		if err := json.Unmarshal(a.Data["sessions"], &all); err != nil {
			t.Fatal(err, a.Errors)
		}
		for _, one := range all {
			if !strings.HasPrefix(one.Actor, "link:") || one.Role != "ADMIN" || strings.Contains(s.cookie.Value, one.ID) {
				t.Errorf("a session is %+v", one)
			}
			ids = append(ids, one.ID)
		}
		return ids
	}
	graphql := func(header map[string]string) (int, string) {
		header["Content-Type"], header["Cookie"] = "application/json", s.cookie.Name+"="+s.cookie.Value
		status, _, body := (&server{url: s.url}).do(t, request{"POST", "/graphql", header, question("{ viewer { role } }")})
		return status, body
	}
	if status, body := graphql(map[string]string{"Safeconduct-Client": "t"}); status != 200 || !strings.Contains(body, "ADMIN") {
		t.Errorf("signed in: %d %s", status, body)
	}
	if status, body := graphql(map[string]string{}); status != 403 {
		t.Errorf("as a foreign page could send it: %d %s", status, body)
	}
	ids := sessions()
	if len(ids) != 1 {
		t.Fatalf("the sessions are %v", ids)
	}
	if _, a := s.askAs(t, auditor, `mutation { endSession(id: "`+ids[0]+`") { id } }`); !a.has("FORBIDDEN") {
		t.Errorf("an auditor ends a session: %v", a)
	}
	if _, a := s.askAs(t, admin, `mutation { endSession(id: "`+ids[0]+`") { id } }`); len(a.Errors) > 0 {
		t.Errorf("an admin does not: %v", a)
	}
	if status, body := graphql(map[string]string{"Safeconduct-Client": "t"}); status != 401 || len(sessions()) > 0 {
		t.Errorf("after its end: %d %s", status, body)
	}
	again := serveBy(t, filepath.Join(t.TempDir(), "data"), serving(filepath.Join(t.TempDir(), "data")))
	if status, _, _ := again.do(t, request{"POST", "/sign-out", nil, nil}); status != 403 {
		t.Errorf("a foreign page signs out: %d", status)
	}
	if status, _, _ := again.do(t, request{"POST", "/sign-out", map[string]string{"Safeconduct-Client": "t"}, nil}); status != 204 {
		t.Errorf("to sign out: %d", status)
	}
	if status, _, _ := again.do(t, request{"POST", "/graphql", map[string]string{"Content-Type": "application/json"}, question("{ viewer { role } }")}); status != 401 {
		t.Errorf("signed out: %d", status)
	}
}

// TestALinkEndsWithWhatMadeIt signs in by a link that a token made, and revokes the token.
func TestALinkEndsWithWhatMadeIt(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	token := tokenOf(t, s.data, "ADMIN")
	nobody := &server{url: s.url}
	link := func(name, shown string) (int, string) {
		status, _, body := nobody.do(t, request{"POST", "/sign-in/link", map[string]string{"Safeconduct-Client": "t", name: shown}, nil})
		var made struct{ Link string }
		if status == http.StatusCreated && json.Unmarshal([]byte(body), &made) != nil {
			t.Fatal(body)
		}
		return status, made.Link
	}
	_, first := link("Authorization", "Bearer "+token)
	cookie := nobody.signIn(t, first)
	shown := cookie.Name + "=" + cookie.Value
	asks := func() (int, string) {
		status, _, body := nobody.do(t, request{"POST", "/graphql", map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t", "Cookie": shown}, question("{ viewer { role } }")})
		return status, body
	}
	if status, body := asks(); status != 200 || !strings.Contains(body, "ADMIN") {
		t.Fatalf("signed in by a link: %d %s", status, body)
	}
	_, second := link("Cookie", shown)
	_, waiting := link("Authorization", "Bearer "+token)
	mustRun(t, "token", "revoke", strings.Split(token, "_")[1], "--data", s.data, "--reason", "stolen")
	typed := map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "test"}
	for name, one := range map[string]string{"of the session": second, "of the token": waiting} {
		_, code, _ := strings.Cut(one, "#sign-in=")
		if response := s.enter(t, `{"link":"`+code+`"}`, typed); response.StatusCode != 401 {
			t.Errorf("a link %s after the token was revoked: %s", name, response.Status)
		}
	}
	if status, body := asks(); status != 401 {
		t.Errorf("the session after the token was revoked: %d %s", status, body)
	}
	if status, _ := link("Cookie", shown); status != 401 {
		t.Errorf("it makes a further link: %d", status)
	}
}

// TestTokens creates, lists, uses and revokes tokens: in the folder, beside a server
// and through it.
func TestTokens(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := strings.TrimSpace(mustRun(t, "token", "create", "--data", data, "--role", "admin", "--name", "first of all").stdout)
	s := serve(t, data)
	beside := tokenOf(t, data, "AUDITOR")
	t.Setenv("SAFECONDUCT_TOKEN", first)
	through := strings.TrimSpace(mustRun(t, "token", "create", "--server", s.url, "--role", "SALES", "--name", "through", "--expires", "90d").stdout)
	file := written(t, beside+"\n")
	if r := run(t, "token", "create", "--server", s.url, "--token-file", file, "--role", "ADMIN", "--name", "more"); r.code != 2 || !strings.Contains(r.stderr, "AUDITOR may not") {
		t.Errorf("an auditor creates a token: %+v", r)
	}
	for _, where := range [][]string{{"--data", data}, {"--server", s.url}} {
		listed := mustRun(t, append([]string{"token", "list"}, where...)...).stdout
		for _, want := range []string{"first of all", "ADMIN", "AUDITOR", "through", "SALES", "token:first of all:"} {
			if !strings.Contains(listed, want) {
				t.Errorf("%v lists no %q:\n%s", where, want, listed)
			}
		}
		if lines := strings.Split(listed, "\n"); !strings.Contains(lines[1], "  20") || !strings.Contains(lines[3], "never") {
			t.Errorf("%v tells not which were used:\n%s", where, listed)
		}
	}
	mustRun(t, "token", "revoke", strings.Split(beside, "_")[1], "--server", s.url, "--reason", "lost")
	if status, a := s.askAs(t, beside, "{ viewer { role } }"); status != 401 || !a.has("UNAUTHENTICATED") {
		t.Errorf("a revoked token: %d %v", status, a)
	}
	if status, a := s.askAs(t, through, "{ viewer { role actor } }"); status != 200 || !strings.Contains(string(a.Data["viewer"]), `token:through:`) {
		t.Errorf("another token: %d %v", status, a)
	}
	t.Setenv("SAFECONDUCT_TOKEN", beside)
	if r := run(t, "check", "--server", s.url); r.code != 2 || !strings.Contains(r.stderr, "the token is not valid") {
		t.Errorf("a command with it: %+v", r)
	}
	t.Setenv("SAFECONDUCT_TOKEN", "")
	if r := run(t, "check", "--server", s.url); r.code != 2 || !strings.Contains(r.stderr, "SAFECONDUCT_TOKEN") {
		t.Errorf("a command without one: %+v", r)
	}
	if r := run(t, "check", "--server", "http://registry.example", "--token-file", file); r.code != 2 || !strings.Contains(r.stderr, "https://") {
		t.Errorf("a token in the clear: %+v", r)
	}
	s.stop(t)
	again := serve(t, data)
	for token, want := range map[string]int{first: 200, beside: 401} {
		if status, _ := again.askAs(t, token, "{ viewer { role } }"); status != want {
			t.Errorf("after a restart: %d, not %d", status, want)
		}
	}
	again.stop(t)
	if listed := mustRun(t, "token", "list", "--data", data, "--format", "json").stdout; strings.Count(listed, `"lastUsedAt": "20`) != 3 || !strings.Contains(listed, `"revokedAt": "20`) {
		t.Errorf("the folder lists %s", listed)
	}
	mustRun(t, "verify", "--data", data)
	for _, secret := range []string{first, beside, through, s.cookie.Value} {
		if found := inFiles(t, data, strings.Split(secret+"_", "_")[len(strings.Split(secret, "_"))-1]); len(found) > 0 {
			t.Errorf("a secret lies in %v", found)
		}
	}
}

// TestFaultsOfTokens are told by field.
func TestFaultsOfTokens(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"no role":      {[]string{"--name", "x"}, "role: is no role"},
		"another role": {[]string{"--name", "x", "--role", "ROOT"}, "expected SALES, COMPLIANCE, AUDITOR or ADMIN"},
		"no name":      {[]string{"--role", "SALES"}, "name: is missing"},
		"a long name":  {[]string{"--role", "SALES", "--name", strings.Repeat("é", 60)}, "name: is longer than 100 bytes"},
		"no exporter":  {[]string{"--role", "AUDITOR", "--name", "x", "--exporter", ""}, "exporters: is missing"},
		"expired":      {[]string{"--role", "SALES", "--name", "x", "--expires", "-1h"}, "expires_at: is no moment of the next 10 years"},
		"for ever":     {[]string{"--role", "SALES", "--name", "x", "--expires", "9999d"}, "expires_at: is no moment of the next 10 years"},
		"at no moment": {[]string{"--role", "SALES", "--name", "x", "--expires", "soon"}, "--expires soon is no moment"},
	} {
		if r := run(t, append([]string{"token", "create", "--data", data}, c.args...)...); r.code != 2 || r.stdout != "" || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if _, err := os.Stat(filepath.Join(data, "registry.db")); err == nil {
		t.Error("a token that was refused makes a registry")
	}
	s := serve(t, data)
	if errs := s.graphQL(t, `mutation { revokeToken(id: "nobody") { id } }`, "", nil, nil); len(errs) != 1 || errs[0].Extensions.Code != "NOT_FOUND" {
		t.Errorf("a token of nobody: %v", errs)
	}
	for given, refused := range map[string]bool{`, exporters: []`: true, `, exporters: null`: false, "": false} {
		var made struct {
			CreateToken struct{ Token struct{ Exporters []string } }
		}
		errs := s.graphQL(t, `mutation { createToken(name: "computed", role: AUDITOR`+given+`) { token { exporters } } }`, "", nil, &made)
		if refused != (len(errs) == 1 && strings.Contains(errs[0].Message, "an empty list")) || refused != (made.CreateToken.Token.Exporters == nil) {
			t.Errorf("a token%s: %v %v", given, errs, made)
		}
	}
	header := map[string]string{"Content-Type": "application/json", "Idempotency-Key": "once"}
	for i, want := range []string{"sc_", "CONFLICT"} {
		if _, _, body := s.do(t, request{"POST", "/graphql", header, question(`mutation { createToken(name: "x", role: SALES) { secret } }`)}); !strings.Contains(body, want) {
			t.Errorf("sent %d times: %s", i+1, body)
		}
	}
}

// TestBeyondTheLoopbackThereIsTLS is refused in words without.
func TestBeyondTheLoopbackThereIsTLS(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for _, args := range [][]string{{"--listen", "0.0.0.0:0"}, {"--listen", ":0"}, {"--listen", "[::]:0"}, {"--listen", "0.0.0.0:0", "--host", "registry.example"}} {
		r := run(t, append([]string{"serve", "--data", data}, args...)...)
		if r.code != 2 || !strings.Contains(r.stderr, "--tls-cert") || !strings.Contains(r.stderr, "--behind-proxy") {
			t.Errorf("%v: %+v", args, r)
		}
	}
	if r := run(t, "serve", "--data", data, "--tls-cert", "c.pem"); r.code != 2 || !strings.Contains(r.stderr, "give both") {
		t.Errorf("a certificate without a key: %+v", r)
	}
	c := serving(data)
	c.Args = append(c.Args, "--behind-proxy", "--host", "registry.example")
	s := serveBy(t, data, c)
	if s.cookie.Name != "__Host-safeconduct" || !s.cookie.Secure || !strings.HasPrefix(s.link, "https://registry.example/#sign-in=") {
		t.Errorf("behind a proxy: %s %s", s.cookie, s.link)
	}
	for origin, want := range map[string]int{"https://registry.example": 200, "http://registry.example": 403, "null": 403} {
		header := map[string]string{"Content-Type": "application/json", "Host": "registry.example", "Origin": origin}
		if status, _, body := s.do(t, request{"POST", "/graphql", header, question("{ viewer { role } }")}); status != want {
			t.Errorf("from %s: %d %s", origin, status, body)
		}
	}
	if response, _ := s.get(t, "GET", "/readyz", map[string]string{"Host": "localhost"}); response.Header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to come over TLS")
	}
	for host, want := range map[string]int{"registry.example": 200, "registry.example:443": 200, "REGISTRY.example.": 200, "evil.example": 421} {
		status, _, body := s.do(t, request{"POST", "/graphql", map[string]string{"Content-Type": "application/json", "Host": host}, question("{ viewer { role } }")})
		if status != want {
			t.Errorf("as %s: %d %s", host, status, body)
		}
	}
}

// TestOverTLS serves beyond the loopback with a certificate, to a command that trusts it.
func TestOverTLS(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	cert, key := certificate(t)
	c := serving(data)
	c.Args = append(c.Args[:len(c.Args)-1], "0.0.0.0:0", "--tls-cert", cert, "--tls-key", key)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	var told string
	if _, err := fmt.Fscanln(out, &told); err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(told)
	if err != nil || at.Scheme != "https" {
		t.Fatalf("it is at %s", told)
	}
	t.Setenv("SAFECONDUCT_TOKEN", tokenOf(t, data, "AUDITOR"))
	address := "https://127.0.0.1:" + at.Port()
	if r := run(t, "check", "--server", address); r.code != 2 || !strings.Contains(r.stderr, "certificate") {
		t.Errorf("a certificate of nobody: %+v", r)
	}
	t.Setenv("SSL_CERT_FILE", cert)
	if r := run(t, "check", "--server", address); r.code != 0 || !strings.Contains(r.stderr, "no flow is recorded") {
		t.Errorf("over TLS: %+v", r)
	}
}

// certificate makes one for 127.0.0.1, signed by itself.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	made, err := x509.CreateCertificate(rand.Reader, of, of, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert = written(t, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made})))
	return cert, written(t, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded})))
}

// TestADemonstrationPrintsLinkAndToken needs nothing else.
func TestADemonstrationPrintsLinkAndToken(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	c := serving(data)
	c.Args = append([]string{c.Args[0], "demo"}, c.Args[2:]...)
	var said bytes.Buffer
	c.Stderr = &said
	s := serveBy(t, data, c)
	s.stop(t)
	_, token, found := strings.Cut(said.String(), "export SAFECONDUCT_TOKEN=")
	if !found {
		t.Fatalf("no token: %s", said.String())
	}
	again := serve(t, data)
	if status, a := again.askAs(t, strings.Fields(token)[0], "{ customers { totalCount } }"); status != 200 || len(a.Errors) > 0 {
		t.Errorf("the token: %d %v", status, a)
	}
}
