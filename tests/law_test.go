package tests

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lawFolder makes a folder of law in the working directory of a test, so that
// it has a short name.
func lawFolder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.Mkdir("L", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join("L", name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestLawLint(t *testing.T) {
	lawFolder(t, map[string]string{
		"x.yaml": "adequacy:\n  - {id: eu-adequacy-ke}\nversion: one\n",
		"y.yaml": "frameworks:\n  -\n",
		"z.yml":  "adequacy: []\n",
	})
	for _, c := range []struct {
		dir            string
		code           int
		stdout, stderr string // what is said there
	}{
		{"L", 1, "L/x.yaml:2: adequacy[eu-adequacy-ke].citation: is missing", ""},
		{"L/", 1, "L/x.yaml:3: version: expected a whole number", ""},
		{"L", 1, "L/y.yaml:2: frameworks[1]: is empty", ""},
		{"L", 1, "L/z.yml:1: is not read: the name of a file of the law ends in .yaml", ""},
		{"", 2, "", "safeconduct: the name of the folder is empty"},
		{"nope", 2, "", "safeconduct: nope does not exist"},
		{"L/x.yaml", 2, "", "safeconduct: L/x.yaml is no folder: give the one that holds it, L"},
	} {
		r := run(t, "law", "lint", c.dir)
		if r.code != c.code || !strings.Contains(r.stdout, c.stdout) || !strings.HasPrefix(r.stderr, c.stderr) {
			t.Errorf("lint %s: exit %d, said %q and %q", c.dir, r.code, r.stdout, r.stderr)
		}
	}
	if r := run(t, "law", "lint"); r.code != 0 || !strings.HasSuffix(r.stdout, " entries, no fault\n") {
		t.Errorf("exit %d, said %q", r.code, r.stdout)
	}
	if r := run(t, "law", "lint", "--help"); !strings.Contains(r.stdout, "Examples:") {
		t.Errorf("no example: %s", r.stdout)
	}
}

func TestACommandNamesTheLawAtFault(t *testing.T) {
	lawFolder(t, map[string]string{"x.yaml": "version: one\n"})
	for dir, said := range map[string]string{"L": "L/x.yaml:1: version: expected", "nope": "safeconduct: nope does not exist"} {
		if r := run(t, "check", "--data", "data", "--law", dir); r.code != 2 || !strings.HasPrefix(r.stderr, said) {
			t.Errorf("exit %d, said %q", r.code, r.stderr)
		}
	}
}

func TestAnEmptyFolderIsNoLaw(t *testing.T) {
	lawFolder(t, nil)
	if r := run(t, "law", "lint", "L"); r.code != 2 || !strings.HasPrefix(r.stderr, "safeconduct: L holds no file *.yaml") {
		t.Errorf("exit %d, said %q and %q", r.code, r.stdout, r.stderr)
	}
}

func TestLawShow(t *testing.T) {
	for _, c := range []struct{ id, said string }{
		{"eu-us-dpf", "on 2024-01-01: holds"},
		{"eu-us-dpf", "2025-09-03: General Court dismisses the action against the framework"},
		{"scc-2021", "modules M2:"},
		{"scc-2021", "rely: since 2021-08-27\n"},
		{"eu-assessment", "Transfer impact assessment (a requirement)"},
		{"gdpr", "transfer_articles: 44-50"},
		{"GI", "Gibraltar"},
		{"CH", "name: Revised Federal Act on Data Protection"},
		{"KE", "Kenya (a country without an entry of its own)"},
	} {
		r := mustRun(t, "law", "show", c.id, "--as-of", "2024-01-01")
		if !strings.Contains(r.stdout, c.said) {
			t.Errorf("%s does not say %q: %s", c.id, c.said, r.stdout)
		}
		for line := range strings.Lines(r.stdout) {
			if strings.HasSuffix(line, " \n") {
				t.Errorf("%s: a line without an end: %q", c.id, line)
			}
		}
	}
	for asked, meant := range map[string]string{"eu-us-dfp": "eu-us-dpf", "privacy-shield": "eu-us-privacy-shield", "gpdr": "gdpr"} {
		if r := run(t, "law", "show", asked); r.code != 2 || !strings.Contains(r.stderr, ", did you mean "+meant) {
			t.Errorf("exit %d, said %q", r.code, r.stderr)
		}
	}
	if r := mustRun(t, "__complete", "law", "show", "eu-us"); !strings.Contains(r.stdout, "eu-us-dpf\tEU-US Data Privacy Framework\n") {
		t.Errorf("completes %q", r.stdout)
	}
}
