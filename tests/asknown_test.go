package tests

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// pastVersion is a version of a record as the history tells it.
type pastVersion struct {
	Version       int
	At            time.Time
	Actor, Verb   string
	Reason        string
	Changes       []struct{ Field, Old, New string }
	Commit        int
	Removed       bool
	Erasure, Flow *struct{}
}

// story is an agreement's history.
func story(t *testing.T, s *server, agreement string) []pastVersion {
	t.Helper()
	var got struct {
		Agreements struct {
			Nodes []struct {
				ExternalID string
				History    []pastVersion
			}
		}
	}
	errs := s.graphQL(t, `{ agreements { nodes { externalId history { version commit at actor verb reason removed changes { field old new } } } } }`, "", nil, &got)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, a := range got.Agreements.Nodes {
		if a.ExternalID == agreement {
			return a.History
		}
	}
	t.Fatalf("there is no agreement %s", agreement)
	return nil
}

// TestAnEarlierStateAnswersAsItDid changes the date of a signature three times
// and asks of each state what it answered then: verdict, timeline, flags.
func TestAnEarlierStateAnswersAsItDid(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	const questions = `
		flow(externalId: "f-gracht-voice") { verdict(asOf: "2023-06-15") { status reasons { code message } explanation } timeline { from through status } }
		organization(externalId: "gracht") { dpa(asOf: "2023-06-15") { status executedOn } }
		summary(asOf: "2023-06-15") { activeFlows byStatus { status flows } }
		flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2023-06-15") { nodes { externalId } }
		scenario(changes: [{invalidate: {instrument: "scc-2021", on: "2023-06-01"}}]) { impact(asOf: "2023-06-15") { worsened newlyWithoutBasis } }`
	ask := func() (answer map[string]any) {
		t.Helper()
		if errs := s.graphQL(t, "{"+questions+"}", "", nil, &answer); len(errs) > 0 {
			t.Fatal(errs)
		}
		return answer
	}
	answers := []map[string]any{ask()}
	for _, signed := range []string{"2023-05-04", "2023-06-20", "2023-06-10"} {
		errs := s.graphQL(t, fmt.Sprintf(`mutation { amendAgreement(externalId: "dpa-gracht", input: {importerSignedOn: %q}, reason: "the file says %s") { record { id } } }`, signed, signed), "", nil, nil)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		answers = append(answers, ask())
	}
	told := story(t, s, "dpa-gracht")
	if len(told) != 4 || told[3].Reason != "the file says 2023-06-10" || !strings.HasPrefix(told[3].Actor, "link:") || told[3].Verb != "amend" ||
		!strings.HasPrefix(told[0].Actor, "os:") || told[0].Verb != "import" {
		t.Fatalf("the history is %+v", told)
	}
	if got := told[2].Changes; len(got) != 1 || got[0].Field != "importerSignedOn" || got[0].Old != "2023-05-04" || got[0].New != "2023-06-20" {
		t.Errorf("the third version changed %+v", got)
	}
	for i, past := range told {
		var then struct{ AsKnownAt map[string]any }
		errs := s.graphQL(t, `query($m: DateTime!) { asKnownAt(moment: $m) {`+questions+`} }`, "", map[string]any{"m": past.At}, &then)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if diff := cmp.Diff(answers[i], then.AsKnownAt); diff != "" {
			t.Errorf("of version %d (before -, as known then +):\n%s", i+1, diff)
		}
		if i > 0 && cmp.Equal(answers[i], answers[i-1]) {
			t.Errorf("version %d makes no difference: the test tests nothing", i+1)
		}
	}
}

