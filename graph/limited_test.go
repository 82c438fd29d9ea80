package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
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
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// limitedTo serves a registry to an AUDITOR who is limited to exporters.
func limitedTo(r *registry.Registry, exporters ...string) http.Handler {
	everybody := access.Caller{Actor: "test", Role: access.Auditor, Exporters: exporters}
	return graph.Handler(r, graph.Options{LargestDocument: graph.LargestDocument, Door: signin.NewDoor(r.LetIn, time.Now), Everybody: &everybody, Streams: graph.NewStreams()})
}

// allOfEvidence is all that a limited caller may select of flows and of what bears on
// them.
const allOfEvidence = `
fragment P on PageInfo { hasNextPage hasPreviousPage startCursor endCursor }
fragment O on Organization { id externalId version name kind country sector group groupFrom groupThrough domains }
fragment A on Agreement { id externalId version kind exporter { ...O } importer { ...O } clauseSets { modules instrument { id } }
	exporterSignedOn importerSignedOn executedOn through terminatedOn documentSha256 warnings { code } document { sha256 url erased } }
fragment C on Certification { id externalId version organization { ...O } framework { id } covers certifiedOn nextDueOn endedOn }
fragment B on BindingRules { id externalId version group type regime approvedOn withdrawnOn }
fragment S on Assessment { id externalId version exporter { ...O } importer { ...O } completedOn outcome reviewDueOn measures }
fragment R on Reason { code message citation params { name value } }
fragment M on Remedy { status risks { ...R } pieces { kind evidence covers group message exporter { externalId } importer { externalId } } }
fragment F on Flow { id externalId version name customer { ...O } exporter { ...O } importer { ...O } origin destination data purpose
	product startsOn endedOn declaredBasis onwardOf { id externalId } onward { totalCount nodes { id externalId } }
	verdict(asOf: "2026-11-23") { status regime explanation incomplete reasons { ...R }
		bases { kind from through agreement { ...A } certification { ...C } rules { ...B } risks { ...R } } }
	timeline { from through status reasons { code message } } remedies(asOf: "2021-06-01") { ...M }
	triage { version assignee } comments { totalCount nodes { author text } } }`

// used is a document with those fragments that it uses, which validation wants.
func used(document string) string {
	fragments := map[string]string{}
	for _, one := range strings.Split(allOfEvidence, "\nfragment ")[1:] {
		fragments[one[:1]] = "\nfragment " + one
	}
	for grown := true; grown; {
		grown = false
		for name, text := range fragments {
			if strings.Contains(document, "..."+name) && !strings.Contains(document, text) {
				document, grown = document+text, true
			}
		}
	}
	return document
}

