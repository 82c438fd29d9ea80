package graph_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// allOfSales is all that sales may select of a customer.
const allOfSales = `totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { externalId } } nodes {
	externalId name country
	d2016: dpa(asOf: "2016-01-01") { ...D } d2022: dpa(asOf: "2022-06-01") { ...D } d2026: dpa(asOf: "2026-11-23") { ...D }
}`

const dpaOfSales = ` fragment D on Dpa { status executedOn through
	agreement { externalId clauseSets { modules instrument { id name } } document { sha256 size type name url } } }`

// TestSalesSeesNothingOfWhatItMayNotSee changes at random what sales may not see: after
// each change every answer that it can get has the bytes that it had before.
func TestSalesSeesNothingOfWhatItMayNotSee(t *testing.T) {
	admin := anyone()
	r, err := registry.Open(admin, registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(admin, registry.Import{Sources: harbour(t)}); err != nil {
		t.Fatal(err)
	}
	handler := servedTo(access.Sales, r)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { handler.ServeHTTP(w, q) }))
	defer server.Close()
	random := rand.New(rand.NewPCG(1, 2))
	hidden := &hiddenChanges{r: r, ctx: admin, random: random}
	questions := questionsOfSales(t, r, admin)
	before := answersOf(t, server.URL, questions)
	if !strings.Contains(before, "IN_FORCE") || strings.Count(before, "FORBIDDEN") < 5 {
		t.Fatalf("sales is answered %s", before)
	}
	for i := range 600 {
		if i%50 == 0 {
			handler = servedTo(access.Sales, r) // which has not been asked too much yet
		}
		what := hidden.change(t)
		if after := answersOf(t, server.URL, questions); after != before {
			t.Fatalf("%s shows to sales:\n%s\n%s", what, before, after)
		}
	}
	// The control: what sales may see, it sees.
	if _, err := r.Amend(admin, sheet.Agreements, registry.Command{ExternalID: "dpa-nordwind-2021"}, registry.Fields{"through": "2022-01-01"}); err != nil {
		t.Fatal(err)
	}
	if answersOf(t, server.URL, questions) == before {
		t.Error("sales does not see that an agreement of a customer has ended")
	}
}

// harbour are the files of the contract's sample.
func harbour(t testing.TB) (all []sheet.Source) {
	t.Helper()
	paths, err := filepath.Glob("../tests/contract/harbour/*.csv")
	if err != nil || len(paths) != 6 {
		t.Fatalf("the sample has %v, %v", paths, err)
	}
	for _, path := range paths {
		kind, err := sheet.KindOf(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, sheet.Source{
			Name: path, Kind: kind, Open: func() (io.ReadCloser, error) { return os.Open(path) },
			Document: func(string) (string, string) { return "", "does not exist" },
		})
	}
	return all
}

