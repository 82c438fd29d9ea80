package tests

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// badInputs are files that must be refused, each with what must be said. The
// first line of a file's text is its header.
var badInputs = []struct {
	name, file, content, want string
}{
	{"an empty file", "flows.csv", "", "flows.csv:1: row: the file is empty"},
	{"a semicolon", "organizations.csv", "id;name;kind;country\na;A;VENDOR;DE\n", "organizations.csv:1: row: the separator is no comma"},
	{"an unknown column", "organizations.csv", "id,name,kind,contry\na,A,VENDOR,DE\n", "organizations.csv:1: row: is no column of this kind of file: expected id, name, kind, country, sector, group, group_from, group_through or domain, did you mean country? (value \"contry\")"},
	{"a column twice", "organizations.csv", "id,name,name\na,A,A\n", "organizations.csv:1: name: stands twice in the header"},
	{"no id column", "organizations.csv", "name,kind,country\nA,VENDOR,DE\n", "organizations.csv:1: id: the column is missing"},
	{"a short row", "organizations.csv", "id,name,kind,country\na,A\n", "organizations.csv:2: row: has 2 cells where the header has 4"},
	{"a long row", "organizations.csv", "id,name,kind,country\na,A,VENDOR,DE,x\n", "organizations.csv:2: row: has 5 cells where the header has 4"},
	{"a bare quote", "organizations.csv", "id,name,kind,country\na,A\"B,VENDOR,DE\n", "organizations.csv:2: row: has a quote inside a cell"},
	{"an open quote", "organizations.csv", "id,name,kind,country\na,\"A,VENDOR,DE\n", "organizations.csv:2: row: has a quoted cell that does not end"},
	{"Latin-1", "organizations.csv", "id,name,kind,country\na,M\xfcller,VENDOR,DE\n", "organizations.csv:2: row: is not valid UTF-8"},
	{"a NUL", "organizations.csv", "id,name,kind,country\na,A\x00,VENDOR,DE\n", "organizations.csv:2: row: contains a NUL character"},
	{"a carriage return alone", "organizations.csv", "id,name,kind,country\na,A\rB,VENDOR,DE\n", "organizations.csv:2: row: contains a carriage return alone"},
	{"no id", "organizations.csv", "id,name,kind,country\n,A,VENDOR,DE\n", "organizations.csv:2: id: is missing"},
	{"a long id", "organizations.csv", "id,name,kind,country\n" + strings.Repeat("x", 129) + ",A,VENDOR,DE\n", "organizations.csv:2: id: is longer than 128 characters"},
	{"a hidden character in an id", "organizations.csv", "id,name,kind,country\na\u200bb,A,VENDOR,DE\n", "organizations.csv:2: id: contains a control or format character"},
	{"an id twice", "organizations.csv", "id,name,kind,country\na,A,VENDOR,DE\na,B,VENDOR,DE\n", "organizations.csv:3: id: stands twice: first in organizations.csv, line 2 (value \"a\")"},
	{"no name", "organizations.csv", "id,name,kind,country\na,,VENDOR,DE\n", "organizations.csv:2: name: is missing"},
	{"an unknown kind", "organizations.csv", "id,name,kind,country\na,A,VENDR,DE\n", "organizations.csv:2: kind: is unknown: expected SELF, CUSTOMER, VENDOR or PARTNER, did you mean VENDOR? (value \"VENDR\")"},
	{"UK for GB", "organizations.csv", "id,name,kind,country\na,A,VENDOR,UK\n", "organizations.csv:2: country: is no country code, did you mean GB? (value \"UK\")"},
	{"a country that is none", "organizations.csv", "id,name,kind,country\na,A,VENDOR,ZZ\n", "organizations.csv:2: country: is no country code"},
	{"a group that ends before it begins", "organizations.csv", "id,name,kind,country,group,group_from,group_through\na,A,VENDOR,DE,G,2020-01-02,2020-01-01\n", "organizations.csv:2: group_through: lies before the first day in the group, 2020-01-02 (value \"2020-01-01\")"},
	{"29 February", "organizations.csv", "id,name,kind,country,group_from\na,A,VENDOR,DE,2023-02-29\n", "organizations.csv:2: group_from: is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16 (value \"2023-02-29\")"},
	{"a German date", "organizations.csv", "id,name,kind,country,group_from\na,A,VENDOR,DE,16.7.2020\n", "organizations.csv:2: group_from: is no date"},
	{"an unknown exporter", "agreements.csv", "id,kind,exporter,importer\nx,DPA,nobody,relay-us\n", "agreements.csv:2: exporter: refers to no organization"},
	{"no importer", "agreements.csv", "id,kind,exporter,importer\nx,DPA,nordwind,\n", "agreements.csv:2: importer: is missing"},
	{"an agreement with oneself", "agreements.csv", "id,kind,exporter,importer\nx,DPA,nordwind,nordwind\n", "agreements.csv:2: importer: is the exporter"},
	{"an unknown set", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,scc-2012/M2\n", "agreements.csv:2: clauses: is unknown, did you mean scc-20"},
	{"an unknown module", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,scc-2021/M5\n", "agreements.csv:2: clauses: has no module M5: expected M1, M2, M3 or M4 (value \"scc-2021/M5\")"},
	{"a module in small letters", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,scc-2021/m2\n", "did you mean scc-2021/M2?"},
	{"a module of a set without", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,scc-2010/M2\n", "agreements.csv:2: clauses: has no modules: give the set alone, scc-2010"},
	{"a framework among the clauses", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,eu-us-dpf\n", "agreements.csv:2: clauses: cannot stand in an agreement: it is a framework"},
	{"the same set twice", "agreements.csv", "id,kind,exporter,importer,clauses\nx,DPA,nordwind,relay-us,scc-2021/M1;scc-2021/M2\n", "agreements.csv:2: clauses: names the same set twice"},
	{"an agreement named like an instrument", "agreements.csv", "id,kind,exporter,importer\neu-us-dpf,DPA,nordwind,relay-us\n", "agreements.csv:2: id: is the id of a legal instrument"},
	{"a term before its execution", "agreements.csv", "id,kind,exporter,importer,exporter_signed_on,importer_signed_on,through\nx,DPA,nordwind,relay-us,2020-01-01,2020-01-02,2020-01-01\n", "agreements.csv:2: through: lies before its execution, 2020-01-02"},
	{"terminated before its execution", "agreements.csv", "id,kind,exporter,importer,exporter_signed_on,importer_signed_on,terminated_on\nx,DPA,nordwind,relay-us,2020-01-01,2020-01-02,2020-01-01\n", "agreements.csv:2: terminated_on: lies before its execution"},
	{"accepted on two days", "agreements.csv", "id,kind,exporter,importer,exporter_signed_on,importer_signed_on,manner\nx,DPA,nordwind,relay-us,2020-01-01,2020-01-02,ACCEPTED\n", "agreements.csv:2: importer_signed_on: differs from the day on which the exporter signed"},
	{"a document that is not there", "agreements.csv", "id,kind,exporter,importer,document\nx,DPA,nordwind,relay-us,none.pdf\n", "agreements.csv:2: document: does not exist beside the file (value \"none.pdf\")"},
	{"a document outside", "agreements.csv", "id,kind,exporter,importer,document\nx,DPA,nordwind,relay-us,../../etc/passwd\n", "agreements.csv:2: document: is no file below the folder of the file that names it"},
	{"a certification in clauses", "certifications.csv", "id,organization,framework,covers,certified_on\nx,relay-us,scc-2021,HR,2020-01-01\n", "certifications.csv:2: framework: is no framework but a clause set"},
	{"an unknown framework", "certifications.csv", "id,organization,framework,covers,certified_on\nx,relay-us,eu-us-dfp,HR,2020-01-01\n", "did you mean eu-us-dpf?"},
	{"no coverage", "certifications.csv", "id,organization,framework,covers,certified_on\nx,relay-us,eu-us-dpf,,2024-01-01\n", "certifications.csv:2: covers: is missing"},
	{"an unknown coverage", "certifications.csv", "id,organization,framework,covers,certified_on\nx,relay-us,eu-us-dpf,ALL,2024-01-01\n", "certifications.csv:2: covers: is unknown: expected NON_HR or HR"},
	{"ended before it began", "certifications.csv", "id,organization,framework,covers,certified_on,ended_on\nx,relay-us,eu-us-dpf,HR,2024-01-01,2024-01-01\n", "certifications.csv:2: ended_on: is not after the day of certification, 2024-01-01"},
	{"a reason without an end", "certifications.csv", "id,organization,framework,covers,certified_on,ended_reason\nx,relay-us,eu-us-dpf,HR,2024-01-01,LAPSED\n", "certifications.csv:2: ended_reason: stands without the day of the end"},
	{"no first day", "certifications.csv", "id,organization,framework,covers\nx,relay-us,eu-us-dpf,HR\n", "certifications.csv:2: certified_on: is missing"},
	{"rules withdrawn before approved", "binding_rules.csv", "id,group,type,regime,approved_on,withdrawn_on\nx,G,CONTROLLER,EU,2020-01-02,2020-01-02\n", "binding_rules.csv:2: withdrawn_on: is not after the day of approval"},
	{"rules of an unknown regime", "binding_rules.csv", "id,group,type,regime\nx,G,CONTROLLER,US\n", "binding_rules.csv:2: regime: is unknown: expected EU, CH or UK"},
	{"rules of any type", "binding_rules.csv", "id,group,type,regime\nx,G,ANY,EU\n", "binding_rules.csv:2: type: is unknown: expected CONTROLLER or PROCESSOR"},
	{"a review before completion", "assessments.csv", "id,exporter,importer,completed_on,outcome,review_due_on\nx,nordwind,relay-us,2020-01-02,EQUIVALENT,2020-01-01\n", "assessments.csv:2: review_due_on: lies before the day of completion"},
	{"no outcome", "assessments.csv", "id,exporter,importer,completed_on\nx,nordwind,relay-us,2020-01-02\n", "assessments.csv:2: outcome: is missing: expected EQUIVALENT, SUPPLEMENTARY_MEASURES or INSUFFICIENT"},
	{"an assessment of oneself", "assessments.csv", "id,exporter,importer,completed_on,outcome\nx,nordwind,nordwind,2020-01-02,EQUIVALENT\n", "assessments.csv:2: importer: is the exporter"},
	{"an unknown role", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role\nx,X,nordwind,BOTH,relay-us,PROCESSOR\n", "flows.csv:2: exporter_role: is unknown: expected CONTROLLER or PROCESSOR"},
	{"an unknown category", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,data\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,CONTENT;MUSIC\n", "flows.csv:2: data: is unknown"},
	{"ended before it began", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,starts_on,ended_on\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,2020-01-01,2020-01-01\n", "flows.csv:2: ended_on: is not after the first day of the flow"},
	{"a flow to oneself", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role\nx,X,nordwind,CONTROLLER,nordwind,PROCESSOR\n", "flows.csv:2: importer: is the exporter"},
	{"an unknown customer", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,customer\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,nobody\n", "flows.csv:2: customer: refers to no organization"},
	{"a declared basis that is none", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,declared_basis\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,nothing\n", "flows.csv:2: declared_basis: names neither a legal instrument nor an agreement"},
	{"onward of nothing", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,onward_of\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,nothing\n", "flows.csv:2: onward_of: refers to no flow"},
	{"onward of itself", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,onward_of\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,x\n", "flows.csv:2: onward_of: makes a circle"},
	{"a circle of two", "flows.csv", "id,name,exporter,exporter_role,importer,importer_role,onward_of\nx,X,nordwind,CONTROLLER,relay-us,PROCESSOR,y\ny,Y,nordwind,CONTROLLER,relay-us,PROCESSOR,x\n", "flows.csv:3: onward_of: makes a circle"},
	{"a circle through what is recorded", "flows.csv", "id,onward_of\nf-nordwind-voice,f-ott-chatwave\n", "flows.csv:2: onward_of: makes a circle"},
	{"a file of no kind", "monday.csv", "id\nx\n", "the kind of the file does not follow from its name"},
}

func TestBadInputIsRefusedInWords(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	before := run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json").stdout
	for _, bad := range badInputs {
		t.Run(bad.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), bad.file)
			if err := os.WriteFile(path, []byte(bad.content), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, mode := range [][]string{{"--dry-run"}, nil} {
				r := run(t, append(append([]string{"import", "--data", data}, mode...), path)...)
				said := strings.ReplaceAll(r.stderr, filepath.Dir(path)+"/", "")
				if r.code != 2 || r.stdout != "" || !strings.Contains(said, bad.want) {
					t.Errorf("exit %d, said %q, want %q", r.code, said, bad.want)
				}
			}
			if after := run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json").stdout; after != before {
				t.Error("the registry has changed")
			}
		})
	}
}

func TestEveryBadRowIsReported(t *testing.T) {
	dir := t.TempDir()
	organizations, flows := filepath.Join(dir, "organizations.csv"), filepath.Join(dir, "flows.csv")
	for path, content := range map[string]string{
		organizations: "id,name,kind,country\na,A,VENDOR,DE\nb,,VENDOR,DE\nc,C,VENDOR,ZZ\n",
		flows:         "id,name,exporter,exporter_role,importer,importer_role,starts_on\nx,X,a,CONTROLLER,nobody,PROCESSOR,2020-02-30\n",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := run(t, "import", "--data", filepath.Join(dir, "data"), organizations, flows)
	var places []string
	for _, at := range regexp.MustCompile(`(?m)^(\S+:\d+: \w+): `).FindAllStringSubmatch(strings.ReplaceAll(r.stderr, dir+"/", ""), -1) {
		places = append(places, at[1])
	}
	want := "flows.csv:2: importer|flows.csv:2: starts_on|organizations.csv:3: name|organizations.csv:4: country"
	if got := strings.Join(places, "|"); got != want || r.code != 2 {
		t.Errorf("exit %d: %s\nwant %s\n%s", r.code, got, want, r.stderr)
	}
}
