// Command inside answers questions about a registry without a network, one a line:
// {"ask": "a GraphQL document"} with {"body": …, "ms": 1.5}. It is what a database
// in the client's own process is compared with: a question as text, an answer as
// data, nothing between. Of the registry alone, without GraphQL, it counts the flows
// of a day by status: {"ask": "count 2020-07-16"} with {"rows": …, "ms": 0.01}.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// everybody is who asks.
var everybody = access.Caller{Actor: "bench", Role: access.Admin}

func main() {
	if err := run(access.With(context.Background(), everybody), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "inside:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, data string) (err error) {
	r, err := open(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	r.KeepWarm()
	for r.Ready(ctx) != nil {
		time.Sleep(10 * time.Millisecond)
	}
	all := asked{r, graph.Handler(r, graph.Options{LargestDocument: graph.LargestDocument, Door: signin.NewDoor(r.LetIn, time.Now), Everybody: &everybody, Streams: graph.NewStreams()})}
	answers := json.NewEncoder(os.Stdout)
	for questions := json.NewDecoder(bufio.NewReader(os.Stdin)); questions.More(); {
		var q struct{ Ask string }
		if err := questions.Decode(&q); err != nil {
			return err
		}
		if err := answers.Encode(all.answer(ctx, q.Ask)); err != nil {
			return err
		}
	}
	return nil
}

func open(ctx context.Context, data string) (*registry.Registry, error) {
	store, err := boltkv.Open(data, boltkv.Options{Command: "inside"})
	if err != nil {
		return nil, err
	}
	documents, err := blob.Open(filepath.Join(data, "documents"))
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return registry.Open(ctx, registry.Parts{Store: store, Documents: documents, Law: law.Default(), Clock: time.Now})
}

// asked is the registry, as it is asked.
type asked struct {
	registry *registry.Registry
	handler  http.Handler
}

// answer is one line.
type answer struct {
	Body  json.RawMessage `json:"body,omitempty"`
	Rows  [][]string      `json:"rows,omitempty"`
	MS    float64         `json:"ms"`
	Error string          `json:"error,omitempty"`
}

func (a asked) answer(ctx context.Context, question string) (said answer) {
	var err error
	var took time.Duration
	if day, is := strings.CutPrefix(question, "count "); is {
		said.Rows, took, err = a.count(ctx, day)
	} else {
		said.Body, took, err = a.graphQL(question)
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	said.MS = float64(took) / float64(time.Millisecond)
	return said
}

// count counts the flows of a day by status.
func (a asked) count(ctx context.Context, on string) (rows [][]string, took time.Duration, err error) {
	day, err := civil.Parse(on)
	if err != nil {
		return nil, 0, err
	}
	begun := time.Now()
	view, err := a.registry.Now(ctx)
	if err != nil {
		return nil, 0, err
	}
	counted, err := view.Series(ctx, registry.SeriesQuery{From: day, Through: day, Step: registry.Daily, By: registry.ByStatus})
	took = time.Since(begun)
	if err != nil {
		return nil, 0, err
	}
	for _, line := range counted.Lines {
		if n := line.Counts[0]; n > 0 {
			rows = append(rows, []string{on, line.Name, strconv.Itoa(n)})
		}
	}
	return rows, took, nil
}

func (a asked) graphQL(document string) (json.RawMessage, time.Duration, error) {
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		return nil, 0, err
	}
	request, err := http.NewRequest(http.MethodPost, "http://localhost/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	said := &response{header: http.Header{}, status: http.StatusOK}
	begun := time.Now()
	a.handler.ServeHTTP(said, request)
	took := time.Since(begun)
	if !json.Valid(said.body.Bytes()) {
		return nil, 0, fmt.Errorf("%d: %s", said.status, said.body.Bytes())
	}
	return said.body.Bytes(), took, nil
}

// response keeps what a handler writes; there is no connection to be cut.
type response struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *response) Header() http.Header         { return r.header }
func (r *response) WriteHeader(status int)      { r.status = status }
func (r *response) Write(p []byte) (int, error) { return r.body.Write(p) }

func (r *response) SetReadDeadline(time.Time) error  { return nil }
func (r *response) SetWriteDeadline(time.Time) error { return nil }
