package tests

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// spreadsheet gets a table of the page.
func (s *server) spreadsheet(t *testing.T, path string) (status int, header http.Header, body string) {
	t.Helper()
	response, body := s.get(t, "GET", path, nil)
	return response.StatusCode, response.Header, body
}

// rowsOf are the rows of CSV, without the mark before them.
func rowsOf(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestFlagsAsASpreadsheetAreThoseOfTheList narrows in each way, and asks GraphQL which
// flows that are.
func TestFlagsAsASpreadsheetAreThoseOfTheList(t *testing.T) {
	s := harbourServed(t)
	var all struct {
		Flows struct {
			Nodes []struct {
				ExternalID, Name, Origin, Destination string
				Customer, Exporter, Importer          *struct{ ExternalID, Name string }
				Verdict                               struct {
					Status  string
					Reasons []struct{ Code, Message, Citation string }
				}
				Remedies []struct{ Pieces []struct{ Kind string } }
				Triage   *struct {
					Assignee string
					Snooze   *struct{ Until string }
				}
			}
		}
	}
	if errs := s.graphQL(t, `mutation {
		assignFlags(flags: [{flow: "f-website"}, {flow: "f-fraud"}], assignee: "`+s.me(t)+`") { id }
		snoozeFlags(flags: [{flow: "f-website"}], until: "2030-01-01", reason: "a test", asOf: "2020-07-16") { id }
	}`, "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	if errs := s.graphQL(t, `{ flows(filter: {status: [NO_VALID_BASIS, AT_RISK]}, asOf: "2020-07-16", first: 1000) { nodes {
		externalId name origin destination customer { externalId name } exporter { externalId name } importer { externalId name }
		verdict(asOf: "2020-07-16") { status reasons { code message citation } } remedies(asOf: "2020-07-16") { pieces { kind } } triage { assignee snooze { until } } } } }`, "", nil, &all); len(errs) > 0 {
		t.Fatal(errs)
	}
	flags := all.Flows.Nodes
	if len(flags) < 4 {
		t.Fatalf("there are %d flags", len(flags))
	}
	first := flags[0]
	type narrowing struct {
		parameter, value string
		admits           func(i int) bool
	}
	for _, n := range []narrowing{
		{"", "", func(int) bool { return true }},
		{"status", "AT_RISK", func(i int) bool { return flags[i].Verdict.Status == "AT_RISK" }},
		{"importer", first.Importer.ExternalID, func(i int) bool { return flags[i].Importer.ExternalID == first.Importer.ExternalID }},
		{"exporter", first.Exporter.ExternalID, func(i int) bool { return flags[i].Exporter.ExternalID == first.Exporter.ExternalID }},
		{"country", first.Destination, func(i int) bool { return flags[i].Destination == first.Destination }},
		{"origin", first.Origin, func(i int) bool { return flags[i].Origin == first.Origin }},
		{"customer", "-", func(i int) bool { return flags[i].Customer == nil }},
		{"reason", "ASSESSMENT_MISSING", func(i int) bool {
			return slices.ContainsFunc(flags[i].Verdict.Reasons, func(r struct{ Code, Message, Citation string }) bool { return r.Code == "ASSESSMENT_MISSING" })
		}},
		{"mend", "ASSESS", func(i int) bool {
			return slices.ContainsFunc(flags[i].Remedies, func(r struct{ Pieces []struct{ Kind string } }) bool {
				return len(r.Pieces) == 1 && r.Pieces[0].Kind == "ASSESS"
			})
		}},
		{"mend", "-", func(i int) bool { return len(flags[i].Remedies) == 0 }},
		{"assignee", "-", func(i int) bool { return flags[i].Triage == nil }},
		{"snoozed", "ASLEEP", func(i int) bool { return flags[i].Triage != nil && flags[i].Triage.Snooze != nil }},
		{"importer", "nobody", func(int) bool { return false }},
	} {
		want := [][]string{strings.Split("id name status customer exporter importer origin destination reasons citations assignee snoozed_until", " ")}
		for _, status := range []string{"NO_VALID_BASIS", "AT_RISK"} {
			for i, f := range flags {
				if f.Verdict.Status != status || !n.admits(i) {
					continue
				}
				var messages, citations []string
				for _, r := range f.Verdict.Reasons {
					messages, citations = append(messages, r.Message), append(citations, r.Citation)
				}
				customer, assignee, until := "", "", ""
				if f.Triage != nil {
					assignee = f.Triage.Assignee
					if f.Triage.Snooze != nil {
						until = f.Triage.Snooze.Until
					}
				}
				if f.Customer != nil {
					customer = f.Customer.Name
				}
				want = append(want, []string{f.ExternalID, f.Name, status, customer, f.Exporter.Name, f.Importer.Name, f.Origin, f.Destination, strings.Join(messages, "; "), strings.Join(citations, "; "), assignee, until})
			}
		}
		q := url.Values{"on": {"2020-07-16"}}
		if n.parameter != "" {
			q.Set(n.parameter, n.value)
		}
		for _, form := range []string{"csv", "xlsx"} {
			status, header, body := s.spreadsheet(t, "/export/flags."+form+"?"+q.Encode())
			if status != 200 || header.Get("Content-Disposition") != "attachment; filename=flags-2020-07-16."+form {
				t.Fatalf("%d %v %s", status, header, body)
			}
			got := readAs(t, form, body, "flags")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s=%s: %s", form, n.parameter, n.value, diff)
			}
		}
	}
}

func readAs(t *testing.T, form, body, sheet string) [][]string {
	t.Helper()
	if form == "csv" {
		return rowsOf(t, body)
	}
	rows := readBook(t, strings.NewReader(body), sheet)
	for i := range rows {
		for len(rows[i]) < len(rows[0]) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

// TestNoSpreadsheetRunsWhatIsRecorded names a flow as formulas are.
func TestNoSpreadsheetRunsWhatIsRecorded(t *testing.T) {
	s := harbourServed(t)
	for i, name := range []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "'=1"} {
		q := fmt.Sprintf(`mutation { recordFlow(input: {externalId: "odd-%d", name: %q, exporter: "nordwind", importer: "relay-us", exporterRole: CONTROLLER, importerRole: PROCESSOR, startsOn: "2018-01-01"}) { record { id } } }`, i, name)
		if errs := s.graphQL(t, q, "", nil, nil); len(errs) > 0 {
			t.Fatal(errs)
		}
		for _, form := range []string{"csv", "xlsx"} {
			_, _, body := s.spreadsheet(t, "/export/flags."+form+"?on=2020-07-16")
			i := slices.IndexFunc(readAs(t, form, body, "flags"), func(row []string) bool { return row[1] == "'"+name })
			if i < 0 {
				t.Errorf("%s: %q is not written as text", form, name)
			}
		}
	}
}

func TestOtherTablesAsSpreadsheets(t *testing.T) {
	s := harbourServed(t)
	get := func(path, form, name string) [][]string {
		status, _, body := s.spreadsheet(t, path)
		if status != 200 {
			t.Fatalf("%s: %d %s", path, status, body)
		}
		return readAs(t, form, body, name)
	}
	var due struct {
		Deadlines struct {
			TotalCount int
			Nodes      []struct{ Date, Kind, Evidence string }
		}
		Log struct{ TotalCount int }
	}
	if errs := s.graphQL(t, `{ deadlines(from: "2020-01-01", through: "2024-12-31", first: 1000) { totalCount nodes { date kind evidence } } log { totalCount } }`, "", nil, &due); len(errs) > 0 {
		t.Fatal(errs)
	}
	rows := get("/export/deadlines.csv?from=2020-01-01&through=2024-12-31", "csv", "")
	if len(rows) != 1+due.Deadlines.TotalCount || len(rows) < 3 || rows[1][0] != due.Deadlines.Nodes[0].Date || rows[1][2] != due.Deadlines.Nodes[0].Evidence {
		t.Errorf("of %d deadlines %d rows, %q", due.Deadlines.TotalCount, len(rows), rows)
	}
	kind := due.Deadlines.Nodes[0].Kind
	for _, row := range get("/export/deadlines.xlsx?from=2020-01-01&through=2024-12-31&kind="+kind, "xlsx", "deadlines")[1:] {
		if row[1] != kind {
			t.Errorf("narrowed to %s it has %q", kind, row)
		}
	}
	if rows := get("/export/log.xlsx?verb=import", "xlsx", "log"); len(rows) != 2 || rows[1][3] != "import" || rows[0][0] != "commit" {
		t.Errorf("the log has %q", rows)
	}
	const changes = `[{"invalidate":{"instrument":"eu-us-dpf","on":"2026-12-01"}}]`
	var impact struct {
		Scenario struct {
			Impact struct {
				Flows struct {
					TotalCount int
					Nodes      []struct{ Flow struct{ ExternalID string } }
				}
			}
		}
	}
	if errs := s.graphQL(t, `{ scenario(changes: [{invalidate: {instrument: "eu-us-dpf", on: "2026-12-01"}}]) { impact(asOf: "2026-12-01") { flows: flowsHit(effect: [FALLS], first: 1000) { totalCount nodes { flow { externalId } } } } } }`, "", nil, &impact); len(errs) > 0 {
		t.Fatal(errs)
	}
	hits := get("/export/hits.csv?on=2026-12-01&effect=FALLS&changes="+url.QueryEscape(changes), "csv", "")
	if want := impact.Scenario.Impact.Flows; len(hits) != 1+want.TotalCount || want.TotalCount == 0 || hits[1][0] != want.Nodes[0].Flow.ExternalID || hits[1][11] != "2026-12-01" {
		t.Errorf("of %d hits: %q", want.TotalCount, hits)
	}
}

// TestASpreadsheetOfWhatWasKnown asks for the flags before there were any records.
func TestASpreadsheetOfWhatWasKnown(t *testing.T) {
	s := harbourServed(t)
	for known, want := range map[string]bool{"2019-12-31T23:59:59.999Z": false, time.Now().UTC().Format(time.RFC3339Nano): true} {
		status, _, body := s.spreadsheet(t, "/export/flags.csv?on=2020-07-16&known="+known)
		if rows := rowsOf(t, body); status != 200 || len(rows) > 1 != want {
			t.Errorf("known at %s: %d, %d rows", known, status, len(rows))
		}
	}
	for language, want := range map[string]string{"de": "für ungültig erklärt", "en": "invalidated"} {
		if _, _, body := s.spreadsheet(t, "/export/flags.csv?on=2020-07-16&language="+language); !strings.Contains(body, want) {
			t.Errorf("%s: %s", language, body)
		}
	}
}

func TestSpreadsheetsThatMakeNoSense(t *testing.T) {
	s := harbourServed(t)
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		"/export/flags.csv?on=soon":                                {400, "is no date"},
		"/export/flags.csv?snoozed=maybe":                          {400, "is none of"},
		"/export/flags.csv?country=ZZ":                             {400, "destination"},
		"/export/flags.xlsx?status=VALID":                          {400, "expected NO_VALID_BASIS or AT_RISK"},
		"/export/deadlines.csv":                                    {400, "no period"},
		"/export/deadlines.csv?from=2024-01-02&through=2024-01-01": {400, "no period"},
		"/export/flags.csv?known=yesterday":                        {400, "is no moment"},
		"/export/flags.csv?known=2999-01-01T00:00:00Z":             {400, "future"},
		"/export/flags.csv?on=soon&language=de":                    {400, "ist kein Datum"},
		"/export/log.csv?from=monday":                              {400, "is no moment"},
		"/export/hits.csv?changes=%5B%5D":                          {400, "expected 1 to 50"},
		"/export/hits.csv?changes=x":                               {400, "no JSON"},
		"/export/hits.csv?changes=%5B%7B%7D%5D":                    {400, "BAD_USER_INPUT"},
		"/export/hits.csv?effect=NONE&changes=%5B%5D":              {400, "is none of these"},
		"/export/flows.csv?status=BROKEN":                          {400, "is none of these"},
		"/export/flows.csv?origin=ZZ":                              {400, "origin"},
		"/export/organizations.csv?kind=FRIEND":                    {400, "is none of these"},
		"/export/organizations.xlsx?country=ZZ":                    {400, "country"},
		"/export/agreements.csv?signatures=some&language=de":       {400, "ist keines davon"},
		"/export/flags.pdf":                                        {404, "there is no table"},
		"/export/tokens.csv":                                       {404, "there is no table"},
		"/export/..%2Fflags.csv":                                   {404, "there is no table"},
	} {
		status, header, body := s.spreadsheet(t, path)
		if status != want.status || !strings.Contains(body, want.says) || header.Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

// TestWhoGetsASpreadsheetIsRecorded asks as each role.
func TestWhoGetsASpreadsheetIsRecorded(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	tokens := map[string]string{"SALES": tokenOf(t, data, "SALES"), "AUDITOR": tokenOf(t, data, "AUDITOR"), "COMPLIANCE": tokenOf(t, data, "COMPLIANCE"), "": ""}
	s := serve(t, data)
	for role, want := range map[string]int{"SALES": 403, "AUDITOR": 200, "COMPLIANCE": 200, "": 401} {
		if status, body := s.as(t, tokens[role], request{"GET", "/export/flags.csv?on=2020-07-16&importer=relay-us", nil, nil}); status != want {
			t.Errorf("%s: %d %s", role, status, body)
		}
	}
	var seen []string
	for _, l := range s.accessLog(t) {
		if l.Path == "GET /export/{table}" {
			seen = append(seen, l.Role+" "+l.Outcome+" "+strings.Join(l.Asked, ","))
		}
	}
	slices.Sort(seen)
	want := []string{" UNAUTHENTICATED ", "AUDITOR OK importer,on", "COMPLIANCE OK importer,on", "SALES FORBIDDEN "}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}