// questionsOfLimited are all that a limited caller may ask, also about records that he
// may not know of, and what he may not ask.
func questionsOfLimited(t *testing.T, r *registry.Registry, mine string) (all []string) {
	t.Helper()
	add := func(format string, args ...any) { all = append(all, used(fmt.Sprintf(format, args...))) }
	var fields []string // that are asked for many at a time
	within := func(format string, args ...any) {
		fields = append(fields, fmt.Sprintf("f%d: "+format, append([]any{len(fields)}, args...)...))
	}
	for _, filter := range []string{
		"{}", `{exporter: ["nordwind", "` + mine + `"]}`, `{exporter: "nordwind"}`, `{exporter: "nobody"}`, `{customer: "nordwind"}`, `{importer: "relay-us"}`,
		`{status: NO_VALID_BASIS}`, `{text: "a"}`, `{text: "nordwind"}`, `{destination: "US", status: [VALID, AT_RISK]}`, `{instrument: "eu-us-dpf"}`,
		`{assignee: [""]}`, `{snoozed: AWAKE}`, `{snoozed: ASLEEP}`,
	} {
		within(`flows(filter: %s, asOf: "2026-11-23") { totalCount pageInfo { ...P } edges { cursor node { externalId } } }`, filter)
	}
	add(`{ flows { nodes { ...F } } }`)
	for _, list := range []string{"agreements", "certifications", "bindingRules", "assessments"} {
		within(`%s { nodes { externalId flows(asOf: "2021-06-01", first: 3) { totalCount nodes { externalId } } } }`, list)
	}
	for _, list := range []string{
		"organizations O", `organizations(search: "relay") O`, `organizations(search: "e") O`, `organizations(search: "nordwind") O`, "organizations(kind: [CUSTOMER]) O", `organizations(country: "US") O`, "agreements A", "certifications C", "bindingRules B", "assessments S",
		`organizations(group: "Relay") O`, `agreements(party: "nordwind") A`, `agreements(party: "relay-us", executed: true) A`, `agreements(executed: false) A`,
		`certifications(organization: "chatwave") C`, `certifications(organization: "relay-us") C`, `bindingRules(group: "Relay") B`, `assessments(party: "relay-us") S`,
	} {
		field, of, _ := strings.Cut(list, ") ")
		if field != list {
			field += ")"
		} else {
			field, of, _ = strings.Cut(list, " ")
		}
		within(`%s { totalCount pageInfo { ...P } edges { cursor node { ...%s } } }`, field, of)
	}
	for _, list := range []string{"flows", "organizations", "agreements", "certifications", "deadlines"} {
		for i, cursor := range cursorsOf(t, r, list) {
			if i%3 != 0 {
				continue
			}
			period := ""
			if list == "deadlines" {
				period = `from: "2000-01-01", through: "2035-01-01", `
			}
			within(`%s(%sfirst: 2, after: %q) { totalCount pageInfo { ...P } }`, list, period, cursor)
		}
	}
	for _, day := range []string{"2015-01-01", "2020-08-01", "2026-11-23"} {
		within(`summary(asOf: %q) { activeFlows byStatus { status flows } byInstrument { instrument { id } flows } byRoute { origin destination status flows } }`, day)
		within(`remedies(asOf: %q) { flows status pieces { kind evidence message } }`, day)
		for _, by := range registry.FlagBys {
			within(`flagGroups(by: %s, asOf: %q) { totalCount nodes { name flows mendingCount organization { externalId } mendings(first: 3) { flows pieces { message } } } }`, by, day)
		}
		within(`flows(filter: {remedy: ["ASSESS", ""], reason: [ASSESSMENT_MISSING, NO_MECHANISM]}, asOf: %q) { totalCount }`, day)
	}
	add(`{ deadlines(from: "2000-01-01", through: "2035-01-01", first: 200) { totalCount pageInfo { ...P }
		nodes { date kind evidence message flowsAffected flowsWithoutBasis flows { totalCount nodes { externalId } } } } }`)
	for _, by := range registry.SeriesBys {
		within(`series(from: "2012-01-01", through: "2027-01-01", step: YEAR, by: %s) { days lines { name counts } }`, by)
	}
	for some := range slices.Chunk(fields, 15) {
		add("{ %s }", strings.Join(some, " "))
	}
	for _, one := range []string{`certification(externalId: "cert-relay-dpf")`, `agreement(externalId: "ica-relay-2021")`, `agreement(externalId: "dpa-alpenbank")`, `approval(externalId: "bcr-relay-c")`, `assessment(externalId: "tia-relay-intra")`} {
		add(`{ %s { flows(asOf: "2026-11-23") { totalCount pageInfo { ...P } nodes { externalId } } } }`, one)
	}
	for _, named := range []string{"nordwind", "relay-us", "relay-ie", "alpenbank", "secret-gone", "nobody"} {
		add(`{ agreements(party: %q) { totalCount nodes { externalId } } assessments(party: %q) { totalCount } certifications(organization: %q) { totalCount }
			bindingRules(group: %q) { totalCount } organizations(group: %q) { totalCount } flows(filter: {customer: [%q]}) { totalCount } }`, named, named, named, named, named, named)
	}
	add(`{ bindingRules(group: "Relay") { totalCount } organizations(group: "Relay") { totalCount nodes { externalId } } }`)
	add(`{ nodes(ids: [%s]) { __typename id } }`, strings.Join(idsOfAll(t, r), ","))
	for field, named := range map[string][]string{
		"flow":          {"f-nordwind-voice", "f-website", "f-fraud-onward", "f-ott-chatwave", "secret-1", "nothing"},
		"organization":  {"nordwind", "pampa", "relay-us", "relay-ie", "secret-gone", "secret-1", "nothing"},
		"agreement":     {"dpa-nordwind-2021", "ica-relay-2021", "dpa-deccan", "secret-1", "nothing"},
		"certification": {"cert-chatwave-ps", "cert-relay-dpf", "secret-1", "nothing"},
	} {
		for _, id := range named {
			add(`{ %s(externalId: %q) { id version } }`, field, id)
		}
	}
	return append(all, `{ customers { totalCount } }`, `{ organization(externalId: "relay-us") { dpa { status } } }`, `{ log { totalCount } }`, `{ checkpoint { size } }`,
		`{ flow(externalId: "f-website") { history { commit } } }`, `{ scenarios { totalCount } }`, `{ asKnownAt(moment: "2026-01-01T00:00:00Z") { flows { totalCount } } }`,
		`{ scenario(changes: [{terminate: {externalId: "dpa-nordwind-2021", on: "2027-01-01"}}]) { impact { hits } } }`, `{ viewer { role exporters } }`)
}

