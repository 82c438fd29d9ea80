package tests

import (
	"bytes"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	secretText = "a text that must go: 7f3a9c"
	secretName = "Somebody Whom Nobody May Name"
)

// TestWhatIsErasedIsGone erases an old version and a document, through the server
// and in the folder: no byte of them is left, and every proof still holds.
func TestWhatIsErasedIsGone(t *testing.T) {
	for _, served := range []bool{true, false} {
		data := filepath.Join(t.TempDir(), "data")
		mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
		s := serve(t, data)
		_, sum, _ := s.upload(t, "?name=secret.txt", secretText)
		s.rename(t, secretName)
		s.rename(t, "Nobody in particular")
		kept := s.keepCheckpoint(t)
		if !served {
			s.stop(t)
		}
		mustFindText(t, data, secretText, true)
		mustFindText(t, data, secretName, true)
		if r := run(t, "erase", "organizations", "relay-ie", "--reason", "a request", "--data", data); r.code != 2 || !strings.Contains(r.stderr, "--yes") {
			t.Errorf("unasked: exit %d, %s", r.code, r.stderr)
		}
		if r := run(t, "erase", "organizations", "relay-ie", "--data", data, "--yes"); r.code != 2 || !strings.Contains(r.stderr, "reason") {
			t.Errorf("without a reason: exit %d, %s", r.code, r.stderr)
		}
		if r := mustRun(t, "erase", "organizations", "relay-ie", "--versions", "2", "--reason", "a request", "--data", data, "--yes"); r.stdout != "1 version was erased\n" {
			t.Errorf("%s", r.stdout)
		}
		if r := mustRun(t, "erase", "documents", sum, "--reason", "by mistake", "--data", data, "--yes"); r.stdout != "the document was erased\n" {
			t.Errorf("%s", r.stdout)
		}
		if r := run(t, "erase", "organizations", "relay-ie", "--versions", "2", "--reason", "again", "--data", data, "--yes"); r.code != 2 {
			t.Errorf("again: exit %d, %s", r.code, r.stderr)
		}
		if served {
			s.mustBeGone(t, sum)
			s.stop(t)
		}
		mustFindText(t, data, secretText, false)
		mustFindText(t, data, secretName, false)
		if r := run(t, "verify", "--data", data, "--checkpoint", kept); r.code != 0 {
			t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
		}
	}
}

// TestTheShellKnowsWhatCanBeErased completes the kinds and no name of a file.
func TestTheShellKnowsWhatCanBeErased(t *testing.T) {
	if r := mustRun(t, "__complete", "erase", ""); !strings.HasPrefix(r.stdout, "organizations\n") || !strings.Contains(r.stdout, "\ndocuments\n") || !strings.HasSuffix(r.stdout, "\n:4\n") {
		t.Errorf("%s", r.stdout)
	}
}

// rename gives the exporter of the sample another name.
func (s *server) rename(t *testing.T, name string) {
	t.Helper()
	errs := s.graphQL(t, `mutation($n: String!) { amendOrganization(externalId: "relay-ie", input: {name: $n}) { record { id } } }`, "", map[string]any{"n": name}, nil)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
}

// mustBeGone asks for the document and for the record's history.
func (s *server) mustBeGone(t *testing.T, sum string) {
	t.Helper()
	if status, _, body := s.do(t, request{"GET", "/documents/" + sum, nil, nil}); status != http.StatusGone {
		t.Errorf("the document: %d, %s", status, body)
	}
	var got struct {
		Document     struct{ Erased bool }
		Organization struct {
			History []struct {
				Erasure *struct{ Reason string }
				Proof   struct{ Content *string }
			}
		}
	}
	errs := s.graphQL(t, `query($sum: String!) { document(sha256: $sum) { erased } organization(externalId: "relay-ie") { history { erasure { reason } proof { content entryProof } } } }`,
		"", map[string]any{"sum": sum}, &got)
	if len(errs) > 0 || !got.Document.Erased || len(got.Organization.History) != 3 {
		t.Fatalf("%v, %+v", errs, got)
	}
	for i, v := range got.Organization.History {
		erased := v.Erasure != nil && v.Erasure.Reason == "a request"
		if want := i == 1; erased != want || (v.Proof.Content == nil) != want {
			t.Errorf("version %d: %+v", i+1, v)
		}
	}
}

// mustFindText looks for a text in every file of a folder.
func mustFindText(t *testing.T, dir, text string, want bool) {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		found = found || bytes.Contains(bytes.ToLower(content), bytes.ToLower([]byte(text)))
		return err
	})
	if err != nil || found != want {
		t.Errorf("%q is in the folder: %v, %v", text, found, err)
	}
}
