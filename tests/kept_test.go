package tests

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// What a server says of where it has all flows from.
const (
	wereNone = "no columns were kept"
	wereRead = "the columns that were kept were read"
	areUnfit = "the columns that were kept cannot be used"
)

// heard is what a program writes.
type heard struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.Write(p)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.text.String()
}

// flaggedIn starts a server, waits until it is ready, asks for the flagged flows of a
// day and stops it; what it said on the way must have been heard.
func flaggedIn(t *testing.T, data, says string) string {
	t.Helper()
	var said heard
	c := exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0")
	c.Stderr = &said
	s := serveBy(t, data, c)
	for until := time.Now().Add(patience); ; {
		if status, _, _ := s.do(t, request{"GET", "/readyz", nil, nil}); status == http.StatusOK {
			break
		}
		if time.Now().After(until) {
			t.Fatalf("the server never became ready: %s", said.String())
		}
	}
	var answer struct {
		Summary struct{ ActiveFlows int }
		Flows   struct {
			TotalCount int
			Nodes      []struct {
				ID      string
				Verdict struct{ Explanation string }
			}
		}
	}
	const question = `{ summary(asOf: "2021-06-01") { activeFlows } flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2021-06-01") { totalCount nodes { id verdict(asOf: "2021-06-01") { explanation } } } }`
	if errs := s.graphQL(t, question, "", nil, &answer); len(errs) > 0 || answer.Flows.TotalCount == 0 {
		t.Fatalf("%v, %v", errs, answer)
	}
	s.stop(t)
	if !strings.Contains(said.String(), says) {
		t.Errorf("it did not say %q: %s", says, said.String())
	}
	return fmt.Sprintf("%+v", answer)
}

// TestAServerStartsWithAndWithoutItsColumns starts a server in a folder without the
// columns, with them, with older ones, with damaged ones and after they were deleted:
// each says what it did, and all answer the same.
func TestAServerStartsWithAndWithoutItsColumns(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	kept := filepath.Join(data, "columns.snapshot")
	want := flaggedIn(t, data, wereNone)
	whole, err := os.ReadFile(kept)
	if err != nil {
		t.Fatalf("the server has kept nothing: %v", err)
	}
	for _, start := range []struct {
		what   string
		change func() error
		says   string
	}{
		{"as it was kept", func() error { return nil }, wereRead},
		{"cut off", func() error { return os.WriteFile(kept, whole[:len(whole)/2], 0o600) }, areUnfit},
		{"kept again", func() error { return nil }, wereRead},
		{"with a byte changed", func() error { return os.WriteFile(kept, flipped(whole), 0o600) }, areUnfit},
		{"of something else", func() error { return os.WriteFile(kept, []byte("columns"), 0o600) }, areUnfit},
		{"deleted", func() error { return os.Remove(kept) }, wereNone},
	} {
		if err := start.change(); err != nil {
			t.Fatal(err)
		}
		if got := flaggedIn(t, data, start.says); got != want {
			t.Errorf("%s: %s\nbefore: %s", start.what, got, want)
		}
	}
	if r := mustRun(t, "verify", "--data", data); !strings.Contains(r.stdout+r.stderr, "sound") {
		t.Errorf("verify: %s%s", r.stdout, r.stderr)
	}
}

func flipped(content []byte) []byte {
	content = bytes.Clone(content)
	content[len(content)/3] ^= 4
	return content
}

// TestOlderColumnsAreCaughtUp writes while no server runs: the next one reads the
// columns of before and catches up.
func TestOlderColumnsAreCaughtUp(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	kept := filepath.Join(data, "columns.snapshot")
	flaggedIn(t, data, wereNone)
	before, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, "import", "--data", data, generateFlows(t, 3))
	caughtUp := flaggedIn(t, data, wereRead)
	if after, err := os.ReadFile(kept); err != nil || bytes.Equal(before, after) {
		t.Errorf("what was caught up was not kept: %v", err)
	}
	if err := os.Remove(kept); err != nil {
		t.Fatal(err)
	}
	if anew := flaggedIn(t, data, wereNone); anew != caughtUp {
		t.Errorf("caught up: %s\nanew: %s", caughtUp, anew)
	}
}
