package tests

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheThreatModelNamesTestsThatThereAre holds docs/security.md to the tests.
func TestTheThreatModelNamesTestsThatThereAre(t *testing.T) {
	text, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("git", "grep", "--untracked", "-hoE", `^func Test\w+`, "--", "../*_test.go").Output()
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for name := range strings.Lines(string(out)) {
		there[strings.TrimSpace(strings.TrimPrefix(name, "func "))] = true
	}
	named := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 40 {
		t.Errorf("only %d tests are named", len(named))
	}
	for _, one := range named {
		if !there[one[1]] {
			t.Errorf("docs/security.md says that %s shows something, and there is no such test", one[1])
		}
	}
}

// TestWhatAServerMakesIsPrivate: its folder with all in it is for its owner alone, and
// nobody on the way keeps its answers.
func TestWhatAServerMakesIsPrivate(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	s.upload(t, "", "a document")
	seen := 0
	err := filepath.WalkDir(s.data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		seen++
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others: %s", path, info.Mode())
		}
		return nil
	})
	if err != nil || seen < 5 {
		t.Fatalf("%d files are there: %v", seen, err)
	}
	response, _ := s.get(t, "GET", "/graphql?query=%7B__typename%7D", nil)
	if h := response.Header; h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Referrer-Policy") != "no-referrer" || h.Get("Strict-Transport-Security") != "" {
		t.Errorf("the answer of GraphQL has %v", h)
	}
	if h := response.Header; h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Errorf("the answer of GraphQL has %v", h)
	}
}