// asked is the answer of the registry to somebody who may ask everything.
func asked(t *testing.T, r *registry.Registry, document string, answer any) {
	t.Helper()
	server := httptest.NewServer(servedTo(access.Admin, r))
	defer server.Close()
	told := struct{ Data any }{answer}
	text := answersOf(t, server.URL, []string{document})
	_, body, _ := strings.Cut(text, "{")
	if err := json.Unmarshal([]byte("{"+body), &told); err != nil {
		t.Fatalf("%s: %v: %s", document, err, text)
	}
}

// cursorsOf are those of all records of a list.
func cursorsOf(t *testing.T, r *registry.Registry, list string) (cursors []string) {
	t.Helper()
	within := ""
	if list == "deadlines" {
		within = `(from: "2000-01-01", through: "2035-01-01", first: 200)`
	}
	var answer map[string]struct{ Edges []struct{ Cursor string } }
	asked(t, r, `{ `+list+within+` { edges { cursor } } }`, &answer)
	for _, edge := range answer[list].Edges {
		cursors = append(cursors, edge.Cursor)
	}
	return cursors
}

// idsOfAll are the ids of all records, as text in quotes.
func idsOfAll(t *testing.T, r *registry.Registry) (ids []string) {
	t.Helper()
	var answer map[string]struct{ Nodes []struct{ ID string } }
	asked(t, r, `{ flows { nodes { id } } organizations { nodes { id } } agreements { nodes { id } } certifications { nodes { id } }
		bindingRules { nodes { id } } assessments { nodes { id } } scenarios { nodes { id } } }`, &answer)
	for _, list := range []string{"flows", "organizations", "agreements", "certifications", "bindingRules", "assessments", "scenarios"} {
		for _, one := range answer[list].Nodes {
			ids = append(ids, fmt.Sprintf("%q", one.ID))
		}
	}
	return ids
}

// TestALimitedCallerSeesNothingOfOthers changes at random what a caller may not know of
// who is limited to some exporters: after each change every answer that he can get has
// the bytes that it had before.
func TestALimitedCallerSeesNothingOfOthers(t *testing.T) {
	for seed, mine := range []string{"relay-ie", "alpenbank"} {
		t.Run(mine, func(t *testing.T) { seesNothingOfOthers(t, uint64(seed), mine) })
	}
}

