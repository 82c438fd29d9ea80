package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sample"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// patience is how long anything may hang before a test fails.
const patience = 30 * time.Second

// gate is a store whose scans for work that no single request owns stop at a gate while
// it is shut: each of them at the first pair that it comes upon.
type gate struct {
	storage.Store
	shut    atomic.Bool
	reached chan struct{} // told by each that stands at it
	open    chan struct{} // closed to let all go on
	passed  atomic.Int64  // pairs that were read
}

func (g *gate) View(ctx context.Context, fn func(storage.Tx) error) error {
	if ctx.Value(http.ServerContextKey) != nil { // work of the request itself
		return g.Store.View(ctx, fn)
	}
	return g.Store.View(ctx, func(tx storage.Tx) error { return fn(gatedTx{tx, g}) })
}

type gatedTx struct {
	storage.Tx
	*gate
}

func (t gatedTx) Scan(from, to []byte, order storage.Order) iter.Seq2[storage.Pair, error] {
	return func(yield func(storage.Pair, error) bool) {
		for pair, err := range t.Tx.Scan(from, to, order) {
			if err == nil && t.shut.Load() {
				t.reached <- struct{}{}
				<-t.open
			}
			if t.passed.Add(1); !yield(pair, err) {
				return
			}
		}
	}
}

// TestWorkEndsWhenItsClientGoes closes the connection while the server reads an earlier
// state, for itself or for a hypothesis about it: the work ends after the pairs at which
// its readers stand, the log says so, and whoever asks later is answered.
func TestWorkEndsWhenItsClientGoes(t *testing.T) {
	const known, supposed = `{ asKnownAt(moment: "2026-01-01T00:00:01Z") { %s } }`, `scenario(changes: [{invalidate: {instrument: "scc-2021", on: "2022-01-01"}}]) { registry { %s } }`
	const asked = `summary(asOf: "2022-06-01") { activeFlows }`
	t.Run("an earlier state", func(t *testing.T) { leaveWhileItWorks(t, fmt.Sprintf(known, asked), 1) })
	t.Run("a hypothesis", func(t *testing.T) { leaveWhileItWorks(t, fmt.Sprintf(known, fmt.Sprintf(supposed, asked)), 2) })
}

// ended is what the log says of work that nobody waits for.
const ended = "what nobody waits for any more was given up"

// leaveWhileItWorks asks a document and goes away; so many works are given up.
func leaveWhileItWorks(t *testing.T, document string, givenUp int) {
	t.Helper()
	ctx := anyone()
	store := &gate{Store: memkv.New(), reached: make(chan struct{}, 100), open: make(chan struct{})}
	clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := registry.Open(ctx, registry.Parts{Store: store, Law: law.Default(), Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(ctx, registry.Import{Sources: sample.Vendors()}); err != nil {
		t.Fatal(err)
	}
	clock = clock.Add(time.Hour)
	if _, err := r.Record(ctx, sheet.Organizations, registry.Command{}, registry.Fields{"name": "Later", "kind": "VENDOR", "country": "DE"}); err != nil {
		t.Fatal(err)
	}
	logged := logTo(t)
	answered := make(chan struct{}, 1)
	handler := servedTo(access.Admin, r)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		handler.ServeHTTP(w, q)
		answered <- struct{}{}
	}))
	defer server.Close()
	client, leave := context.WithCancel(ctx)
	request, err := http.NewRequestWithContext(client, http.MethodPost, server.URL+"/graphql", bytes.NewReader(asJSON(t, document)))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	warm(t, server, answered)
	store.shut.Store(true)
	gone := make(chan error, 1)
	go func() {
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			response.Body.Close()
		}
		gone <- err
	}()
	await(t, "the work to begin", store.reached)
	leave()
	if err := <-gone; err == nil {
		t.Fatal("it was answered")
	}
	await(t, "the request to end", answered)
	if givenUp > 1 { // what waits for the reading ends at once
		await(t, "the work that waits to end", logged(ended, givenUp-1))
	}
	before := store.passed.Load()
	store.shut.Store(false)
	close(store.open)
	await(t, "the work to end", logged(ended, 1))
	const readAtOnce = 20 // of the thousands that there are, where several read ahead
	if further := store.passed.Load() - before; further > readAtOnce {
		t.Errorf("%d pairs were read after the client had gone", further)
	}
	if answer := ask(t, server, document); !strings.Contains(answer, `"activeFlows":`) {
		t.Errorf("asked again: %s", answer)
	}
}

// warm has the server answer what needs no earlier state.
func warm(t *testing.T, server *httptest.Server, answered chan struct{}) {
	t.Helper()
	ask(t, server, `{ summary { activeFlows } }`)
	await(t, "an answer", answered)
}

func await(t *testing.T, what string, sign <-chan struct{}) {
	t.Helper()
	select {
	case <-sign:
	case <-time.After(patience):
		t.Fatalf("waited for %s", what)
	}
}

func asJSON(t testing.TB, document string) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// logTo takes the log of the program; the function gives a channel that tells when a
// message has been logged so many times.
func logTo(t *testing.T) func(message string, times int) <-chan struct{} {
	t.Helper()
	before := slog.Default()
	lines := make(chan string, 1000)
	slog.SetDefault(slog.New(slog.NewTextHandler(toLines(lines), nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return func(message string, times int) <-chan struct{} {
		told := make(chan struct{})
		go func() {
			for line := range lines {
				if strings.Contains(line, message) {
					times--
				}
				if times == 0 {
					close(told)
					return
				}
			}
		}()
		return told
	}
}

type toLines chan string

func (l toLines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}
