package graph_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestWhatWasErasedLeavesNoAnswerOut erases what parties, an agreement, a certification and
// a flow above another were, and asks for all that was known before: every question is
// answered, and of a party that was erased it tells the key, and that it was.
func TestWhatWasErasedLeavesNoAnswerOut(t *testing.T) {
	clock := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: harbour(t)}); err != nil {
		t.Fatal(err)
	}
	then := clock.Format(time.RFC3339)
	for _, one := range []struct {
		kind   sheet.Kind
		id     string
		fields registry.Fields
	}{
		{sheet.Organizations, "relay-ie", registry.Fields{"name": "Another"}},
		{sheet.Organizations, "nordwind", registry.Fields{"name": "Another"}},
		{sheet.Organizations, "fraudlens", registry.Fields{"name": "Another"}},
		{sheet.Agreements, "ica-relay-2021", registry.Fields{"terms": "other ones"}},
		{sheet.Certifications, "cert-relay-dpf", registry.Fields{"recourse": "another"}},
		{sheet.Flows, "f-fraud", registry.Fields{"name": "Another"}},
	} {
		clock = clock.Add(time.Hour)
		c := registry.Command{ExternalID: one.id, Reason: "a request"}
		if _, err := r.Amend(anyone(), one.kind, c, one.fields); err != nil {
			t.Fatal(one.id, err)
		}
		if _, err := r.Erase(anyone(), one.kind, c, []int{1}); err != nil {
			t.Fatal(one.id, err)
		}
	}
	server := httptest.NewServer(servedTo(access.Auditor, r))
	defer server.Close()
	told := ""
	for _, question := range []string{
		`flows { totalCount nodes { ...F } }`, `agreements { totalCount nodes { ...A } }`, `assessments { nodes { ...S } }`,
		`certifications { nodes { ...C } }`, `bindingRules { nodes { ...B } }`, `organizations { nodes { ...O dpa(asOf: "2022-06-01") { status incomplete } } }`,
		`flows { nodes { externalId exporter { externalId erased name kind country sector version history { version erasure { reason } } } onwardOf { externalId } } }`,
		`deadlines(from: "2000-01-01", through: "2035-01-01", first: 100) { nodes { date kind message flowsAffected flows { nodes { externalId } } } }`,
		`remedies(asOf: "2021-06-01") { flows status pieces { kind evidence message exporter { ...O } importer { ...O } } }`,
		`summary(asOf: "2021-06-01") { activeFlows byStatus { status flows } byRoute { origin destination status flows } byInstrument { instrument { id } flows } }`,
		`series(from: "2012-01-01", through: "2027-01-01", step: YEAR, by: ROUTE) { days lines { name counts } }`,
	} {
		answer := answersOf(t, server.URL, []string{used(fmt.Sprintf(`{ asKnownAt(moment: %q) { %s } }`, then, question))})
		if strings.Contains(answer, `"errors"`) {
			t.Errorf("%s is answered %.500s", question, answer)
		}
		told += answer
	}
	for _, want := range []string{
		`"externalId":"relay-ie","erased":true,"name":"relay-ie","kind":"UNKNOWN","country":"","sector":"UNKNOWN","version":1`,
		`"externalId":"relay-us","erased":false,"name":"`,
	} {
		if !strings.Contains(told, want) {
			t.Errorf("it is not told that %s", want)
		}
	}
	if strings.Contains(told, "Another") {
		t.Error("what was recorded later is told of then")
	}
}