func seesNothingOfOthers(t *testing.T, seed uint64, mine string) {
	admin := anyone()
	r, err := registry.Open(admin, registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(admin, registry.Import{Sources: harbour(t)}); err != nil {
		t.Fatal(err)
	}
	handler := limitedTo(r, mine)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { handler.ServeHTTP(w, q) }))
	defer server.Close()
	questions := questionsOfLimited(t, r, mine)
	ask := func() string {
		remember(t, r)
		return answersOf(t, server.URL, questions) + checkOf(t, server.URL)
	}
	before := ask()
	refused := 0
	for _, line := range strings.Split(before, "\n") {
		if strings.Contains(line, "FORBIDDEN") {
			refused++
		}
		for _, wrong := range []string{"INTERNAL", "BAD_USER_INPUT", "TOO_COMPLEX", "RATE_LIMITED", "GRAPHQL_"} {
			if strings.Contains(line, wrong) {
				t.Error(line)
			}
		}
	}
	if refused != 8 || !strings.Contains(before, "NOT_FOUND") || t.Failed() {
		t.Fatalf("somebody limited to %s is refused %d questions", mine, refused)
	}
	hidden := &othersChanges{r: r, ctx: admin, random: rand.New(rand.NewPCG(seed, 7))}
	for i := range 260 {
		if i%5 == 0 {
			handler = limitedTo(r, mine) // which has not been asked too much yet
		}
		what := hidden.change(t)
		if after := ask(); after != before {
			t.Fatalf("%s shows to somebody limited to %s:\n%s", what, mine, difference(before, after))
		}
	}
	// The control: what bears on his flows, he sees.
	if _, err := r.Record(admin, sheet.Assessments, registry.Command{}, registry.Fields{"id": "mine", "exporter": mine, "importer": "deccan", "completed_on": "2026-01-01", "outcome": "INSUFFICIENT"}); err != nil {
		t.Fatal(err)
	}
	handler = limitedTo(r, mine)
	if after := ask(); after == before || !strings.Contains(after, "Deccan Analytics") || strings.Contains(before, "Deccan Analytics") {
		t.Error("somebody limited to", mine, "does not see his own assessment, and whom it names")
	}
}

// remember has organizations looked up by somebody who may know of them, so that they
// are kept.
func remember(t *testing.T, r *registry.Registry) {
	t.Helper()
	view, err := r.Now(anyone())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"pampa", "relay-us"} {
		if _, err := view.Organization(anyone(), id); err != nil {
			t.Fatal(err)
		}
	}
}

// checkOf is the answer of the check of a day.
func checkOf(t *testing.T, address string) string {
	t.Helper()
	response, err := http.Get(address + "/check?asOf=2021-06-01")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatal(response.Status, string(body), err)
	}
	return string(body)
}

// difference is the first line in which two answers differ.
func difference(before, after string) string {
	lines := strings.Split(after, "\n")
	for i, line := range strings.Split(before, "\n") {
		if i >= len(lines) || lines[i] != line {
			return line + "\nnow:\n" + lines[min(i, len(lines)-1)]
		}
	}
	return "it is longer"
}

// othersChanges changes what is not known to who is limited to relay-ie or to alpenbank:
// the flows and the evidence of other exporters, also such as name him or his importers.
type othersChanges struct {
	r      *registry.Registry
	ctx    context.Context
	random *rand.Rand
	made   int
	mine   []string // flows that were recorded here, and are there still
}

