package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// noted is a server that keeps an access log.
type noted struct {
	handler http.Handler
	log     *accesslog.Folder
	dir     string
	secret  string // of a token of COMPLIANCE
}

func newNoted(t *testing.T) *noted {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "access")
	n := &noted{log: accesslog.New(dir, time.Now), dir: dir}
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now, Access: n.log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := r.Import(anyone(), registry.Import{Sources: harbour(t)}); err != nil {
		t.Fatal(err)
	}
	made, err := r.CreateToken(anyone(), registry.TokenInput{Name: "audit", Role: access.Compliance})
	if err != nil {
		t.Fatal(err)
	}
	n.secret = made.Secret
	n.handler = graph.Handler(r, graph.Options{Streams: graph.NewStreams(), LargestDocument: graph.LargestDocument, Door: signin.NewDoor(r.LetIn, time.Now)})
	return n
}

// send sends a request with the token, or without one.
func (n *noted) send(method, path, body string, known bool) *httptest.ResponseRecorder {
	q := httptest.NewRequest(method, "http://localhost"+path, strings.NewReader(body))
	q.Header.Set("Content-Type", "application/json")
	if known {
		q.Header.Set("Authorization", "Bearer "+n.secret)
	}
	w := httptest.NewRecorder()
	n.handler.ServeHTTP(&withDeadlines{w}, q)
	return w
}

// withDeadlines is a response that takes deadlines, as a connection does.
type withDeadlines struct{ *httptest.ResponseRecorder }

func (*withDeadlines) SetReadDeadline(time.Time) error  { return nil }
func (*withDeadlines) SetWriteDeadline(time.Time) error { return nil }

// lines are the lines of the log without what differs from run to run.
func (n *noted) lines(t *testing.T) (all []string) {
	t.Helper()
	err := n.log.Walk(t.Context(), accesslog.Place{}, accesslog.Filter{}, func(_ accesslog.Place, l *accesslog.Line) bool {
		actor := l.Actor[:strings.LastIndex(l.Actor, ":")+1] // without the token's id
		all = append(all, strings.TrimSpace(fmt.Sprint(l.Path, " | ", actor, l.Role, l.Address, " | ", l.Operation, " ", l.Asked, " ", l.Objects, " | ", l.Outcome, " ", l.Status, " ", l.Items)))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestALineTellsTheShapeOfWhatWasAsked: who, what and with which outcome, and nothing
// that was searched for.
func TestALineTellsTheShapeOfWhatWasAsked(t *testing.T) {
	n := newNoted(t)
	sum := strings.Repeat("ab", 32)
	for _, c := range []struct {
		method, path, body string
		known              bool
		want               string
	}{
		{
			"POST", "/graphql",
			graphQLBody(`query Who($s: String!) { customers(search: $s, first: 2) { totalCount nodes { externalId name } } again: customers(search: "secret", first: 1) { totalCount } }`, map[string]any{"s": "nordw"}),
			true, "/graphql | token:audit:COMPLIANCE | Who [customers(search: String!, first: Int)] [] | OK 200 3",
		},
		{
			"POST", "/graphql",
			graphQLBody(`query($f: String!, $all: [ID!]!) { ...F nodes(ids: $all) { id } } fragment F on Query { flow(externalId: $f) { verdict(asOf: "2024-01-01") { status } } }`, map[string]any{"f": "f-fraud", "all": []string{"a", "b"}}),
			true, "/graphql | token:audit:COMPLIANCE |  [flow(externalId: String!) verdict(asOf: Date) nodes(ids: [ID!]!)] [flow f-fraud nodes a nodes b] | OK 200 2",
		},
		{
			"POST", "/graphql", graphQLBody(`query($all: [ID!]!) { nodes(ids: $all) { id } }`, map[string]any{"all": slices.Repeat([]string{strings.Repeat("x", 200)}, 100)}),
			true, "/graphql | token:audit:COMPLIANCE |  [nodes(ids: [ID!]!)] [" + strings.Repeat("nodes "+strings.Repeat("x", 100)+"… ", 18) + "… and 82 more] | OK 200 0",
		},
		{"POST", "/graphql", graphQLBody(`{ tokens { totalCount } }`, nil), true, "/graphql | token:audit:COMPLIANCE |  [] [] | FORBIDDEN 200 0"},
		{"POST", "/graphql", graphQLBody(`{ nothing }`, nil), true, "/graphql | token:audit:COMPLIANCE |  [] [] | BAD_USER_INPUT 200 0"},
		{"POST", "/graphql", `{"query": 3}`, true, "/graphql | token:audit:COMPLIANCE |  [] [] | BAD_USER_INPUT 400 0"},
		{"POST", "/graphql", graphQLBody(`{ viewer { actor } }`, nil), false, "/graphql | 192.0.2.1 |  [] [] | UNAUTHENTICATED 401 0"},
		{"GET", "/documents/" + sum, "", true, "GET /documents/{sha256} | token:audit:COMPLIANCE |  [] [document " + sum + "] | NOT_FOUND 404 0"},
		{"GET", "/check?asOf=2024-01-01", "", true, "GET /check | token:audit:COMPLIANCE |  [] [] | OK 200 0"},
		{"GET", "/log/key", "", false, "GET /log/ | 192.0.2.1 |  [] [] | UNAUTHENTICATED 401 0"},
		{"GET", "/backup", "", true, "GET /backup | token:audit:COMPLIANCE |  [] [] | FORBIDDEN 403 0"},
		{"GET", "/healthz", "", true, ""},
	} {
		before := len(n.lines(t))
		answered := n.send(c.method, c.path, c.body, c.known)
		if got := strings.Join(n.lines(t)[before:], "\n"); got != c.want {
			t.Errorf("%s %s %s: %d\n got %s\nwant %s", c.method, c.path, c.body, answered.Code, got, c.want)
		}
	}
}

func graphQLBody(document string, variables map[string]any) string {
	body, _ := json.Marshal(map[string]any{"query": document, "variables": variables})
	return string(body)
}

// TestWhatIsNotRecordedIsNotRead: where the access log cannot be written, reads are
// refused without a word of what would have been answered; what was written is told.
func TestWhatIsNotRecordedIsNotRead(t *testing.T) {
	n := newNoted(t)
	if err := os.WriteFile(n.dir, nil, 0o600); err != nil { // where the folder has to be
		t.Fatal(err)
	}
	read := graphQLBody(`{ customers(search: "nordw") { nodes { name } } }`, nil)
	for path, body := range map[string]string{"/graphql": read, "/check?asOf=2024-01-01": "", "/export": "", "/log/tile/entries/000.p/1": ""} {
		method := http.MethodGet
		if body != "" {
			method = http.MethodPost
		}
		w := n.send(method, path, body, true)
		if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "UNAVAILABLE") || strings.Contains(strings.ToLower(w.Body.String()), "nordw") || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %.200s", path, w.Code, w.Body)
		}
	}
	if w := n.send(http.MethodGet, "/healthz", "", false); w.Code != http.StatusOK {
		t.Errorf("/healthz: %d", w.Code)
	}
	write := graphQLBody(`mutation { endFlow(externalId: "f-fraud", endedOn: "2026-01-01") { record { id } } }`, nil)
	if w := n.send(http.MethodPost, "/graphql", write, true); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "errors") {
		t.Errorf("what was written is told as %d %s", w.Code, w.Body)
	}
	if err := os.Remove(n.dir); err != nil {
		t.Fatal(err)
	}
	if w := n.send(http.MethodPost, "/graphql", read, true); w.Code != http.StatusOK {
		t.Errorf("once it can be written: %d %s", w.Code, w.Body)
	}
}
