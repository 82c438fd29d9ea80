package tests

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryFaultOfTheSettingsIsTold with its place, all at once, and other commands
// refuse the same file.
func TestEveryFaultOfTheSettingsIsTold(t *testing.T) {
	file := written(t, `# of the test
listne: x
listen: 8080
oidc-secret: marker-of-a-secret
document-limit: 0
document-limit: 3
oidc-role:
  - SALES=x
  - ROOT=x
  - {a: b}
behind-proxy: perhaps
host:
oidc-issuer: http://id.example
server: https://me:marker-of-a-secret@registry.example
data: &a folder
`)
	r := run(t, "config", "check", "--config", file)
	want := []string{
		`:2:1: listne: is no setting: expected data,`,
		`:3:9: listen: is no address: expected HOST:PORT such as 127.0.0.1:8080 (value "8080")`,
		`:4:1: oidc-secret: is a secret, and secrets do not stand here: name a file of it as oidc-secret-file, or set SAFECONDUCT_OIDC_SECRET`,
		`:5:17: document-limit: is no size: expected a number of bytes above 0 (value "0")`,
		`:6:1: document-limit: stands twice`,
		`:9:5: oidc-role: expected ROLE=GROUP or ROLE:EXPORTER,EXPORTER=GROUP, and as the role SALES, COMPLIANCE, AUDITOR or ADMIN (value "ROOT=x")`,
		`:10:5: oidc-role: has no single value`,
		`:11:15: behind-proxy: is neither true nor false (value "perhaps")`,
		`:12:6: host: has no single value: expected text`,
		`:13:14: oidc-issuer: is not safe`,
		`:14:9: server: has a user in it`,
		`:15:7: data: has no single value: expected path`,
	}
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	if r.code != 1 || len(lines) != len(want) {
		t.Fatalf("exit %d, %d faults instead of %d:\n%s%s", r.code, len(lines), len(want), r.stdout, r.stderr)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, file+want[i]) {
			t.Errorf("%s\ninstead of FILE%s", line, want[i])
		}
	}
	if !strings.HasSuffix(lines[0], "did you mean listen?") {
		t.Error(lines[0])
	}
	other := run(t, "check", "--config", file, "--data", t.TempDir())
	if other.code != 2 || !strings.Contains(other.stderr, ":2:1: listne: is no setting") {
		t.Errorf("another command: %+v", other)
	}
	for _, text := range []string{lines[2], other.stderr} {
		if strings.Contains(text, "marker-of-a-secret") && !strings.Contains(text, "server:") {
			t.Errorf("a secret is told: %s", text)
		}
	}
}

// TestSettingsThatDoNotGoTogether are told where they were given.
func TestSettingsThatDoNotGoTogether(t *testing.T) {
	file := written(t, "listen: 0.0.0.0:8080\noidc-issuer: https://id.example\ntls-key: nowhere.pem\noidc-secret-file: nowhere\n")
	r := run(t, "config", "check", "--config", file)
	for _, want := range []string{
		":1:1: listen: is not a loopback address", ":2:1: oidc-issuer: needs --oidc-client", ":2:1: oidc-issuer: needs --oidc-role",
		":3:1: tls-key: has no certificate", ":4:1: oidc-secret-file: cannot be read: no such file",
	} {
		if r.code != 1 || strings.Count(r.stdout, file+want) != 1 {
			t.Errorf("%s is not told: %d %s", want, r.code, r.stdout)
		}
	}
	r = run(t, "config", "check", "--law", t.TempDir())
	if r.code != 1 || !strings.Contains(r.stdout, "holds no file *.yaml") {
		t.Errorf("a law that is none: %+v", r)
	}
	t.Setenv("SAFECONDUCT_LISTEN", "[::]:8080")
	r = run(t, "config", "check")
	if r.code != 1 || !strings.HasPrefix(r.stdout, "SAFECONDUCT_LISTEN: is not a loopback address") {
		t.Errorf("from the environment: %+v", r)
	}
	for text, says := range map[string]string{"- a\n": "expected settings, each as NAME: VALUE", "listen: [\n": "is no YAML", "": "", "# nothing\n": "", "host: a\n---\nhost: b\n": "more than one document"} {
		r := run(t, "config", "check", "--listen", "127.0.0.1:1", "--config", written(t, text))
		if (r.code == 1) != (says != "") || !strings.Contains(r.stdout, says) {
			t.Errorf("%q: %+v", text, r)
		}
	}
}

