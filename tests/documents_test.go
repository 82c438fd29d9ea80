package tests

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// aPNG begins like a picture, whatever its name says.
const aPNG = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR and some more"

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// parties are two organizations that agreements can be between.
const parties = "id,name,kind,country\nours,Ours,SELF,DE\ntheirs,Theirs,VENDOR,US\n"

// withDocument writes CSV files with an agreement whose document has a content.
func withDocument(t *testing.T, name, content string) (dir string, files []string) {
	t.Helper()
	dir = t.TempDir()
	agreements := fmt.Sprintf("id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on,document\n"+
		"dpa,DPA,ours,theirs,scc-2021/M2,2024-02-28,2024-02-28,signed/%[1]s\ntwin,DPA,ours,theirs,scc-2021/M2,2024-02-29,2024-03-01,signed/%[1]s\n", name)
	for path, text := range map[string]string{"organizations.csv": parties, "agreements.csv": agreements, "signed/" + name: content} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, []string{filepath.Join(dir, "organizations.csv"), filepath.Join(dir, "agreements.csv")}
}

// kept are the files in the folder of documents.
func kept(t *testing.T, data string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, "documents", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// get gets a document from the server.
func (s *server) get(t *testing.T, method, path string, header map[string]string) (*http.Response, string) {
	t.Helper()
	q, err := http.NewRequest(method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		q.Header.Set(name, value)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// TestADocumentIsImportedAndHandedOut imports by each way and gets the document.
func TestADocumentIsImportedAndHandedOut(t *testing.T) {
	for name, imported := range map[string]func(t *testing.T, data string, files []string) *server{
		"into the folder": func(t *testing.T, data string, files []string) *server {
			mustRun(t, append([]string{"import", "--data", data}, files...)...)
			return serve(t, data)
		},
		"beside a server": func(t *testing.T, data string, files []string) *server {
			s := serve(t, data)
			mustRun(t, append([]string{"import", "--data", data}, files...)...)
			return s
		},
		"through a server": func(t *testing.T, data string, files []string) *server {
			s := serve(t, data).showToken(t)
			mustRun(t, append([]string{"import", "--server", s.url}, files...)...)
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := filepath.Join(t.TempDir(), "data")
			_, files := withDocument(t, "Verträg.pdf", aPNG)
			mustRun(t, append([]string{"import", "--dry-run", "--data", data}, files...)...)
			if found := kept(t, data); len(found) > 0 {
				t.Errorf("a dry run keeps %v", found)
			}
			s := imported(t, data, files)
			mustRun(t, append([]string{"import", "--data", data}, files...)...)
			if found := kept(t, data); len(found) != 1 {
				t.Errorf("kept: %v", found)
			}
			checkHandedOut(t, s, aPNG)
		})
	}
}

// checkHandedOut asks for the document of the agreement, by its url.
func checkHandedOut(t *testing.T, s *server, content string) {
	t.Helper()
	const ask = `query($sum: String!) { document(sha256: $sum) { id sha256 type name note url size version signatures { signer } } }`
	var found struct{ Document map[string]any }
	if errs := s.graphQL(t, ask, "", map[string]any{"sum": sumOf(content)}, &found); len(errs) > 0 {
		t.Fatal(errs)
	}
	d := found.Document
	if d["name"] != "Verträg.pdf" || d["type"] != "image/png" || d["size"] != float64(len(content)) || d["version"] != 1.0 || d["note"] != "" {
		t.Errorf("document: %v", d)
	}
	list := `{ agreements { nodes { document { id } warnings { code } } } node(id: "` + fmt.Sprint(d["id"]) + `") { ... on Document { sha256 } } }`
	var all struct {
		Agreements struct {
			Nodes []struct{ Document *struct{ ID string } }
		}
		Node struct{ SHA256 string }
	}
	if errs := s.graphQL(t, list, "", nil, &all); len(errs) > 0 || len(all.Agreements.Nodes) != 2 || all.Node.SHA256 != sumOf(content) {
		t.Fatalf("%v: %v", errs, all)
	}
	for _, a := range all.Agreements.Nodes {
		if a.Document == nil || a.Document.ID != d["id"] {
			t.Errorf("the agreement has %v", a.Document)
		}
	}
	url := fmt.Sprint(d["url"])
	response, body := s.get(t, "GET", url, nil)
	h := response.Header
	if response.StatusCode != 200 || body != content || h.Get("Content-Type") != "image/png" || h.Get("ETag") != `"`+sumOf(content)+`"` ||
		h.Get("Content-Disposition") != "attachment; filename*=utf-8''Vertr%C3%A4g.pdf" || h.Get("X-Content-Type-Options") != "nosniff" ||
		h.Get("Content-Security-Policy") != "sandbox; default-src 'none'" {
		t.Errorf("%d %v %q", response.StatusCode, h, body)
	}
	if response, body := s.get(t, "GET", url, map[string]string{"Range": "bytes=1-3"}); response.StatusCode != 206 || body != content[1:4] {
		t.Errorf("a range: %d %q", response.StatusCode, body)
	}
	if response, _ := s.get(t, "GET", url, map[string]string{"If-None-Match": h.Get("ETag")}); response.StatusCode != 304 {
		t.Errorf("what is known: %d", response.StatusCode)
	}
	if response, body := s.get(t, "HEAD", url, nil); response.StatusCode != 200 || body != "" || response.ContentLength != int64(len(content)) {
		t.Errorf("its head: %d %d", response.StatusCode, response.ContentLength)
	}
}

// TestADocumentThatIsGoneFromTheDiskIsAFailureOfOurs removes a file behind the
// server's back.
func TestADocumentThatIsGoneFromTheDiskIsAFailureOfOurs(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	_, sum, _ := s.upload(t, "", "gone")
	if err := os.Remove(filepath.Join(s.data, "documents", sum[:2], sum)); err != nil {
		t.Fatal(err)
	}
	if status, _, body := s.do(t, request{"GET", "/documents/" + sum, nil, nil}); status != 500 || !strings.Contains(body, "INTERNAL") {
		t.Errorf("%d %s", status, body)
	}
	if status, _, body := s.upload(t, "", "gone"); status != 200 || body == "" {
		t.Errorf("to upload it again: %d %s", status, body)
	}
	if response, body := s.get(t, "GET", "/documents/"+sum, nil); response.StatusCode != 200 || body != "gone" {
		t.Errorf("after it was uploaded again: %d %s", response.StatusCode, body)
	}
}

// TestOrphansAreSwept puts files beside those that are recorded.
func TestOrphansAreSwept(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	_, files := withDocument(t, "a.pdf", "recorded")
	mustRun(t, append([]string{"import", "--data", data}, files...)...)
	path := func(content string) string {
		return filepath.Join(data, "documents", sumOf(content)[:2], sumOf(content))
	}
	old := time.Now().AddDate(0, 0, -2)
	for _, content := range []string{"old", "young"} {
		if err := os.MkdirAll(filepath.Dir(path(content)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path(content), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, content := range []string{"old", "recorded"} {
		if err := os.Chtimes(path(content), old, old); err != nil {
			t.Fatal(err)
		}
	}
	serve(t, data)
	deadline := time.Now().Add(patience)
	for there(path("old")) && time.Now().Before(deadline) {
		<-time.After(10 * time.Millisecond)
	}
	if there(path("old")) || !there(path("young")) || !there(path("recorded")) {
		t.Errorf("old %v, young %v, recorded %v", there(path("old")), there(path("young")), there(path("recorded")))
	}
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestTheHistoryOfADocument tells who kept it and who erased it, and the log finds
// both by its id.
func TestTheHistoryOfADocument(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	_, sum, _ := s.upload(t, "?name=note.txt", "a note")
	type version struct {
		Verb, Reason string
		Changes      []struct{ Field, New string }
		Erasure      *struct{ Reason string }
		Proof        struct{ EntryProof []string }
	}
	ask := func(document string, variables map[string]any) (got struct {
		Document struct {
			ID      string
			History []version
		}
		Log struct{ Nodes []struct{ Verb string } }
	},
	) {
		t.Helper()
		if errs := s.graphQL(t, document, "", variables, &got); len(errs) > 0 {
			t.Fatal(errs)
		}
		return got
	}
	const history = `query($sum: String!) { document(sha256: $sum) { id history { verb reason changes { field new } erasure { reason } proof { entryProof } } } }`
	kept := ask(history, map[string]any{"sum": sum}).Document
	if len(kept.History) != 1 || kept.History[0].Verb != "upload" || len(kept.History[0].Changes) != 4 || kept.History[0].Changes[3].New != "note.txt" {
		t.Errorf("%+v", kept)
	}
	ask(`mutation($sum: String!) { eraseDocument(sha256: $sum, reason: "a request") { id } }`, map[string]any{"sum": sum})
	gone := ask(history, map[string]any{"sum": sum}).Document.History
	if len(gone) != 2 || gone[0].Erasure == nil || gone[1].Verb != "erase" || gone[1].Reason != "a request" || len(gone[0].Changes)+len(gone[1].Changes) > 0 {
		t.Errorf("%+v", gone)
	}
	found := ask(`query($id: ID!) { log(record: $id) { nodes { verb } } }`, map[string]any{"id": kept.ID}).Log.Nodes
	if len(found) != 2 || found[0].Verb != "upload" || found[1].Verb != "erase" {
		t.Errorf("the log has %+v", found)
	}
}
