package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
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

// counting counts the reading transactions of a store.
type counting struct {
	storage.Store
	views atomic.Int64
}

func (c *counting) View(ctx context.Context, fn func(storage.Tx) error) error {
	c.views.Add(1)
	return c.Store.View(ctx, fn)
}

// served is a registry over HTTP with 200 flows of 200 customers, each with an
// agreement with one of 20 companies of ours, and a certification.
func served(t *testing.T) (*counting, *httptest.Server) {
	t.Helper()
	store := &counting{Store: memkv.New()}
	ctx := anyone()
	r, err := registry.Open(ctx, registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[sheet.Kind]*strings.Builder{}
	add := func(kind sheet.Kind, header, format string, args ...any) {
		if rows[kind] == nil {
			rows[kind] = &strings.Builder{}
			fmt.Fprintln(rows[kind], header)
		}
		fmt.Fprintf(rows[kind], format+"\n", args...)
	}
	for i := range 200 {
		own := i % 20
		if i < 20 {
			add(sheet.Organizations, "id,name,kind,country", "own-%03d,Own %d,SELF,US", i, i)
			add(sheet.Certifications, "id,organization,framework,covers,certified_on", "cert-%03d,own-%03d,eu-us-dpf,NON_HR,2023-08-01", i, i)
		}
		add(sheet.Organizations, "", "customer-%03d,Customer %d,CUSTOMER,DE", i, i)
		add(sheet.Agreements, "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on",
			"dpa-%03d,DPA,customer-%03d,own-%03d,scc-2021/M2,2022-01-01,2022-01-01", i, i, own)
		add(sheet.Flows, "id,name,customer,exporter,exporter_role,importer,importer_role,declared_basis",
			"f-%03d,F,customer-%03d,customer-%03d,CONTROLLER,own-%03d,PROCESSOR,dpa-%03d", i, i, i, own, i)
	}
	var sources []sheet.Source
	for kind, text := range rows {
		sources = append(sources, sheet.Source{Name: string(kind), Kind: kind, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(text.String())), nil
		}})
	}
	if _, err := r.Import(ctx, registry.Import{Sources: sources}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(servedTo(access.Admin, r))
	t.Cleanup(func() { server.Close(); r.Close() })
	return store, server
}

// TestListsNeverReadOncePerRow asks for few and for many rows: as many reads.
func TestListsNeverReadOncePerRow(t *testing.T) {
	for _, document := range []string{
		`{ flows(first: %d) { nodes { exporter { name } importer { name } customer { name } declaredBasis origin verdict { status } } } }`,
		`{ flows(first: %d) { edges { node { exporter { dpa { status agreement { importer { name } } } } verdict { explanation } } } } }`,
		`{ flows(first: %d) { nodes { verdict(asOf: "2024-01-01") { bases { agreement { exporter { name } } certification { organization { name } } } } } } }`,
		`{ flows(first: %d, filter: {snoozed: AWAKE}) { totalCount nodes { triage { assignee asleep } comments { totalCount } } } }`,
		`{ flows(first: %d) { nodes { onwardOf { name } onward { totalCount nodes { name } } } } }`,
		`{ customers(first: %d) { totalCount nodes { dpa { status agreement { importer { name } clauseSets { instrument { id } } } } } } }`,
		`{ agreements(first: %d) { totalCount edges { node { exporter { name } importer { dpa { status } } } } } }`,
	} {
		var reads []int64
		for _, rows := range []int{5, 200} { // each of a server that has kept nothing of what is asked
			store, server := served(t)
			ask(t, server, `{ flows(first: 1) { totalCount } }`)
			reads = append(reads, readsOf(t, store, server, fmt.Sprintf(document, rows)))
		}
		if few, many := reads[0], reads[1]; many > few {
			t.Errorf("%d reads for 200 rows, %d for 5: %s", many, few, document)
		}
	}
}

// TestALookUpIsKept asks about a customer twice: the second time only where the state
// stands is read.
func TestALookUpIsKept(t *testing.T) {
	store, server := served(t)
	const document = `{ organization(externalId: "customer-007") { name dpa { status executedOn } } }`
	first := ask(t, server, document)
	if reads := readsOf(t, store, server, document); reads != 1 {
		t.Errorf("%d reads for what was asked before", reads)
	}
	if !strings.Contains(first, `"name":"Customer 7","dpa":{"status":"IN_FORCE"`) || ask(t, server, document) != first {
		t.Errorf("%s became %s", first, ask(t, server, document))
	}
}

func readsOf(t *testing.T, store *counting, server *httptest.Server, document string) int64 {
	t.Helper()
	before := store.views.Load()
	ask(t, server, document)
	return store.views.Load() - before
}

// ask asks a document that must be answered without errors.
func ask(t *testing.T, server *httptest.Server, document string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": document})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Post(server.URL+"/graphql", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil || bytes.Contains(answer, []byte(`"errors"`)) {
		t.Fatalf("%s: %s, %v", document, answer, err)
	}
	return string(answer)
}
