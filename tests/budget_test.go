package tests

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestWhoAsksTooMuchIsToldWhen asks dear questions with one token until it has asked too
// much: it is told what each costs and what is left, then when to ask again, and another
// token is answered.
func TestWhoAsksTooMuchIsToldWhen(t *testing.T) {
	s := harbourServed(t)
	greedy, other := tokenOf(t, s.data, "AUDITOR"), tokenOf(t, s.data, "AUDITOR")
	const dear = `{ flows(filter: {exporter: ["nobody"]}, first: 1000) { nodes { timeline { bases { from through kind risks { code } } reasons { code } } } } }`
	ask := func(token string) (*http.Response, string) {
		t.Helper()
		q, err := http.NewRequest(http.MethodPost, s.url+"/graphql", strings.NewReader(`{"query":`+strconv.Quote(dear)+`,"extensions":{"cost":true}}`))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Authorization", "Bearer "+token)
		q.Header.Set("Content-Type", "application/json")
		response := s.send(t, q)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response, string(body)
	}
	asked := 0
	for deadline := time.Now().Add(2 * patience); ; asked++ {
		response, body := ask(greedy)
		if response.StatusCode == http.StatusTooManyRequests {
			if after, err := strconv.Atoi(response.Header.Get("Retry-After")); err != nil || after < 1 || !strings.Contains(body, "RATE_LIMITED") {
				t.Errorf("it is refused with Retry-After %q: %s", response.Header.Get("Retry-After"), body)
			}
			break
		}
		if response.StatusCode != http.StatusOK || !strings.Contains(body, `"cost":{"asked":`) || !strings.Contains(body, `"left":`) {
			t.Fatalf("it is answered %s %.300s", response.Status, body)
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %d questions it is not told to wait", asked)
		}
	}
	if response, body := ask(other); response.StatusCode != http.StatusOK {
		t.Errorf("another token is answered %s %.300s", response.Status, body)
	}
}