// TestSevenStepsAnswerAsTheyDid imports the sample in seven steps and asks of
// every step what it answered.
func TestSevenStepsAnswerAsTheyDid(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	dir := harbour + "/"
	var before []string
	var moments []string
	for _, step := range [][]string{
		{"organizations.csv"}, {"flows.csv", "agreements.csv"}, {"certifications.csv"}, {"assessments.csv"}, {"binding_rules.csv"}, {"agreements.csv"}, {"flows.csv"},
	} {
		args := []string{"import", "--data", data}
		for _, file := range step {
			args = append(args, dir+file)
		}
		mustRun(t, args...)
		before = append(before, run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json").stdout)
		moments = append(moments, time.Now().UTC().Format("2006-01-02T15:04:05.000Z"))
	}
	s := serve(t, data)
	for i, moment := range moments {
		var then struct {
			AsKnownAt struct {
				Summary struct{ ActiveFlows int }
				Flows   struct{ Nodes []struct{ ExternalID string } }
			}
		}
		errs := s.graphQL(t, `query($m: DateTime!) { asKnownAt(moment: $m) {
			summary(asOf: "2020-07-16") { activeFlows } flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2020-07-16") { nodes { externalId } } } }`, "", map[string]any{"m": moment}, &then)
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		if !strings.Contains(before[i], fmt.Sprintf(`"activeFlows": %d,`, then.AsKnownAt.Summary.ActiveFlows)) ||
			strings.Count(before[i], `"id":`) != len(then.AsKnownAt.Flows.Nodes) {
			t.Errorf("step %d answered %s, and now %+v", i+1, before[i], then)
		}
		for _, f := range then.AsKnownAt.Flows.Nodes {
			if !strings.Contains(before[i], `"`+f.ExternalID+`"`) {
				t.Errorf("step %d did not flag %s", i+1, f.ExternalID)
			}
		}
	}
}

func TestAsKnownAtRefuses(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	for _, refused := range []struct{ name, document, field string }{
		{"the future", `{ asKnownAt(moment: "2999-01-01T00:00:00Z") { summary { activeFlows } } }`, "moment"},
		{"itself", `{ asKnownAt(moment: "2020-01-01T00:00:00Z") { asKnownAt(moment: "2020-01-01T00:00:00Z") { summary { activeFlows } } } }`, ""},
		{"no moment", `{ asKnownAt(moment: "yesterday") { summary { activeFlows } } }`, "moment"},
	} {
		t.Run(refused.name, func(t *testing.T) {
			errs := s.graphQL(t, refused.document, "", nil, nil)
			if len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" || errs[0].Extensions.Field != refused.field {
				t.Errorf("got %+v", errs)
			}
		})
	}
	var empty struct {
		AsKnownAt struct {
			Summary struct {
				ActiveFlows int
				AsOf        string
			}
			Organizations struct{ TotalCount int }
		}
	}
	errs := s.graphQL(t, `{ asKnownAt(moment: "2020-01-02T23:59:59Z") { summary { activeFlows asOf } organizations { totalCount } } }`, "", nil, &empty)
	if got := empty.AsKnownAt; len(errs) > 0 || got.Summary.ActiveFlows != 0 || got.Organizations.TotalCount != 0 || got.Summary.AsOf != "2020-01-02" {
		t.Errorf("before the first record: %+v, %v", got, errs)
	}
}

// TestARemovedRecordTellsItsHistory removes a record and gives its id to another one:
// the history by the id tells both.
func TestARemovedRecordTellsItsHistory(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	for _, mutation := range []string{
		`mutation { recordOrganization(input: {externalId: "x", name: "First", kind: VENDOR, country: "DE"}, reason: "began") { record { id } } }`,
		`mutation { remove(kind: ORGANIZATION, externalId: "x", reason: "by mistake") { record { id } } }`,
		`mutation { recordOrganization(input: {externalId: "x", name: "Second", kind: VENDOR, country: "FR"}, reason: "again") { record { id } } }`,
	} {
		if errs := s.graphQL(t, mutation, "", nil, nil); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	var got struct {
		History []struct {
			Reason  string
			Removed bool
			Version int
			Proof   struct{ Change string }
		}
	}
	const ask = `query($id: String!) { history(kind: ORGANIZATION, externalId: $id) { reason removed version proof { change } } }`
	if errs := s.graphQL(t, ask, "", map[string]any{"id": "x"}, &got); len(errs) > 0 || len(got.History) != 3 {
		t.Fatal(errs, got)
	}
	for i, want := range []string{"began", "by mistake", "again"} {
		if v := got.History[i]; v.Reason != want || v.Removed != (i == 1) || v.Version != []int{1, 2, 1}[i] || v.Proof.Change == "" {
			t.Errorf("%d: %+v", i, v)
		}
	}
	if errs := s.graphQL(t, ask, "", map[string]any{"id": "nobody"}, nil); len(errs) != 1 || errs[0].Extensions.Code != "NOT_FOUND" {
		t.Error(errs)
	}
}
