package graph_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// BenchmarkDpaLookUp asks sales' question of a folder: without a door, with a token, and
// with the cookie of a session. What the second takes more than the first is what it
// costs to be somebody.
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
	made, err := r.CreateToken(anyone(), registry.TokenInput{Name: "bench", Role: access.Sales})
	if err != nil {
		b.Fatal(err)
	}
	door := signin.NewDoor(r.LetIn, time.Now)
	entered := httptest.NewRecorder()
	door.Enter(entered, access.Caller{Actor: "bench", Role: access.Sales})
	open, behind := httptest.NewServer(servedTo(access.Sales, r)), httptest.NewServer(graph.Handler(r, graph.Options{Door: door}))
	defer open.Close()
	defer behind.Close()
	for _, by := range []struct {
		name   string
		server *httptest.Server
		header map[string]string
	}{
		{"without a door", open, nil},
		{"with a token", behind, map[string]string{"Authorization": "Bearer " + made.Secret}},
		{"with a session", behind, map[string]string{"Cookie": entered.Result().Cookies()[0].String(), "Safeconduct-Client": "bench"}},
	} {
		b.Run(by.name, func(b *testing.B) {
			body := asJSON(b, `{ customers(search: "nordwind", first: 10) { totalCount nodes { externalId name country
				dpa(asOf: "2026-11-23") { status executedOn through agreement { externalId clauseSets { instrument { id name } modules } } } } } }`)
			b.ReportAllocs()
			for b.Loop() {
				q, err := http.NewRequest(http.MethodPost, by.server.URL+"/graphql", bytes.NewReader(body))
				if err != nil {
					b.Fatal(err)
				}
				q.Header.Set("Content-Type", "application/json")
				for name, value := range by.header {
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
		})
	}
}
