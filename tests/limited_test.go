package tests

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestATokenLimitedToAnExporter asks as a subsidiary's officer: its own flows and what
// bears on them, and nothing of others by whatever way.
func TestATokenLimitedToAnExporter(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	officer := tokenOf(t, s.data, "COMPLIANCE", "relay-ie")
	_, a := s.askAs(t, officer, `{ viewer { role exporters } flows(first: 3) { totalCount pageInfo { hasNextPage } nodes { externalId exporter { externalId } onwardOf { externalId } } }
		organizations { totalCount nodes { externalId } } agreements { nodes { externalId } } assessments { nodes { externalId } }
		certifications { totalCount } bindingRules { nodes { externalId } } summary(asOf: "2021-06-01") { activeFlows } }`)
	told, err := json.Marshal(a.Data)
	if err != nil || len(a.Errors) > 0 {
		t.Fatal(a.Errors, err)
	}
	for _, want := range []string{
		`"viewer":{"role":"COMPLIANCE","exporters":["relay-ie"]}`, `"flows":{"totalCount":5,"pageInfo":{"hasNextPage":true}`,
		`"organizations":{"totalCount":4,"nodes":[{"externalId":"fraudlens"},{"externalId":"maple-research"},{"externalId":"relay-ie"},{"externalId":"relay-us"}]}`,
		`"agreements":{"nodes":[{"externalId":"dpa-fraudlens-late"},{"externalId":"ica-relay-2012"},{"externalId":"ica-relay-2021"}]}`,
		`"assessments":{"nodes":[{"externalId":"tia-relay-intra"}]}`, `"certifications":{"totalCount":7}`, `"bindingRules":{"nodes":[{"externalId":"bcr-relay-c"}]}`,
		`"summary":{"activeFlows":5}`,
	} {
		if !strings.Contains(string(told), want) {
			t.Errorf("the officer is told %s, without %s", told, want)
		}
	}
	if errs := s.graphQL(t, `mutation { recordBindingRules(input: {externalId: "bcr-elsewhere", group: "Elsewhere", type: PROCESSOR, regime: EU, approvedOn: "2020-01-01"}) { record { id } } }`, "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, hidden := range []string{
		`{ approval(externalId: "bcr-elsewhere") { type } }`, `{ flow(externalId: "f-nordwind-voice") { name } }`, `{ organization(externalId: "nordwind") { name } }`,
		`{ agreement(externalId: "dpa-nordwind-2021") { kind } }`, `{ certification(externalId: "cert-chatwave-ps") { covers } }`,
	} {
		unknown := strings.NewReplacer("bcr-elsewhere", "nothing", "f-nordwind-voice", "nothing", "dpa-nordwind-2021", "nothing", "cert-chatwave-ps", "nothing", `"nordwind"`, `"nothing"`).Replace(hidden)
		if got, want := s.wordsTo(t, officer, hidden), s.wordsTo(t, officer, unknown); got != want || !strings.HasPrefix(got, "NOT_FOUND") {
			t.Errorf("%s is answered %s, and %s for what does not exist", hidden, got, want)
		}
	}
	var ids struct{ Own, Other, Partner, Stranger struct{ ID string } }
	if errs := s.graphQL(t, `{ own: flow(externalId: "f-website") { id } other: flow(externalId: "f-nordwind-voice") { id }
		partner: organization(externalId: "fraudlens") { id } stranger: organization(externalId: "nordwind") { id } }`, "", nil, &ids); len(errs) > 0 {
		t.Fatal(errs)
	}
	_, a = s.askAs(t, officer, fmt.Sprintf(`{ nodes(ids: [%q, %q, %q, %q]) { __typename } }`, ids.Own.ID, ids.Other.ID, ids.Partner.ID, ids.Stranger.ID))
	if told := string(a.Data["nodes"]); told != `[{"__typename":"Flow"},null,{"__typename":"Organization"},null]` {
		t.Errorf("by their ids the officer finds %s %v", told, a.Errors)
	}
	for _, refused := range []string{
		`{ log { totalCount } }`, `{ customers { totalCount } }`, `{ flow(externalId: "f-website") { history { version } } }`, `{ scenarios { totalCount } }`,
		`mutation { endFlow(externalId: "f-website", endedOn: "2026-01-01", reason: "x") { record { id } } }`,
	} {
		if words := s.wordsTo(t, officer, refused); !strings.HasPrefix(words, "FORBIDDEN") || !strings.Contains(words, "limited to some exporters may not") {
			t.Errorf("%s is answered %s", refused, words)
		}
	}
	// The data of this flow came from a flow of somebody else.
	_, a = s.askAs(t, tokenOf(t, s.data, "AUDITOR", "relay-us"), `{ flow(externalId: "f-ott-chatwave") { name onwardOf { externalId } verdict(asOf: "2016-08-01") { explanation } } }`)
	if told := string(a.Data["flow"]); !strings.Contains(told, `"onwardOf":null`) || !strings.Contains(told, "Chatwave") {
		t.Errorf("of a flow that passes data of others on it is told %s %v", told, a.Errors)
	}
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte(officer), 0o600); err != nil {
		t.Fatal(err)
	}
	check := run(t, "check", "--server", s.url, "--token-file", file, "--as-of", "2021-06-01", "--format", "json")
	if check.code != 1 || strings.Contains(check.stdout, "nordwind") || !strings.Contains(check.stdout, `"relay-ie"`) {
		t.Errorf("the check ends with %d: %s%s", check.code, check.stdout, check.stderr)
	}
}