// change changes something, and says what.
func (h *othersChanges) change(t *testing.T) (what string) {
	t.Helper()
	h.made++
	id := fmt.Sprintf("secret-%d", h.made)
	some := func(of ...string) string { return of[h.random.IntN(len(of))] }
	day := fmt.Sprintf("20%02d-%02d-%02d", 14+h.random.IntN(14), 1+h.random.IntN(12), 1+h.random.IntN(28))
	later := fmt.Sprintf("20%02d-%s", 28+h.random.IntN(5), day[5:])
	other := some("nordwind", "tamesis", "dalmatia", "gracht", "relay-us", "fraudlens")
	to := some("relay-ie", "alpenbank", "relay-us", "fraudlens", "maple-research", "pampa")
	if to == other {
		to = "deccan"
	}
	changes := []struct {
		kind   sheet.Kind
		of     string // "" for a new record
		fields registry.Fields
	}{
		{sheet.Organizations, "", registry.Fields{"id": id, "name": "Relay secret " + id, "kind": some("VENDOR", "CUSTOMER", "SELF"), "country": "US", "group": some("", "Relay"), "domain": "relay.example"}},
		{sheet.Organizations, some("nordwind", "dalmatia", "pampa", "chatwave"), registry.Fields{"name": "Relay " + id, "sector": some("COMMERCIAL", "PUBLIC", "NONPROFIT"), "group": some("", "Relay", id)}},
		{sheet.Agreements, "", registry.Fields{"id": id, "kind": some("CLAUSES", "DPA"), "exporter": other, "importer": to, "clauses": "scc-2021/M2", "exporter_signed_on": day, "importer_signed_on": day, "through": later}},
		{sheet.Agreements, some("dpa-nordwind-2021", "dpa-dalmatia", "dpa-tamesis"), registry.Fields{"through": later}},
		{sheet.Certifications, "", registry.Fields{"id": id, "organization": some("chatwave", "pampa"), "framework": "eu-us-dpf", "covers": "NON_HR", "certified_on": "2024-" + day[5:], "next_due_on": later}},
		{sheet.Assessments, "", registry.Fields{"id": id, "exporter": other, "importer": to, "completed_on": day, "review_due_on": later, "outcome": some("EQUIVALENT", "INSUFFICIENT")}},
		{sheet.BindingRules, "", registry.Fields{"id": id, "group": some("G", id), "type": some("PROCESSOR", "CONTROLLER"), "regime": "EU", "approved_on": day}},
		{sheet.Flows, "", registry.Fields{"id": id, "name": "A secret website", "customer": some("nordwind", "relay-ie", "alpenbank"), "exporter": other, "exporter_role": "CONTROLLER", "importer": to, "importer_role": "PROCESSOR", "data": "CONTACT", "starts_on": day, "product": some("", id), "onward_of": some("", "f-fraud", "f-alpenbank-sms")}},
		{sheet.Flows, some("f-nordwind-voice", "f-fraud-onward", "f-addon-pampa"), registry.Fields{"name": "A website " + id, "purpose": id, "starts_on": day}},
	}
	c := changes[h.random.IntN(len(changes))]
	var err error
	switch n := h.random.IntN(10); {
	case n == 0 && len(h.mine) > 0:
		id, h.mine = h.mine[0], h.mine[1:]
		_, err = h.r.Remove(h.ctx, sheet.Flows, registry.Command{ExternalID: id, Reason: "a test"})
		what = "removing " + id
	case n == 1 && len(h.mine) > 0:
		id, h.mine = h.mine[0], h.mine[1:]
		if _, err := h.r.Remove(h.ctx, sheet.Flows, registry.Command{ExternalID: id, Reason: "a test"}); err != nil {
			t.Fatal(err)
		}
		_, err = h.r.Erase(h.ctx, sheet.Flows, registry.Command{ExternalID: id, Reason: "a test"}, nil)
		what = "erasing " + id
	case n == 2:
		what = "a comment"
		_, err = h.r.CommentOnFlags(h.ctx, registry.TriageCommand{Flags: []*registry.FlagRef{{Flow: some("f-nordwind-voice", "f-fraud-onward", "f-ott-lumen")}}}, id)
	case n == 3:
		what = "an organization that comes, goes and is erased"
		gone := registry.Command{ExternalID: "secret-gone", Reason: "a test"}
		_, err = h.r.Record(h.ctx, sheet.Organizations, registry.Command{}, registry.Fields{"id": "secret-gone", "name": "Relay", "kind": "VENDOR", "country": "US", "group": "Relay"})
		if err == nil {
			_, err = h.r.Remove(h.ctx, sheet.Organizations, gone)
		}
		if err == nil {
			_, err = h.r.Erase(h.ctx, sheet.Organizations, gone, nil)
		}
	case n == 4:
		_, err = h.r.CreateToken(h.ctx, registry.TokenInput{Name: id, Role: access.Compliance, Exporters: []string{other}})
		what = "a token"
	case c.of == "":
		_, err = h.r.Record(h.ctx, c.kind, registry.Command{}, c.fields)
		if c.kind == sheet.Flows {
			h.mine = append(h.mine, id)
		}
	default:
		_, err = h.r.Amend(h.ctx, c.kind, registry.Command{ExternalID: c.of}, c.fields)
	}
	if err != nil {
		t.Fatalf("%s %s %v: %v", c.kind, what, c.fields, err)
	}
	if what == "" {
		what = fmt.Sprint(c.kind, " ", c.of, c.fields)
	}
	return what
}
