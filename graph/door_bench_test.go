package graph_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// BenchmarkDpaLookUp asks sales' question of a folder: of a server that asks neither who it
// is nor what he may do or what it costs; as somebody who is let in without a door; with a
// token; with the cookie of a session; and with a token where who reads is recorded. What
// each takes more than the first is what all that costs.
func BenchmarkDpaLookUp(b *testing.B) {
	store, err := boltkv.Open(b.TempDir(), boltkv.Options{Create: true, Command: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: harbour(b)}); err != nil {
		b.Fatal(err)
	}
	log := accesslog.New(b.TempDir(), time.Now)
	recording, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now, Access: log})
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	ctx, end := context.WithCancel(b.Context())
	defer end()
	go recording.SyncAccessLog(ctx)
	made, err := r.CreateToken(anyone(), registry.TokenInput{Name: "bench", Role: access.Sales})
	if err != nil {
		b.Fatal(err)
	}
	door := signin.NewDoor(r.LetIn, time.Now)
	entered := httptest.NewRecorder()
	_, code, _ := strings.Cut(door.Link("", access.Caller{Actor: "bench", Role: access.Sales}), "#sign-in=")
	if _, err := door.EnterBy(entered, httptest.NewRequest(http.MethodPost, "/sign-in", nil), code); err != nil {
		b.Fatal(err)
	}
	open, behind := httptest.NewServer(servedTo(access.Sales, r)), httptest.NewServer(graph.Handler(r, graph.Options{Door: door, Streams: graph.NewStreams()}))
	recorded := httptest.NewServer(graph.Handler(recording, graph.Options{Door: signin.NewDoor(recording.LetIn, time.Now), Streams: graph.NewStreams()}))
	unasked := httptest.NewServer(graph.Unasked(anyone(), r, door))
	defer unasked.Close()
	defer open.Close()
	defer behind.Close()
	defer recorded.Close()
	body := asJSON(b, `{ customers(search: "nordwind", first: 10) { totalCount nodes { externalId name country
		dpa(asOf: "2026-11-23") { status executedOn through agreement { externalId clauseSets { instrument { id name } modules } } } } } }`)
	ways := []struct {
		name   string
		server *httptest.Server
		header map[string]string
		took   []time.Duration
	}{
		{"nothing asked", unasked, nil, nil},
		{"roles and cost", open, nil, nil},
		{"token", behind, map[string]string{"Authorization": "Bearer " + made.Secret}, nil},
		{"session", behind, map[string]string{"Cookie": entered.Result().Cookies()[0].String(), "Safeconduct-Client": "bench"}, nil},
		{"recorded", recorded, map[string]string{"Authorization": "Bearer " + made.Secret}, nil},
	}
	for b.Loop() {
		for i := range ways { // one after the other, so that all have the same machine
			begun := time.Now()
			lookUp(b, ways[i].server.URL, ways[i].header, body)
			ways[i].took = append(ways[i].took, time.Since(begun))
		}
	}
	for _, way := range ways[1:] {
		b.ReportMetric(100*(median(way.took).Seconds()/median(ways[0].took).Seconds()-1), "%-more-with-"+strings.ReplaceAll(way.name, " ", "-"))
	}
	b.ReportMetric(float64(median(ways[0].took).Microseconds()), "µs-with-nothing-asked")
	b.ReportMetric(0, "ns/op") // of all of them together
}

// median is that of some times, which it sorts.
func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// lookUp sends the question once.
func lookUp(b *testing.B, url string, header map[string]string, body []byte) {
	b.Helper()
	q, err := http.NewRequest(http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/json")
	for name, value := range header {
		q.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(q)
	if err != nil {
		b.Fatal(err)
	}
	answer, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil || response.StatusCode != http.StatusOK || bytes.Contains(answer, []byte("errors")) {
		b.Fatalf("%s %v", answer, err)
	}
}