// TestSettingsCountInTheirOrder: the flag, the environment, the file, the default; the
// server obeys what is shown.
func TestSettingsCountInTheirOrder(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "settings.yaml")
	if err := os.WriteFile(file, []byte("data: registry\nlisten: 127.0.0.1:0\nhost: file.example\ndocument-limit: 10\noidc-scopes: [one, two]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SAFECONDUCT_CONFIG", file)
	t.Setenv("SAFECONDUCT_HOST", "environment.example")
	t.Setenv("SAFECONDUCT_DOCUMENT_LIMIT", "20")
	t.Setenv("SAFECONDUCT_LAW", "")
	t.Setenv("SAFECONDUCT_OIDC_SECRET", "marker-of-a-secret")
	t.Setenv("SAFECONDUCT_DOCUMENT_LIMT", "1")
	r := mustRun(t, "config", "show", "--document-limit", "30")
	for name, want := range map[string][]string{
		"data": {filepath.Join(folder, "registry"), file + ":1"}, "listen": {"127.0.0.1:0", file + ":2"}, "host": {"environment.example", "SAFECONDUCT_HOST"},
		"document-limit": {"30", "--document-limit"}, "oidc-scopes": {"one,two", file + ":5"}, "law": {"default"}, "oidc-groups-claim": {"groups", "default"},
	} {
		if got := strings.Fields(lineOf(r.stdout, name+" ")); strings.Join(got, " ") != name+" "+strings.Join(want, " ") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if strings.Contains(r.stdout, "marker-of-a-secret") || !strings.Contains(r.stdout, "(set, not shown)") {
		t.Errorf("a secret: %s", r.stdout)
	}
	if r := run(t, "config", "check"); r.code != 0 || !strings.Contains(r.stderr, "note: SAFECONDUCT_DOCUMENT_LIMT is no setting, did you mean SAFECONDUCT_DOCUMENT_LIMIT?") {
		t.Errorf("a name that is none: %+v", r)
	}
	c := serving("")
	c.Args = []string{binary, "serve"}
	s := serveBy(t, filepath.Join(folder, "registry"), c)
	status, _, body := s.do(t, request{http.MethodPost, "/documents?name=a.txt", map[string]string{"Safeconduct-Client": "test"}, strings.NewReader(strings.Repeat("a", 21))})
	if status != http.StatusRequestEntityTooLarge {
		t.Errorf("21 bytes where the environment allows 20: %d %s", status, body)
	}
	if !strings.HasPrefix(s.link, "https://environment.example/") {
		t.Errorf("the link is %s", s.link)
	}
}

// lineOf is the line of a text that begins so.
func lineOf(text, begins string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, begins) {
			return line
		}
	}
	return ""
}

// TestAFolderNamedAsAFlagIsAsked though a server is configured beside it.
func TestAFolderNamedAsAFlagIsAsked(t *testing.T) {
	data := t.TempDir()
	mustRun(t, "token", "create", "--data", data, "--role", "AUDITOR", "--name", "x")
	t.Setenv("SAFECONDUCT_SERVER", "http://127.0.0.1:1")
	if r := mustRun(t, "check", "--data", data); !strings.Contains(r.stderr, "no flow is recorded") {
		t.Errorf("the folder: %+v", r)
	}
	if r := run(t, "check"); r.code != 2 || !strings.Contains(r.stderr, "127.0.0.1:1") {
		t.Errorf("the server: %+v", r)
	}
}

// TestTheSecretOfAFile goes before that of the environment, unless only the file of
// settings names it.
func TestTheSecretOfAFile(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	good := written(t, tokenOf(t, s.data, "AUDITOR")+"\n")
	settings := written(t, "token-file: "+good+"\nserver: "+s.url+"\n")
	for _, c := range []struct {
		env  string
		args []string
		code int
	}{
		{"sc_bad", []string{"--server", s.url, "--token-file", good}, 0},
		{"sc_bad", []string{"--config", settings}, 2},
		{"", []string{"--config", settings}, 0},
	} {
		t.Setenv("SAFECONDUCT_TOKEN", c.env)
		if r := run(t, append([]string{"check"}, c.args...)...); r.code != c.code {
			t.Errorf("%q %v: %+v", c.env, c.args, r)
		}
	}
}

// TestEveryFlagOfAServerIsASetting: what a server can be told, the environment and the
// file can tell it, too.
func TestEveryFlagOfAServerIsASetting(t *testing.T) {
	reference := mustRun(t, "config", "reference").stdout
	flags := regexp.MustCompile(`(?m)^ +(?:-\w, )?--([a-z-]+)`).FindAllStringSubmatch(mustRun(t, "serve", "--help").stdout, -1)
	if len(flags) < 10 {
		t.Fatalf("only %d flags are found", len(flags))
	}
	for _, flag := range flags {
		if name := flag[1]; name != "help" && name != "config" && !strings.Contains(reference, "| `"+name+"` |") {
			t.Errorf("serve has the flag --%s, which is no row of cmd/safeconduct/settingtable.go", name)
		}
	}
}
