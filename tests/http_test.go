package tests

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// request is what a client sends, beside its body.
type request struct {
	method, path string
	header       map[string]string
	body         io.Reader
}

// chunked hides the length of a body from the client.
type chunked struct{ io.Reader }

func (s *server) do(t *testing.T, q request) (status int, kind, body string) {
	t.Helper()
	r, err := http.NewRequest(q.method, s.url+q.path, q.body)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range q.header {
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	response := s.send(t, r)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, response.Header.Get("Content-Type"), string(answer)
}

// question is the body that asks a document.
func question(document string) io.Reader {
	body, _ := json.Marshal(map[string]string{"query": document})
	return bytes.NewReader(body)
}

// TestStatusesAndCodesOfHTTP holds the service against the contract's paragraph
// on errors: before GraphQL, and by what the client accepts.
func TestStatusesAndCodesOfHTTP(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	const graphql, jsonType = "application/graphql-response+json", "application/json"
	typed := func(more ...string) map[string]string {
		header := map[string]string{"Content-Type": jsonType}
		for i := 0; i < len(more); i += 2 {
			header[more[i]] = more[i+1]
		}
		return header
	}
	const unknown = `{ flow(externalId: "nobody") { name } }`
	large := strings.Repeat(" ", 2<<20)
	conflict := `mutation { amendFlow(externalId: "f-nordwind-voice", input: {name: "N"}, expectedVersion: 9) { record { id } } }`
	for _, c := range []struct {
		name   string
		q      request
		status int
		kind   string
		want   string
	}{
		{"a question", request{"POST", "/graphql", typed(), question("{ __typename }")}, 200, jsonType, `"Query"`},
		{"anything is accepted", request{"POST", "/graphql", typed("Accept", "*/*"), question("{ __typename }")}, 200, jsonType, `"Query"`},
		{"by preference", request{"POST", "/graphql", typed("Accept", jsonType+";q=0.5, "+graphql), question("{ __typename }")}, 200, graphql, `"Query"`},
		{"a document's failure, plainly", request{"POST", "/graphql", typed("Accept", jsonType), question("{ nope }")}, 200, jsonType, "BAD_USER_INPUT"},
		{"a document's failure", request{"POST", "/graphql", typed("Accept", graphql), question("{ nope }")}, 400, graphql, "BAD_USER_INPUT"},
		{"no document", request{"POST", "/graphql", typed("Accept", graphql), question("{")}, 400, graphql, "BAD_USER_INPUT"},
		{"unknown things, plainly", request{"POST", "/graphql", typed("Accept", jsonType), question(unknown)}, 200, jsonType, "NOT_FOUND"},
		{"a conflict", request{"POST", "/graphql", typed("Accept", graphql), question(conflict)}, 200, graphql, "CONFLICT"},
		{"not JSON", request{"POST", "/graphql", typed(), strings.NewReader("query")}, 400, jsonType, "BAD_USER_INPUT"},
		{"more behind it", request{"POST", "/graphql", typed("Accept", graphql), strings.NewReader(`{"query":"{ __typename }"} x`)}, 400, graphql, "BAD_USER_INPUT"},
		{"another type", request{"POST", "/graphql", map[string]string{"Content-Type": "text/plain"}, question("{ __typename }")}, 415, jsonType, "application/json"},
		{"another method", request{"DELETE", "/graphql", nil, nil}, 405, jsonType, "GET"},
		{"a large body", request{"POST", "/graphql", typed(), strings.NewReader(large)}, 413, jsonType, "1048576"},
		{"a large body in pieces", request{"POST", "/graphql", typed(), chunked{strings.NewReader(large)}}, 413, jsonType, "1048576"},
		{"a question in the address", request{"GET", "/graphql?query=%7B__typename%7D", nil, nil}, 200, jsonType, `"Query"`},
		{"a write in the address", request{"GET", "/graphql?query=mutation%7B__typename%7D", nil, nil}, 405, jsonType, "POST"},
		{"bad variables in the address", request{"GET", "/graphql?query=%7B__typename%7D&variables=x", nil, nil}, 400, jsonType, "variables"},
		{"a foreign name", request{"POST", "/graphql", typed("Host", "evil.example"), question("{ __typename }")}, 421, jsonType, "localhost"},
		{"our name in capitals", request{"POST", "/graphql", typed("Host", "LOCALHOST."), question("{ __typename }")}, 200, jsonType, `"Query"`},
		{"a foreign page", request{"POST", "/graphql", typed("Origin", "http://evil.example"), question("{ __typename }")}, 403, jsonType, "FORBIDDEN"},
		{"an import from a page", request{"POST", "/import", map[string]string{"Content-Type": "multipart/form-data; boundary=x"}, strings.NewReader("--x--")}, 403, jsonType, "FORBIDDEN"},
		{"an import of nothing", request{"POST", "/import", map[string]string{"Content-Type": "multipart/form-data; boundary=x", "Safeconduct-Client": "t"}, strings.NewReader("--x--\r\n")}, 400, jsonType, "BAD_USER_INPUT"},
		{"an echo", request{"POST", "/graphql", typed(), question(`{ flow(externalId: "` + strings.Repeat("z", 5000) + `") { name } }`)}, 200, jsonType, "NOT_FOUND"},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, kind, body := s.do(t, c.q)
			if status != c.status || kind != c.kind || !strings.Contains(body, c.want) {
				t.Errorf("%d %s %s, want %d %s with %q", status, kind, body, c.status, c.kind, c.want)
			}
			if len(body) > 2000 {
				t.Errorf("the answer has %d bytes", len(body))
			}
		})
	}
}

// TestFaultsInFilesBearTheirPlace imports bad rows by GraphQL.
func TestFaultsInFilesBearTheirPlace(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	rows := "id,name,kind,country\n" + strings.Repeat("x,,SELF,DE\n", 1) + strings.Repeat(",N,SELF,ZZ\n", 20)
	errs := s.graphQL(t, `mutation($c: String!) { importFiles(files: [{name: "o.csv", kind: ORGANIZATION, content: $c}]) { created } }`,
		"", map[string]any{"c": rows}, nil)
	if len(errs) != 11 || errs[0].Message != "o.csv:2: name: is missing" || !strings.Contains(errs[10].Message, "further faults") {
		t.Errorf("got %d: %v", len(errs), errs)
	}
}