// questionsOfSales are all that sales may ask, also about ids that it may not know of,
// and some that it may not.
func questionsOfSales(t *testing.T, r *registry.Registry, ctx context.Context) (all []string) {
	t.Helper()
	for _, search := range []string{"", "nordw", "a", "voice", "example.com", "secret"} {
		for _, first := range []int{3, 100} {
			all = append(all, fmt.Sprintf(`{ customers(search: %q, first: %d) { %s } }`, search, first, allOfSales)+dpaOfSales)
		}
	}
	view, err := r.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	flows, err := view.ListFlows(ctx, nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	agreements, err := view.Agreements(ctx, registry.AgreementFilter{}, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	organizations, err := view.SearchOrganizations(ctx, registry.OrganizationFilter{}, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, f := range flows.Nodes {
		ids = append(ids, fmt.Sprintf("%q", f.ID))
	}
	for _, a := range agreements.Nodes {
		ids = append(ids, fmt.Sprintf("%q", a.ID))
	}
	for _, o := range organizations.Nodes {
		ids = append(ids, fmt.Sprintf("%q", o.ID))
	}
	all = append(all, `{ nodes(ids: [`+strings.Join(ids, ",")+`]) { __typename ... on Organization { externalId name } } }`)
	for _, id := range []string{ids[0], ids[len(flows.Nodes)], ids[len(ids)-1]} { // a flow, an agreement, an organization
		all = append(all, `{ node(id: `+id+`) { __typename ... on Organization { externalId dpa { status } } } }`)
	}
	return append(all, `{ flows { totalCount } }`, `{ flow(externalId: "f-fraud") { name } }`, `{ summary { activeFlows } }`,
		`{ organizations { totalCount } }`, `{ log { totalCount } }`, `{ checkpoint { size } }`, `{ customers { nodes { sector } } }`, `{ people { totalCount } }`,
		`{ flow(externalId: "f-fraud") { triage { assignee } comments { totalCount } } }`, `mutation { wakeFlags(flags: [{flow: "f-fraud"}]) { name } }`)
}

// answersOf are the answers to questions, one after the other.
func answersOf(t *testing.T, address string, questions []string) string {
	t.Helper()
	var all strings.Builder
	for _, document := range questions {
		response, err := http.Post(address+"/graphql", "application/json", bytes.NewReader(asJSON(t, document)))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		response.Header.Del("Date")
		fmt.Fprintln(&all, response.StatusCode, response.Header, string(body))
	}
	return all.String()
}

// hiddenChanges changes what sales may not see.
type hiddenChanges struct {
	r      *registry.Registry
	ctx    context.Context
	random *rand.Rand
	made   int
}

// change changes something, and says what.
func (h *hiddenChanges) change(t *testing.T) (what string) {
	t.Helper()
	h.made++
	id := fmt.Sprintf("secret-%d", h.made)
	day := fmt.Sprintf("20%02d-%02d-%02d", 14+h.random.IntN(14), 1+h.random.IntN(12), 1+h.random.IntN(28))
	some := func(of ...string) string { return of[h.random.IntN(len(of))] }
	if h.random.IntN(5) == 0 {
		return h.triage(t, id, some("f-fraud", "f-website", "f-nordwind-voice"))
	}
	changes := []struct {
		kind   sheet.Kind
		of     string // "" for a new record
		fields registry.Fields
	}{
		{sheet.Organizations, "", registry.Fields{"id": id, "name": "Secret voice nordwind " + id, "kind": some("VENDOR", "PARTNER"), "country": "US", "domain": "example.com"}},
		{sheet.Organizations, "relay-us", registry.Fields{"name": "Relay " + id, "sector": some("COMMERCIAL", "PUBLIC")}},
		{sheet.Organizations, some("nordwind", "dalmatia", "gracht"), registry.Fields{"sector": some("COMMERCIAL", "PUBLIC", "NONPROFIT"), "group": some("", "G", id)}},
		{sheet.Agreements, "", registry.Fields{"id": id, "kind": "CLAUSES", "exporter": "nordwind", "importer": "relay-us", "clauses": "scc-2021/M2", "exporter_signed_on": day, "importer_signed_on": day}},
		{sheet.Agreements, "", registry.Fields{"id": id, "kind": "DPA", "exporter": "relay-us", "importer": "fraudlens", "exporter_signed_on": day}},
		{sheet.Agreements, "", registry.Fields{"id": id, "kind": "DPA", "exporter": "nordwind", "importer": "fraudlens", "exporter_signed_on": day, "importer_signed_on": day}},
		{sheet.Certifications, "", registry.Fields{"id": id, "organization": "relay-us", "framework": "eu-us-privacy-shield", "covers": "NON_HR", "certified_on": "2017-" + day[5:]}},
		{sheet.Assessments, "", registry.Fields{"id": id, "exporter": "nordwind", "importer": "relay-us", "completed_on": day, "outcome": some("EQUIVALENT", "INSUFFICIENT")}},
		{sheet.BindingRules, "", registry.Fields{"id": id, "group": "G", "type": "PROCESSOR", "regime": "EU", "approved_on": day}},
		{sheet.Flows, "", registry.Fields{"id": id, "name": "Secret nordwind flow", "customer": "nordwind", "exporter": "nordwind", "exporter_role": "CONTROLLER", "importer": "relay-us", "importer_role": "PROCESSOR", "data": "CONTACT"}},
		{sheet.Flows, "f-fraud", registry.Fields{"name": id, "purpose": id}},
	}
	c := changes[h.random.IntN(len(changes))]
	var err error
	if c.of == "" {
		_, err = h.r.Record(h.ctx, c.kind, registry.Command{}, c.fields)
	} else {
		_, err = h.r.Amend(h.ctx, c.kind, registry.Command{ExternalID: c.of}, c.fields)
	}
	if err != nil {
		t.Fatalf("%s %v: %v", c.kind, c.fields, err)
	}
	return fmt.Sprint(c.kind, " ", c.of, c.fields)
}

// triage takes a flag of a day in hand, puts it off, or comments on it.
func (h *hiddenChanges) triage(t *testing.T, id, flow string) (what string) {
	t.Helper()
	on := civil.MustParse("2021-01-01")
	c := registry.TriageCommand{Flags: []*registry.FlagRef{{Flow: flow}}, Reason: "nordwind " + id}
	h.r.Meet(h.ctx, access.Caller{Actor: id, Role: access.Compliance})
	_, assigned := h.r.AssignFlags(h.ctx, c, id)
	_, noted := h.r.CommentOnFlags(h.ctx, c, "secret of nordwind")
	_, snoozed := h.r.SnoozeFlags(h.ctx, c, on+100, on)
	if err := errors.Join(assigned, noted, snoozed); err != nil {
		t.Fatal(err)
	}
	return "triage of " + flow
}
