package tests

import (
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingIsWrittenAfterAWriteOfUnknownOutcome lets a commit fail for another
// reason than a full disk: a limit on the size of files. The failure is told,
// further writes are refused untried, reads go on, the probe says so, and a
// server that is started again takes writes.
func TestNothingIsWrittenAfterAWriteOfUnknownOutcome(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	limited := exec.Command("sh", "-c", `ulimit -f 36000 && exec "$0" serve --data "$1" --listen 127.0.0.1:0`, binary, data)
	s := serveBy(t, data, limited)
	failed := run(t, "import", "--data", data, generateFlows(t, 100_000))
	if failed.code != 2 || !strings.Contains(failed.stderr, "unknown") {
		t.Fatalf("an import that outgrows the limit: exit %d, said %q", failed.code, failed.stderr)
	}
	if code := record(t, s, "later"); code != "UNAVAILABLE" {
		t.Errorf("a further write: %q", code)
	}
	activeFlows(t, data, harbourActive)
	response, err := http.Get(s.url + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if why, err := io.ReadAll(response.Body); response.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(why), "stopped") {
		t.Errorf("readyz: %d %s %v", response.StatusCode, why, err)
	}
	s.stop(t)
	if code := record(t, serve(t, data), "after a restart"); code != "" {
		t.Errorf("after a restart: %s", code)
	}
	activeFlows(t, data, harbourActive)
}
