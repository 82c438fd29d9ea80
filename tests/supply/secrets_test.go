package supply

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shapes are secrets by what they look like. A pattern is written so that it does not
// match itself.
var shapes = map[string]*regexp.Regexp{
	"a token of this program":       regexp.MustCompile(`\bsc_[a-z2-7]{12}_[A-Za-z0-9_-]{43}\b`),
	"a key of a signed log":         regexp.MustCompile(`PRIVATE\+KEY\+[^\s"+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,}`),
	"a private key":                 regexp.MustCompile(`-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{16,}`),
	"a signed token":                regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}`),
	"a token of GitHub":             regexp.MustCompile(`\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b`),
	"a token of GitLab":             regexp.MustCompile(`\bglpat-[A-Za-z0-9_-]{20}\b`),
	"a key of Amazon":               regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b`),
	"a key of Google":               regexp.MustCompile(`\bAIza[A-Za-z0-9_-]{35}\b`),
	"a token of Slack":              regexp.MustCompile(`\bxox[abprs]-[A-Za-z0-9-]{20,}`),
	"a token of npm":                regexp.MustCompile(`\bnpm_[A-Za-z0-9]{36}\b`),
	"a key of Stripe":               regexp.MustCompile(`\b[rs]k_live_[A-Za-z0-9]{20,}`),
	"a password in an address":      regexp.MustCompile(`\b(?:https?|postgres(?:ql)?)://[^\s/:@"'$\x60]+:[^\s/@"'$\x60]{8,}@[a-z0-9.-]+`),
	"a password in a configuration": regexp.MustCompile(`(?im)^\s*(?:password|passwd|client[_-]secret|api[_-]key)\s*[:=]\s*["']?[A-Za-z0-9+/_-]{16,}["']?\s*$`),
}

// invented are the texts that look like secrets and are none, by file: why they stand
// there.
var invented = map[string]string{
	"tests/config_test.go": "an address with a password, which is refused",
}

func TestNoSecretIsInTheTree(t *testing.T) {
	listed, err := exec.Command("git", "-C", "../..", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Split(strings.TrimRight(string(listed), "\x00"), "\x00")
	if len(names) < 100 {
		t.Fatalf("only %d files are looked at", len(names))
	}
	used := map[string]bool{}
	for _, name := range names {
		content, err := os.ReadFile(filepath.Join("../..", name))
		if os.IsNotExist(err) {
			continue // removed, and not committed yet
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range secretsIn(content) {
			if invented[name] == "" {
				t.Errorf("%s:%d: %s: take it out, and make it void wherever it lets in", name, found.line, found.what)
			}
			used[name] = true
		}
	}
	for name := range invented {
		if !used[name] {
			t.Errorf("%s holds nothing that looks like a secret any more: strike it off the list", name)
		}
	}
}

type found struct {
	line int
	what string
}

// secretsIn are the secrets in a text. They are not told themselves: who reads the
// report is not who may read them.
func secretsIn(content []byte) (all []found) {
	for what, shape := range shapes {
		for _, at := range shape.FindAllIndex(content, -1) {
			all = append(all, found{1 + bytes.Count(content[:at[0]], []byte("\n")), what})
		}
	}
	return all
}

func TestEveryShapeOfASecretIsFound(t *testing.T) {
	long := strings.Repeat("aB3", 20)
	for what, text := range map[string]string{
		"a token of this program":       "x sc_" + "abcdefgh2345_" + long[:43],
		"a key of a signed log":         "PRIVATE+KEY+" + "example.org/log+0123abcd+" + long[:44],
		"a private key":                 "-----BEGIN EC " + "PRIVATE KEY-----\n" + long,
		"a signed token":                "eyJ" + long + ".eyJ" + long + "." + long,
		"a token of GitHub":             "ghp_" + long[:36],
		"a token of GitLab":             "glpat-" + long[:20],
		"a key of Amazon":               "AKIA" + strings.Repeat("A1", 8),
		"a key of Google":               "AIza" + long[:35],
		"a token of Slack":              "xoxb-" + long,
		"a token of npm":                "npm_" + long[:36],
		"a key of Stripe":               "sk_live_" + long,
		"a password in an address":      "postgres://me:" + long + "@db.example",
		"a password in a configuration": "client_secret: " + long,
	} {
		if got := secretsIn([]byte("a\n" + text + "\n")); len(got) != 1 || got[0] != (found{2, what}) {
			t.Errorf("%s: %v", what, got)
		}
	}
	if len(shapes) != 13 {
		t.Errorf("%d shapes are known, and 13 of them tried", len(shapes))
	}
	if got := secretsIn([]byte("sc_of_no_server sha256-abc https://me@registry.example password: given")); len(got) != 0 {
		t.Errorf("no secrets: %v", got)
	}
}
