package tests

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// keyed sends a write with a key and gives its answer.
func (s *server) keyed(t *testing.T, path, kind, key, body string) (status int, answer string) {
	t.Helper()
	status, _, answer = s.do(t, request{"POST", path, map[string]string{
		"Content-Type": kind, "Idempotency-Key": key, "Safeconduct-Client": "test",
	}, strings.NewReader(body)})
	return status, answer
}

func mutationOf(t *testing.T, name string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{
		"query":     `mutation($n: String!) { recordOrganization(input: {name: $n, kind: VENDOR, country: "DE"}) { record { id ... on Organization { externalId version } } } }`,
		"variables": map[string]string{"n": name},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestAKeyIsItsCallersOwn has two people name a write by the same key: each is done, in the
// name of who has asked for it, and once.
func TestAKeyIsItsCallersOwn(t *testing.T) {
	s := harbourServed(t)
	comment := `mutation { commentOnFlags(flows: ["f-fraud"], text: "checked") { externalId } }`
	said := func() (by []string) {
		t.Helper()
		var answer struct {
			Flow struct {
				Comments struct{ Nodes []struct{ Author string } }
			}
		}
		if errs := s.graphQL(t, `{ flow(externalId: "f-fraud") { comments { nodes { author } } } }`, "", nil, &answer); len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, one := range answer.Flow.Comments.Nodes {
			by = append(by, one.Author)
		}
		return by
	}
	keyed := map[string]string{"Content-Type": "application/json", "Safeconduct-Client": "t", "Idempotency-Key": "k1"}
	for n, token := range []string{tokenOf(t, s.data, "COMPLIANCE"), tokenOf(t, s.data, "COMPLIANCE")} {
		for range 2 {
			if status, body := s.as(t, token, request{"POST", "/graphql", keyed, question(comment)}); status != http.StatusOK || strings.Contains(body, "errors") {
				t.Fatalf("person %d: %d %s", n+1, status, body)
			}
		}
		if by := said(); len(by) != n+1 {
			t.Errorf("after person %d it was said by %v", n+1, by)
		}
	}
	if by := said(); len(slices.Compact(slices.Sorted(slices.Values(by)))) != 2 {
		t.Errorf("it was said by %v", by)
	}
}

// TestAKeyMakesAWriteHappenOnce sends writes again with their keys, also to a
// server that was started again: each is done once and answered alike, and no key
// stands for another write.
func TestAKeyMakesAWriteHappenOnce(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	row := "id,name,kind,country\nimp,Imported,VENDOR,DE\n"
	form := func(rows string) (kind, body string) {
		return "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"\r\nName: organizations.csv\r\nKind: organizations\r\n\r\n" + rows + "\r\n--x--\r\n"
	}
	formType, aForm := form(row)
	_, otherForm := form(strings.Replace(row, "Imported", "Another", 1))
	writes := []struct{ path, kind, body, other string }{
		{"/graphql", "application/json", mutationOf(t, "Once"), mutationOf(t, "Another")},
		{"/import", formType, aForm, otherForm},
		{"/documents", "application/octet-stream", "a document", "another one"},
	}
	first := map[string]string{}
	for range 2 {
		for i, w := range writes {
			for n := range 3 {
				status, answer := s.keyed(t, w.path, w.kind, fmt.Sprint("key-", i), w.body)
				switch {
				case status != 200 && (status != 201 || w.path != "/documents" || first[w.path] != ""):
					t.Fatalf("%s, sent %d times: %d %s", w.path, n+1, status, answer)
				case first[w.path] == "":
					first[w.path] = answer
				case w.path == "/import" && !strings.Contains(answer, `"Created":0,"Changed":0,"Unchanged":1`), w.path != "/import" && answer != first[w.path]:
					t.Errorf("%s again: %s, at first %s", w.path, answer, first[w.path])
				}
			}
			if _, answer := s.keyed(t, w.path, w.kind, fmt.Sprint("key-", i), w.other); !strings.Contains(answer, `"CONFLICT"`) {
				t.Errorf("%s with the key of another write: %s", w.path, answer)
			}
			if _, answer := s.keyed(t, w.path, w.kind, "no\tkey", w.body); !strings.Contains(answer, `"BAD_USER_INPUT"`) {
				t.Errorf("%s with what is no key: %s", w.path, answer)
			}
		}
		s.stop(t)
		s = serve(t, s.data)
	}
	var all struct{ Organizations struct{ TotalCount int } }
	if errs := s.graphQL(t, `{ organizations(first: 1) { totalCount } }`, "", nil, &all); len(errs) > 0 || all.Organizations.TotalCount != 2 {
		t.Errorf("%d organizations, %v", all.Organizations.TotalCount, errs)
	}
	if files, err := filepath.Glob(filepath.Join(s.data, "documents", "*", "*")); err != nil || len(files) > 2 {
		t.Errorf("documents: %v, %v", files, err)
	}
	s.stop(t)
	mustRun(t, "verify", "--data", s.data)
}
