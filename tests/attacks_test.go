package tests

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/tests/attack"
)

// TestAttacksAreRefused sends each class of malicious request and holds the answer
// against its code and its size, without a token against the one that nobody gets past, and
// the memory of the server at its peak against what it had.
func TestAttacksAreRefused(t *testing.T) {
	const largestAnswer, mostMemory, fewest = 64 << 10, 64 << 20, 24
	if len(attack.Classes) < fewest {
		t.Errorf("there are only %d classes", len(attack.Classes))
	}
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	before := s.resident(t)
	for _, a := range attack.Classes {
		t.Run(a.Name, func(t *testing.T) {
			begun := time.Now()
			status, answer := s.suffer(t, a.Body(), "")
			took := time.Since(begun)
			var known bool
			for _, one := range a.Statuses {
				known = known || status == one
			}
			if !known || !strings.Contains(answer, a.Code) {
				t.Errorf("%d %.300s, want one of %v with %s", status, answer, a.Statuses, a.Code)
			}
			if len(answer) > largestAnswer {
				t.Errorf("the answer has %d bytes", len(answer))
			}
			status, refusal := (&server{url: s.url}).suffer(t, a.Body(), "100-continue")
			if status != http.StatusUnauthorized || !strings.Contains(refusal, "UNAUTHENTICATED") || len(refusal) > 1<<10 {
				t.Errorf("without a token: %d %.300s", status, refusal)
			}
			for _, word := range inner {
				if strings.Contains(answer+refusal, word) {
					t.Errorf("the answer shows %q: %.300s", word, answer+refusal)
				}
			}
			t.Logf("%3d ms, %d bytes", took.Milliseconds(), len(answer))
		})
	}
	if peak := s.status(t, "VmHWM"); peak > before+mostMemory {
		t.Errorf("the server has grown from %d to %d bytes", before, peak)
	}
}

// suffer sends a body and reads what is answered; the server may close before it has
// read all of it. Who expects "100-continue" sends it only when it is wanted.
func (s *server) suffer(t *testing.T, body io.Reader, expect string) (status int, answer string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", body)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "application/graphql-response+json")
	if expect != "" {
		q.Header.Set("Expect", expect)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(all)
}

// resident is the memory that the server has now, from which on its peak is counted.
func (s *server) resident(t *testing.T) (bytes int64) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", s.cmd.Process.Pid), []byte("5"), 0); err != nil {
		t.Skip("this system does not tell the memory of processes: ", err)
	}
	return s.status(t, "VmRSS")
}

// status is an amount of memory that the system tells of the server.
func (s *server) status(t *testing.T, field string) (bytes int64) {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Skip("this system does not tell the memory of processes: ", err)
	}
	for line := range strings.Lines(string(text)) {
		if _, err := fmt.Sscanf(line, field+": %d kB", &bytes); err == nil {
			return bytes << 10
		}
	}
	t.Fatalf("no %s", field)
	return 0
}
