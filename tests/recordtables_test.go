package tests

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// recordTables are the lists of records as files: how they are narrowed there, and the same
// list over GraphQL.
var recordTables = []struct{ table, parameters, list string }{
	{"flows", "on=2020-07-16", `flows(asOf: "2020-07-16", first: 1000)`},
	{"flows", "on=2020-07-16&status=NO_VALID_BASIS", `flows(asOf: "2020-07-16", filter: {status: NO_VALID_BASIS}, first: 1000)`},
	{"flows", "on=2020-07-16&origin=DE&destination=US", `flows(asOf: "2020-07-16", filter: {origin: "DE", destination: "US"}, first: 1000)`},
	{"flows", "customer=nordwind&q=calls", `flows(filter: {customer: "nordwind", text: "calls"}, first: 1000)`},
	{"flows", "exporter=relay-ie&importer=relay-us", `flows(filter: {exporter: "relay-ie", importer: "relay-us"}, first: 1000)`},
	{"organizations", "", `organizations(first: 1000)`},
	{"organizations", "q=relay", `organizations(search: "relay", first: 1000)`},
	{"organizations", "kind=CUSTOMER&country=DE", `organizations(kind: CUSTOMER, country: "DE", first: 1000)`},
	{"organizations", "group=Relay", `organizations(group: "Relay", first: 1000)`},
	{"agreements", "", `agreements(first: 1000)`},
	{"agreements", "party=nordwind&signatures=executed", `agreements(party: "nordwind", executed: true, first: 1000)`},
	{"agreements", "signatures=waiting", `agreements(executed: false, first: 1000)`},
	{"certifications", "", `certifications(first: 1000)`},
	{"certifications", "organization=relay-us", `certifications(organization: "relay-us", first: 1000)`},
	{"approvals", "", `bindingRules(first: 1000)`},
	{"approvals", "group=Relay", `bindingRules(group: "Relay", first: 1000)`},
	{"approvals", "group=nobody", `bindingRules(group: "nobody", first: 1000)`},
	{"assessments", "", `assessments(first: 1000)`},
	{"assessments", "party=nordwind", `assessments(party: "nordwind", first: 1000)`},
}

func TestRecordsAsASpreadsheetAreThoseOfTheList(t *testing.T) {
	s := harbourServed(t)
	for _, of := range recordTables {
		var answer struct {
			List struct{ Nodes []struct{ ExternalID string } }
		}
		if errs := s.graphQL(t, "{ list: "+of.list+" { nodes { externalId } } }", "", nil, &answer); len(errs) > 0 {
			t.Fatal(of.list, errs)
		}
		want := []string{"id"}
		for _, node := range answer.List.Nodes {
			want = append(want, node.ExternalID)
		}
		for _, form := range []string{"csv", "xlsx"} {
			status, _, body := s.spreadsheet(t, "/export/"+of.table+"."+form+"?"+of.parameters)
			if status != 200 {
				t.Fatalf("%s: %d %s", of.table, status, body)
			}
			var got []string
			for _, row := range readAs(t, form, body, of.table) {
				got = append(got, row[0])
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s.%s?%s: %s", of.table, form, of.parameters, diff)
			}
		}
	}
}

// TestARecordAsARow reads a row of each table.
func TestARecordAsARow(t *testing.T) {
	s := harbourServed(t)
	for table, want := range map[string]string{
		"flows":          "f-nordwind-voice|Nordwind calls and messages|VALID|Nordwind GmbH|Nordwind GmbH|Relay Communications, Inc.|DE|US",
		"organizations":  "relay-us|Relay Communications, Inc.|SELF|US|Relay",
		"agreements":     "dpa-nordwind-2014|DPA|Nordwind GmbH|Relay Communications, Inc.|scc-2010|2014-03-03|2014-03-10|2014-03-10||2021-10-11",
		"certifications": "cert-relay-sh-eu|Relay Communications, Inc.|eu-us-safe-harbor|HR; NON_HR|2009-05-11||2016-09-26",
		"approvals":      "bcr-relay-c|Relay|CONTROLLER|EU|2018-05-15||Data Protection Commission (Ireland)",
		"assessments":    "tia-nordwind|Nordwind GmbH|Relay Communications, Inc.|2021-10-01|SUPPLEMENTARY_MEASURES|2022-10-01|Encryption in transit and at rest; challenge of access requests",
	} {
		_, _, body := s.spreadsheet(t, "/export/"+table+".csv?on=2015-01-01")
		rows := rowsOf(t, body)
		if !slices.ContainsFunc(rows, func(row []string) bool { return strings.Join(row, "|") == want }) {
			t.Errorf("%s has no row %s: %q", table, want, rows)
		}
	}
}

