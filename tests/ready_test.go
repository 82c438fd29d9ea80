package tests

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAServerIsReadyOnceAllIsDecided asks a server that has just been started
// whether it is ready: it says in words that it is not yet, or that it is, and then
// stays so.
func TestAServerIsReadyOnceAllIsDecided(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	mustRun(t, "import", "--data", data, generateFlows(t, generated))
	s := serve(t, data)
	for until := time.Now().Add(patience); ; {
		status, _, body := s.do(t, request{"GET", "/readyz", nil, nil})
		switch {
		case status == http.StatusOK:
			activeFlows(t, data, harbourActive+generated)
			if status, _, body := s.do(t, request{"GET", "/readyz", nil, nil}); status != http.StatusOK {
				t.Errorf("it was ready, and then: %d %s", status, body)
			}
			return
		case status != http.StatusServiceUnavailable || !strings.Contains(body, "the flows are being "):
			t.Fatalf("not ready: %d %s", status, body)
		case time.Now().After(until):
			t.Fatal("the server never became ready")
		}
	}
}