// TestALimitedTokenGetsItsDocuments gets the document of an agreement of its exporter, and
// no other one.
func TestALimitedTokenGetsItsDocuments(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	officer := tokenOf(t, s.data, "AUDITOR", "relay-ie")
	sums := map[string]string{}
	for _, agreement := range []string{"ica-relay-2021", "dpa-nordwind-2021"} {
		_, sums[agreement], _ = s.upload(t, "?name=signed.txt", "signed: "+agreement)
		if errs := s.graphQL(t, fmt.Sprintf(`mutation { amendAgreement(externalId: %q, input: {document: %q}) { record { id } } }`, agreement, sums[agreement]), "", nil, nil); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	path := func(document, agreement string) string {
		return "/documents/" + sums[document] + "?agreement=" + agreement
	}
	_, a := s.askAs(t, officer, `{ agreement(externalId: "ica-relay-2021") { document { url } } }`)
	if told := string(a.Data["agreement"]); !strings.Contains(told, path("ica-relay-2021", "ica-relay-2021")) {
		t.Errorf("the document's address: %s %v", told, a.Errors)
	}
	if status, body := s.as(t, officer, request{"GET", path("ica-relay-2021", "ica-relay-2021"), nil, nil}); status != 200 || body != "signed: ica-relay-2021" {
		t.Errorf("the document: %d %s", status, body)
	}
	if status, body := s.as(t, officer, request{"GET", "/export/flags.csv?on=2020-07-16", nil, nil}); status != 200 {
		t.Errorf("its flags as a file: %d %s", status, body)
	}
	for _, table := range []string{"log", "hits"} {
		if status, body := s.as(t, officer, request{"GET", "/export/" + table + ".csv", nil, nil}); status != 403 || !strings.Contains(body, "limited to some exporters may not") {
			t.Errorf("the table %s as a file: %d %s", table, status, body)
		}
	}
	known := "/export/flags.csv?on=2020-07-16&known=" + time.Now().UTC().Format(time.RFC3339)
	if status, body := s.as(t, officer, request{"GET", known, nil, nil}); status != 403 {
		t.Errorf("what was known then: %d %s", status, body)
	}
	for _, hidden := range []string{
		path("dpa-nordwind-2021", "dpa-nordwind-2021"), path("dpa-nordwind-2021", "ica-relay-2021"), path("dpa-nordwind-2021", ""), path("ica-relay-2021", "dpa-nordwind-2021"),
	} {
		if status, body := s.as(t, officer, request{"GET", hidden, nil, nil}); status != 404 {
			t.Errorf("%s: %d %s", hidden, status, body)
		}
	}
}

// TestLimitsOfTokens creates tokens with limits by command and by mutation, and lists them.
func TestLimitsOfTokens(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	mustRun(t, "token", "create", "--data", s.data, "--role", "compliance", "--name", "officer", "--exporter", "relay-us", "--exporter", "relay-ie", "--exporter", "relay-us")
	const create = `mutation { createToken(name: "x", role: %s, exporters: [%q]) { token { exporters } } }`
	if errs := s.graphQL(t, fmt.Sprintf(create, "AUDITOR", "nordwind"), "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	list := mustRun(t, "token", "list", "--data", s.data).stdout
	if !strings.Contains(list, "relay-ie, relay-us") || !strings.Contains(list, "nordwind") {
		t.Errorf("the list is %s", list)
	}
	var all []struct{ Exporters []string }
	if err := json.Unmarshal([]byte(mustRun(t, "token", "list", "--data", s.data, "--format", "json").stdout), &all); err != nil || !slices.Equal(all[0].Exporters, []string{"relay-ie", "relay-us"}) {
		t.Errorf("as JSON it is %v %v", all, err)
	}
	for _, c := range []struct{ role, exporter, words string }{
		{"SALES", "relay-ie", "only COMPLIANCE or AUDITOR can be limited"},
		{"ADMIN", "relay-ie", "only COMPLIANCE or AUDITOR can be limited"},
		{"AUDITOR", "nobody", "is the id of no organization"},
		{"AUDITOR", "", "is missing"},
	} {
		errs := s.graphQL(t, fmt.Sprintf(create, c.role, c.exporter), "", nil, nil)
		if len(errs) != 1 || errs[0].Extensions.Field != "exporters" || !strings.Contains(errs[0].Message, c.words) {
			t.Errorf("%s for %q: %v", c.role, c.exporter, errs)
		}
		if r := run(t, "token", "create", "--data", s.data, "--role", c.role, "--name", "x", "--exporter", c.exporter); r.code != 2 || !strings.Contains(r.stderr, c.words) {
			t.Errorf("%s for %q: %d %s", c.role, c.exporter, r.code, r.stderr)
		}
	}
}

// wordsTo is the code and the words of the first error of an answer, without the id that
// was asked for.
func (s *server) wordsTo(t *testing.T, token, document string) string {
	t.Helper()
	_, a := s.askAs(t, token, document)
	if len(a.Errors) == 0 {
		t.Fatalf("%s: %v %s", document, a.Errors, a.Data)
	}
	words := a.Errors[0].Extensions.Code + " " + a.Errors[0].Message
	if from := strings.Index(words, `"`); from >= 0 {
		words = words[:from]
	}
	return words
}
