package graph_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// stalled is a store that reads nothing until it is let.
type stalled struct {
	storage.Store
	let chan struct{}
}

func (s *stalled) View(ctx context.Context, fn func(storage.Tx) error) error {
	<-s.let
	return s.Store.View(ctx, fn)
}

// TestWhoMayNotEvenWaitIsToldWhen asks more at once than may run and wait while nothing
// ends: the rest is answered at once, with a time after which to try again; all others are
// answered when something ends.
func TestWhoMayNotEvenWaitIsToldWhen(t *testing.T) {
	store := &stalled{memkv.New(), make(chan struct{})}
	close(store.let)
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	handler := servedTo(access.Auditor, r)
	const document = `{ viewer { role } }`
	ask := func() *httptest.ResponseRecorder {
		q := httptest.NewRequest(http.MethodPost, "http://localhost/graphql", strings.NewReader(string(asJSON(t, document))))
		q.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		handler.ServeHTTP(&withDeadlines{w}, q)
		return w
	}
	if w := ask(); w.Code != http.StatusOK { // and is known from then on
		t.Fatal(w.Code, w.Body)
	}
	store.let = make(chan struct{})
	const atOnce = 1_200
	answers := make(chan *httptest.ResponseRecorder, atOnce)
	var all sync.WaitGroup
	for range atOnce {
		all.Go(func() { answers <- ask() })
	}
	refused := <-answers // which comes though nothing ends
	body, err := io.ReadAll(refused.Body)
	if refused.Code != http.StatusServiceUnavailable || refused.Header().Get("Retry-After") == "" || !strings.Contains(string(body), "UNAVAILABLE") {
		t.Errorf("who may not wait is answered %d %v %s, %v", refused.Code, refused.Header(), body, err)
	}
	close(store.let)
	all.Wait()
	close(answers)
	answered := 0
	for w := range answers {
		if w.Code == http.StatusOK {
			answered++
		}
	}
	if answered < 500 {
		t.Errorf("only %d of those who waited were answered", answered)
	}
}