// TestATableOfManyPages has more rows than are read at once, each once and in order, and
// what a spreadsheet would run as text.
func TestATableOfManyPages(t *testing.T) {
	const many = 2_345
	var file strings.Builder
	file.WriteString("id,name,kind,country\n")
	for i := range many {
		fmt.Fprintf(&file, "o-%05d,=HYPERLINK(%d),VENDOR,DE\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "organizations.csv")
	if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, "import", "--data", data, path)
	s := serve(t, data)
	for _, parameters := range []string{"", "?q=hyperlink", "?kind=VENDOR"} {
		for _, form := range []string{"csv", "xlsx"} {
			_, _, body := s.spreadsheet(t, "/export/organizations."+form+parameters)
			rows := readAs(t, form, body, "organizations")
			if len(rows) != 1+many {
				t.Fatalf("%s%s has %d rows", form, parameters, len(rows))
			}
			seen := map[string]bool{}
			for _, row := range rows[1:] {
				seen[row[0]] = true
				if !strings.HasPrefix(row[1], "'=HYPERLINK(") {
					t.Fatalf("%s%s has %q", form, parameters, row)
				}
			}
			if len(seen) != many {
				t.Errorf("%s%s has %d different rows", form, parameters, len(seen))
			}
		}
	}
}

// TestRecordTablesKeepToTheCaller asks as an officer who is limited to an exporter, and as
// sales.
func TestRecordTablesKeepToTheCaller(t *testing.T) {
	s := harbourServed(t)
	officer, sales := tokenOf(t, s.data, "COMPLIANCE", "relay-ie"), tokenOf(t, s.data, "SALES")
	for _, of := range recordTables {
		path := "/export/" + of.table + ".csv?" + of.parameters
		if status, body := s.as(t, sales, request{"GET", path, nil, nil}); status != 403 {
			t.Errorf("%s for sales: %d %s", path, status, body)
		}
		status, body := s.as(t, officer, request{"GET", path, nil, nil})
		if status != 200 {
			t.Fatalf("%s for the officer: %d %s", path, status, body)
		}
		_, a := s.askAs(t, officer, "{ list: "+of.list+" { totalCount } }")
		if got, want := len(rowsOf(t, body))-1, string(a.Data["list"]); want != fmt.Sprintf(`{"totalCount":%d}`, got) {
			t.Errorf("%s for the officer: %d rows, the list has %s", path, got, want)
		}
		if strings.Contains(body, "Nordwind") {
			t.Errorf("%s tells the officer of another one's partner: %s", path, body)
		}
		if status, body := s.as(t, officer, request{"GET", path + "&known=2026-01-01T00:00:00Z", nil, nil}); status != 403 {
			t.Errorf("%s, as known then, for the officer: %d %s", path, status, body)
		}
	}
}

// TestRecordTablesOfWhatWasKnown ask for records before there were any.
func TestRecordTablesOfWhatWasKnown(t *testing.T) {
	s := harbourServed(t)
	for _, of := range recordTables {
		path := "/export/" + of.table + ".csv?" + of.parameters + "&known=2019-12-31T23:59:59.999Z"
		if status, _, body := s.spreadsheet(t, path); status != 200 || len(rowsOf(t, body)) != 1 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}
