package tests

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestASalesTokenFindsNoWayToAFlow walks the whole schema as who stole a token of
// sales: from the roots, through every field that it may ask for, and through the ids
// that it might have heard of.
func TestASalesTokenFindsNoWayToAFlow(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	sales := tokenOf(t, s.data, "SALES")
	types := s.schema(t)
	reached := []string{"Query", "Mutation"}
	ways := map[string][]fieldOf{}
	for i := 0; i < len(reached); i++ {
		for _, field := range types[reached[i]].Fields {
			way := append(slices.Clone(ways[reached[i]]), fieldOf{reached[i], field})
			_, a := s.askAs(t, sales, asking(types, way))
			to := field.Type.named()
			if a.has("FORBIDDEN") || len(types[to].Fields) == 0 || slices.Contains(reached, to) {
				continue
			}
			reached, ways[to] = append(reached, to), way
		}
	}
	for _, field := range types["Subscription"].Fields {
		if _, a := s.listenAs(t, sales, asking(types, []fieldOf{{"Subscription", field}})); !a.has("FORBIDDEN") || a.Data != nil {
			t.Errorf("sales listens to %s: %v", field.Name, a)
		}
	}
	slices.Sort(reached)
	want := []string{
		"Agreement", "ClauseUse", "Document", "Dpa", "Instrument", "Mutation", "Node", "Organization",
		"OrganizationConnection", "OrganizationEdge", "PageInfo", "Query", "Viewer",
	}
	if !slices.Equal(reached, want) {
		t.Errorf("sales reaches %v, not %v", reached, want)
	}
	for name, id := range idsOf(t, s) {
		for _, document := range []string{
			`{ node(id: %q) { __typename } }`, `{ nodes(ids: [%q]) { __typename } }`, `{ n: node(id: %q) { ... on Organization { name } } }`,
		} {
			_, a := s.askAs(t, sales, fmt.Sprintf(document, id))
			for _, found := range a.Data {
				if text := string(found); name != "CUSTOMER" && text != "null" && text != "[null]" {
					t.Errorf("sales finds a %s: %s", name, text)
				}
			}
			if name == "CUSTOMER" && len(a.Errors) > 0 {
				t.Errorf("sales does not find a customer: %v", a.Errors)
			}
			if strings.Contains(document, "node(") && name != "CUSTOMER" && !a.has("NOT_FOUND") {
				t.Errorf("of a %s sales is told %v", name, a.Errors)
			}
		}
	}
	for _, hidden := range []string{
		`{ __typename ... on Query { flows { totalCount } } }`, `query($no: Boolean = false) { flows @include(if: $no) { totalCount } }`,
		`{ ...F } fragment F on Query { customers { ...G } flow(externalId: "f-fraud") { name } } fragment G on OrganizationConnection { totalCount }`,
		`{ customers { nodes { kind } } }`, `{ customers { nodes { dpa { agreement { exporter { name } } } } } }`,
		`{ node(id: "x") { ... on Flow { name } } }`, `{ node(id: "x") { id } }`, `{ customers { nodes { ... on Node { id } } } }`,
		`{ asKnownAt(moment: "2026-01-01T00:00:00Z") { customers { totalCount } } }`,
		`{ scenario(changes: []) { registry { customers { totalCount } } } }`,
	} {
		if _, a := s.askAs(t, sales, hidden); !a.has("FORBIDDEN") || a.Data != nil {
			t.Errorf("%s: %v %s", hidden, a.Errors, a.Data)
		}
	}
}

// idsOf are ids of records of every kind, by the kind.
func idsOf(t *testing.T, s *server) map[string]string {
	t.Helper()
	type one struct{ Nodes []struct{ ID, Kind string } }
	var told struct {
		Organizations, Flows, Agreements, Certifications, BindingRules, Assessments one
	}
	const document = `{ organizations { nodes { id kind } } flows { nodes { id } } agreements { nodes { id } }
		certifications { nodes { id } } bindingRules { nodes { id } } assessments { nodes { id } } }`
	if errs := s.graphQL(t, document, "", nil, &told); len(errs) > 0 {
		t.Fatal(errs)
	}
	ids := map[string]string{
		"flow": told.Flows.Nodes[0].ID, "agreement": told.Agreements.Nodes[0].ID, "certification": told.Certifications.Nodes[0].ID,
		"approval": told.BindingRules.Nodes[0].ID, "assessment": told.Assessments.Nodes[0].ID, "id of nothing": "00000000-0000-7000-8000-000000000000",
	}
	for _, o := range told.Organizations.Nodes {
		ids[o.Kind] = o.ID
	}
	return ids
}

// TestSalesGetsTheSignedDocument gets the document of a customer's agreement, and no
// other one.
func TestSalesGetsTheSignedDocument(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	sales := tokenOf(t, s.data, "SALES")
	_, signed, _ := s.upload(t, "?name=signed.txt", "signed by both")
	_, other, _ := s.upload(t, "?name=other.txt", "nobody else's business")
	for _, given := range []string{
		`amendAgreement(externalId: "dpa-nordwind-2021", input: {document: %q}) { record { id } }`,
	} {
		if errs := s.graphQL(t, "mutation { "+fmt.Sprintf(given, signed)+" }", "", nil, nil); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	if errs := s.graphQL(t, fmt.Sprintf(`mutation { recordAgreement(input: {externalId: "secret", kind: CLAUSES, exporter: "nordwind", importer: "relay-us", document: %q}) { record { id } } }`, other), "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	_, a := s.askAs(t, sales, `{ customers(search: "nordwind") { nodes { dpa(asOf: "2026-11-23") { agreement { externalId document { sha256 size type name url } } } } } }`)
	path := "/documents/" + signed + "?" + url.Values{"agreement": {"dpa-nordwind-2021"}}.Encode()
	if told := string(a.Data["customers"]); len(a.Errors) > 0 || !strings.Contains(told, `"url":"`+path+`"`) {
		t.Fatalf("%s %v, want %s", told, a.Errors, path)
	}
	if status, body := s.as(t, sales, request{"GET", path, nil, nil}); status != 200 || body != "signed by both" {
		t.Errorf("the document: %d %s", status, body)
	}
	_, unknown := s.as(t, sales, request{"GET", "/documents/" + strings.Repeat("0", 64), nil, nil})
	for _, path := range []string{
		"/documents/" + signed, "/documents/" + other, "/documents/" + other + "?agreement=secret", "/documents/" + other + "?agreement=dpa-nordwind-2021",
		"/documents/" + signed + "?agreement=secret", "/documents/" + signed + "?agreement=nobody",
	} {
		status, body := s.as(t, sales, request{"GET", path, nil, nil})
		sum := strings.TrimPrefix(strings.Split(path, "?")[0], "/documents/")
		if status != 404 || strings.ReplaceAll(body, sum, strings.Repeat("0", 64)) != unknown {
			t.Errorf("%s: %d %s, unlike %s", path, status, body, unknown)
		}
	}
}
