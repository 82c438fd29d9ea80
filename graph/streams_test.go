package graph_test

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// open counts the transactions that are open.
type open struct {
	storage.Store
	now atomic.Int64
}

func (o *open) View(ctx context.Context, fn func(storage.Tx) error) error {
	o.now.Add(1)
	defer o.now.Add(-1)
	return o.Store.View(ctx, fn)
}

// TestStreamsHoldNothing subscribes ten thousand times: while nothing happens no
// transaction is open, an event comes, and after all have gone no goroutine is left of them.
func TestStreamsHoldNothing(t *testing.T) {
	store := &open{Store: memkv.New()}
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	server := httptest.NewServer(servedTo(access.Admin, r))
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{}}
	before := runtime.NumGoroutine()
	const streams, rounds = 100, 100 // one caller has as many at once
	leave := func(all []*http.Response) {
		for _, response := range all {
			response.Body.Close()
		}
		client.CloseIdleConnections()
		settled(t, "goroutines are left", func() bool { return runtime.NumGoroutine() <= before })
	}
	for range rounds - 1 {
		leave(subscribed(t, client, server.URL, streams))
	}
	bodies := subscribed(t, client, server.URL, streams)
	settled(t, "transactions are open while nothing happens", func() bool { return store.now.Load() == 0 })
	if _, err := r.Record(anyone(), sheet.Organizations, registry.Command{}, registry.Fields{"name": "N", "kind": "VENDOR", "country": "DE"}); err != nil {
		t.Fatal(err)
	}
	event := make([]byte, len("\nevent: next"))
	if _, err := bodies[0].Body.Read(event); err != nil || !bytes.Contains(event, []byte("event")) {
		t.Errorf("the stream tells %q, %v", event, err)
	}
	leave(bodies)
	settled(t, "transactions are left", func() bool { return store.now.Load() == 0 })
}

// subscribed opens streams that have begun.
func subscribed(t *testing.T, client *http.Client, url string, streams int) (all []*http.Response) {
	t.Helper()
	for i := range streams {
		field := []string{"logAppended { commit }", "flagsChanged { commit }"}[i%2]
		q, err := http.NewRequestWithContext(anyone(), http.MethodPost, url+"/graphql", bytes.NewReader(asJSON(t, "subscription { "+field+" }")))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Content-Type", "application/json")
		q.Header.Set("Accept", "text/event-stream")
		response, err := client.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(response.Body).ReadString('\n'); line != ":\n" {
			t.Fatalf("the stream begins %q, %v", line, err)
		}
		all = append(all, response)
	}
	return all
}

// settled waits until something holds.
func settled(t *testing.T, otherwise string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !holds(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal(otherwise)
		}
	}
}
