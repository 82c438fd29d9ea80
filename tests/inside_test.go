package tests

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inner are words that only the inside has: of stacks, paths and libraries.
var inner = []string{
	"goroutine", ".go:", "panic", "runtime", "gqlgen", "gqlparser", "bbolt", "boltkv", "go-oidc", "oauth2", "coder/", "net/http", "json:",
	"mime:", "multipart:", "strconv", "unmarshal", "unexpected EOF", "invalid character", "websocket:", "INTERNAL", "safeconduct.sock",
}

// hostile are requests to a path that no client of ours sends.
func hostile(method, path string) (all []request) {
	bodies := []string{"", "{", `{"query":7}`, `{"query":"{ __typename }","variables":[]}`, "--x\r\nContent-Disposition: form-data\r\n\r\n", "\x00\xff\x1f\x8b"}
	if !slices.Contains([]string{"/graphql", "/import", "/documents", "/sign-in"}, path) {
		bodies = bodies[1:2] // which the others do not read
	}
	const long = 3000
	for _, header := range []map[string]string{
		{},
		{"Content-Type": "application/json", "Safeconduct-Client": "t"},
		{"Content-Type": "application/json; charset=\x7f", "Safeconduct-Client": "t"},
		{"Content-Type": "multipart/form-data", "Safeconduct-Client": "t"},
		{"Content-Type": "multipart/form-data; boundary=x", "Safeconduct-Client": "t"},
		{"Content-Type": "multipart/form-data; boundary=" + strings.Repeat("x", 100), "Safeconduct-Client": "t"},
		{"Content-Disposition": `attachment; filename="../../x"`, "Safeconduct-Client": "t"},
		{"Content-Disposition": `;;;`, "Safeconduct-Client": "t", "Idempotency-Key": strings.Repeat("x", long)},
		{"Range": "bytes=9-1,-,x", "If-None-Match": `"` + strings.Repeat("x", long), "If-Modified-Since": "x", "Safeconduct-Client": "t"},
		{"Accept": "text/event-stream", "Content-Type": "application/json", "Safeconduct-Client": "t"},
		{"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "12", "Sec-WebSocket-Key": "x"},
		{"Content-Encoding": "gzip", "Content-Type": "application/json", "Safeconduct-Client": "t"},
		{"X-HTTP-Method-Override": "DELETE", "X-Original-URL": "/backup", "X-Forwarded-Host": "evil.example", "Forwarded": "for=127.0.0.1"},
		{"Origin": "null"},
		{"Host": "evil.example"},
	} {
		for _, body := range bodies {
			all = append(all, request{method, path, header, strings.NewReader(body)})
		}
	}
	return all
}

// TestNoAnswerTellsOfTheInside sends to every path, as nobody, as sales and as an admin, what
// no client of ours does, by every method: nothing that is answered tells of a stack, a
// path or a library, and nothing fails inside.
func TestNoAnswerTellsOfTheInside(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	tokens := []string{"", tokenOf(t, s.data, "SALES"), tokenOf(t, s.data, "ADMIN")}
	words := append(slices.Clone(inner), s.data)
	sent := 0
	check := func(token string, q request) {
		t.Helper()
		sent++
		status, header, body := s.whole(t, token, q)
		if status >= http.StatusInternalServerError {
			t.Errorf("%s %s %v: %d %.300s", q.method, q.path, q.header, status, body)
		}
		for _, word := range words {
			if strings.Contains(header+body, word) && !isPage(header) {
				t.Errorf("%s %s %v: %d tells %q: %.300s", q.method, q.path, q.header, status, word, header+body)
			}
		}
	}
	for pattern := range rolesTable(t) {
		_, path, has := strings.Cut(pattern, " ")
		if !has {
			path = pattern
		}
		if !strings.HasPrefix(path, "/") || path == "/backup" || path == "/export" {
			continue
		}
		path = strings.ReplaceAll(path, "{sha256}", strings.Repeat("0", 64))
		s.from = from(t, 1+sent)
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "M-SEARCH"} {
			for _, token := range tokens {
				if method == "GET" || method == "POST" {
					for _, q := range hostile(method, path) {
						check(token, q)
					}
					continue
				}
				check(token, request{method, path, map[string]string{"Safeconduct-Client": "t"}, strings.NewReader("x")})
			}
		}
	}
	for _, path := range []string{
		"/documents/..%2f..%2fregistry%2edb", "/documents/%00", "/documents/" + strings.Repeat("0", 63), "/documents/" + strings.Repeat("0", 64) + "%00", "/log/../checkpoint",
		"/log/..%2fcheckpoint", "/log/tile/0/000.p/256", "/log/tile/99999999999999999999/000", "/log/tile/0/x" + strings.Repeat("9", 500), "/log/%ff", "//graphql", "/graphql/", "/graphql/../backup", "/./graphql",
		"/graphql?query=%zz", "/graphql?query={a}&variables=[]", "/graphql?variables={&query={__typename}", "/graphql?extensions=7&query={__typename}", "/check?asOf=%00", "/check?asOf=99999-01-01", "/check?asOf=2020-02-30&asOf=x", "/check?until=-1",
		"/columns/verification?sample=-1", "/columns/verification?sample=9999999999999999999", "/sign-in/callback?state=%00&code=" + strings.Repeat("x", 5000), "/sign-in/callback?error=access_denied&error_description=<script>", "/export?format=/etc/passwd",
		"/.git/config", "/debug/pprof/", "/metrics", "/%2e%2e/log.key", "/access/" + strings.Repeat("../", 5) + "etc/passwd", "/?" + strings.Repeat("a&", 3000),
	} {
		for _, token := range tokens {
			check(token, request{"GET", path, map[string]string{"Safeconduct-Client": "t"}, nil})
		}
	}
	if sent < 3000 {
		t.Errorf("%d requests were sent", sent)
	}
}

// isPage reports whether an answer is a file of the page, whose libraries name themselves.
func isPage(header string) bool {
	return strings.Contains(header, "text/html") || strings.Contains(header, "text/javascript")
}

// whole sends a request as it stands, and gives the whole answer.
func (s *server) whole(t *testing.T, token string, q request) (status int, header, body string) {
	t.Helper()
	at, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	path, query, _ := strings.Cut(q.path, "?")
	r, err := http.NewRequest(q.method, s.url, q.body)
	if err != nil {
		t.Fatal(err)
	}
	r.URL = &url.URL{Scheme: at.Scheme, Host: at.Host, Opaque: "//" + at.Host + path, RawQuery: query}
	for name, value := range q.header {
		r.Header[name] = []string{strings.Map(printable, value)}
	}
	if host := q.header["Host"]; host != "" {
		r.Host = host
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	client := &http.Client{Timeout: patience, Transport: s.from, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", q.method, q.path, err)
	}
	defer response.Body.Close()
	all, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	if err != nil && !strings.Contains(q.header["Accept"], "event-stream") {
		t.Fatalf("%s %s: %v", q.method, q.path, err)
	}
	return response.StatusCode, fmt.Sprint(response.Header), string(all)
}

// printable leaves out what a client cannot send in a header.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}
