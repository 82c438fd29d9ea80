package tests

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// zipped is an archive of files with a comment.
func zipped(t *testing.T, comment string, names ...string) []byte {
	t.Helper()
	var text bytes.Buffer
	w := zip.NewWriter(&text)
	for _, name := range names {
		file, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte("content")); err != nil && !strings.HasSuffix(name, "/") {
			t.Fatal(err)
		}
	}
	if err := w.SetComment(comment); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// TestAnExportTrustsNoServer gets what a server should not send: nothing of it is
// left anywhere.
func TestAnExportTrustsNoServer(t *testing.T) {
	const comment = `{"rows": [], "documents": 1}`
	for name, answer := range map[string][]byte{
		"a path out":           zipped(t, comment, "organizations.csv", "../out-of-it"),
		"a path out from deep": zipped(t, comment, "documents/../../out-of-it"),
		"an absolute path":     zipped(t, comment, filepath.Join(t.TempDir(), "out-of-it")),
		"a file twice":         zipped(t, comment, "organizations.csv", "organizations.csv"),
		"a folder":             zipped(t, comment, "documents/"),
		"another archive":      zipped(t, "", "organizations.csv"),
		"no archive":           []byte("hello"),
		"half an archive":      zipped(t, comment, "organizations.csv")[:60],
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(answer) }))
			defer s.Close()
			place := t.TempDir()
			if r := run(t, "export", filepath.Join(place, "out"), "--server", s.URL); r.code != 2 || r.stdout != "" || r.stderr == "" {
				t.Errorf("%+v", r)
			}
			if left, err := os.ReadDir(place); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}
