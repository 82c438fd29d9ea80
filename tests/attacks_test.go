package tests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// attack is a request that means no good.
type attack struct {
	name     string
	body     func() io.Reader
	statuses []int  // one of them
	code     string // that the answer names, "" for none
}

// ofDocument is the body of a request for a document.
func ofDocument(document string, variables any) func() io.Reader {
	return func() io.Reader {
		body, _ := json.Marshal(map[string]any{"query": document, "variables": variables})
		return bytes.NewReader(body)
	}
}

func sent(text string) func() io.Reader { return func() io.Reader { return strings.NewReader(text) } }

// endless is a body of a length that nobody is told beforehand.
func endless(bytes int64) func() io.Reader {
	return func() io.Reader { return chunked{io.LimitReader(letters{}, bytes)} }
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// numbered writes a text for each number, one after the other.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i, i+1)
	}
	return b.String()
}

// attacks are the classes of malicious requests of GraphQL.
var attacks = []attack{
	{"garbage", sent(strings.Repeat("x", 900<<10)), []int{400}, "BAD_USER_INPUT"},
	{"endless garbage", endless(200 << 20), []int{413}, "BAD_USER_INPUT"},
	{"a long document", ofDocument("{ a"+strings.Repeat(" ", 40<<10)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"many directives", ofDocument("{ __typename "+strings.Repeat("@x ", 10_000)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"known directives", ofDocument("{ __typename "+strings.Repeat("@include(if:true) ", 51)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"equal fields", ofDocument("{ "+strings.Repeat("__typename ", 2_900)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"aliases", ofDocument("{ "+numbered(1_900, "a%[1]d:a ")+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"overlapping fields", ofDocument("{ "+strings.Repeat("flow(externalId:\"f\"){id} ", 230)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"fragments that double", ofDocument("{ ...f0 }"+numbered(26, "fragment f%[1]d on Query { ...f%[2]d ...f%[2]d }")+"fragment f26 on Query { __typename }", nil), []int{400}, "TOO_COMPLEX"},
	{"fragments that double below", ofDocument(`{ organization(externalId: "o") { ...f0 } }`+numbered(12, "fragment f%[1]d on Organization { a: dpa { agreement { exporter { ...f%[2]d } importer { ...f%[2]d } } } }")+"fragment f12 on Organization { id }", nil), []int{400}, "TOO_COMPLEX"},
	{"a circle of fragments", ofDocument("{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }", nil), []int{400}, "BAD_USER_INPUT"},
	{"deep nesting", ofDocument(strings.Repeat("{ a ", 900)+strings.Repeat("}", 900), nil), []int{400}, "TOO_COMPLEX"},
	{"bottomless nesting", ofDocument(strings.Repeat("{a", 16_000), nil), []int{400}, "TOO_COMPLEX"},
	{"bottomless lists", ofDocument("{ a(b:"+strings.Repeat("[", 30_000)+")}", nil), []int{400}, "TOO_COMPLEX"},
	{"types of types", ofDocument("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"a batch", sent("[" + strings.Repeat(`{"query":"{ __typename }"},`, 5_000) + `{"query":"{ __typename }"}]`), []int{400}, "BAD_USER_INPUT"},
	{"bottomless variables", sent(`{"query":"query($a: FlowFilter) { flows(filter: $a) { totalCount } }","variables":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`), []int{400, 200}, "BAD_USER_INPUT"},
	{"many ids", ofDocument("query($i: [ID!]!) { nodes(ids: $i) { id } }", map[string]any{"i": strings.Split(strings.Repeat("x,", 100_000), ",")}), []int{400}, "BAD_USER_INPUT"},
	{"an immense page", ofDocument("{ flows(first: 2000000000) { nodes { id } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"pages of timelines with all", ofDocument("{ a: flows(first: 1000) { nodes { timeline { bases { instrument { recognised { citation } } } } } } b: flows(first: 1000) { nodes { timeline { bases { instrument { recognised { citation } } } } } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"many mutations", ofDocument("mutation { "+numbered(100, `a%[1]d: removeFlow(externalId: "f%[2]d") { commit } `)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"many operations", ofDocument(numbered(200, "query q%[1]d { __typename } "), nil), []int{400}, "TOO_COMPLEX"},
	{"unknown fields", ofDocument("{ organization(externalId: \"o\") { "+numbered(1_500, "a%[1]d ")+"} }", nil), []int{400}, "BAD_USER_INPUT"},
	{"a long text", ofDocument(`query($s: String!) { customers(search: $s) { totalCount } }`, map[string]any{"s": strings.Repeat("a b ", 100_000)}), []int{400}, "BAD_USER_INPUT"},
	{"a long series", ofDocument(`{ series(from: "0001-01-01", through: "9999-12-31", step: DAY) { days } }`, nil), []int{400, 200}, ""},
	{"hostile characters", ofDocument("{ flow(externalId: \"\u202e\x00\ufeff\u2028\") { id } }", nil), []int{400, 404}, ""},
	{"one key many times", sent(`{` + strings.Repeat(`"query":"{ __typename }",`, 30_000) + `"query":"{ __typename }"}`), []int{200}, ""},
}

// TestAttacksAreRefused sends each class of malicious request and holds the answer
// against its code and its size, without a token against the one that nobody gets past, and the memory of the server against what it had.
func TestAttacksAreRefused(t *testing.T) {
	const largestAnswer, mostMemory = 64 << 10, 64 << 20
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	before := s.anonymous(t)
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			begun := time.Now()
			status, answer := s.suffer(t, a.body(), "")
			took := time.Since(begun)
			var known bool
			for _, one := range a.statuses {
				known = known || status == one
			}
			if !known || !strings.Contains(answer, a.code) {
				t.Errorf("%d %.300s, want one of %v with %s", status, answer, a.statuses, a.code)
			}
			if len(answer) > largestAnswer {
				t.Errorf("the answer has %d bytes", len(answer))
			}
			if status, answer := (&server{url: s.url}).suffer(t, a.body(), "100-continue"); status != http.StatusUnauthorized || !strings.Contains(answer, "UNAUTHENTICATED") || len(answer) > 1<<10 {
				t.Errorf("without a token: %d %.300s", status, answer)
			}
			for _, inner := range []string{"goroutine", ".go:", "gqlgen", "gqlparser", "panic", "INTERNAL"} {
				if strings.Contains(answer, inner) {
					t.Errorf("the answer shows %q: %.300s", inner, answer)
				}
			}
			t.Logf("%3d ms, %d bytes", took.Milliseconds(), len(answer))
		})
	}
	if after := s.anonymous(t); after > before+mostMemory {
		t.Errorf("the server has grown from %d to %d bytes", before, after)
	}
}

// suffer sends a body and reads what is answered; the server may close before it has
// read all of it. Who expects "100-continue" sends it only when it is wanted.
func (s *server) suffer(t *testing.T, body io.Reader, expect string) (status int, answer string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", body)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "application/graphql-response+json")
	if expect != "" {
		q.Header.Set("Expect", expect)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(all)
}

// anonymous is the memory that the server has for itself, at its peak.
func (s *server) anonymous(t *testing.T) (bytes int64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Skip("this system does not tell the memory of processes")
	}
	for line := range strings.Lines(string(text)) {
		if _, err := fmt.Sscanf(line, "RssAnon: %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	t.Fatal("no RssAnon")
	return 0
}
