package tests

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryQuestionIsAskedUnderAHypothesis asks what the impact of a judgment tells,
// and asks the registry under that judgment itself: both must say the same, and the
// registry beside it something else.
func TestEveryQuestionIsAskedUnderAHypothesis(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	type counted struct {
		Flows struct{ TotalCount int }
	}
	var got struct {
		counted
		Scenario struct {
			Impact struct {
				NewlyWithoutBasis int
				Flows             struct{ Nodes []struct{ ExternalID string } }
			}
			Registry struct {
				counted
				Summary struct {
					ByStatus []struct {
						Status string
						Flows  int
					}
				}
				Scenario struct{ Registry counted }
			}
		}
		AsKnownAt struct{ Scenario struct{ Registry counted } }
	}
	const without = `flows(filter: {status: [NO_VALID_BASIS]}, asOf: "2026-11-01") { totalCount }`
	errs := s.graphQL(t, `query($now: DateTime!) {
		`+without+`
		scenario(changes: [{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}]) {
			impact(asOf: "2026-11-01") { newlyWithoutBasis flows { nodes { externalId } } }
			registry {
				`+without+`
				summary(asOf: "2026-11-01") { byStatus { status flows } }
				scenario(changes: [{invalidate: {instrument: "scc-2021", on: "2026-10-01"}}]) { registry { `+without+` } }
			}
		}
		asKnownAt(moment: $now) { scenario(changes: [{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}]) { registry { `+without+` } } }
	}`, "", map[string]any{"now": lastWrite(t, s)}, &got)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	is, supposed := got.Flows.TotalCount, got.Scenario.Registry.Flows.TotalCount
	if got.Scenario.Impact.NewlyWithoutBasis == 0 || supposed != is+got.Scenario.Impact.NewlyWithoutBasis {
		t.Errorf("%d without a basis, %d if it fell, of which %d are new", is, supposed, got.Scenario.Impact.NewlyWithoutBasis)
	}
	for _, by := range got.Scenario.Registry.Summary.ByStatus {
		if by.Status == "NO_VALID_BASIS" && by.Flows != supposed {
			t.Errorf("the summary under the hypothesis has %d, the list %d", by.Flows, supposed)
		}
	}
	if both := got.Scenario.Registry.Scenario.Registry.Flows.TotalCount; both <= supposed {
		t.Errorf("%d without a basis if both fell, %d if one did", both, supposed)
	}
	if known := got.AsKnownAt.Scenario.Registry.Flows.TotalCount; known != supposed {
		t.Errorf("as known just now: %d, want %d", known, supposed)
	}
	for _, nested := range []string{
		`{ scenario(changes: [{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}]) { registry { asKnownAt(moment: "2026-01-01T00:00:00Z") { ` + without + ` } } } }`,
		`{ asKnownAt(moment: "2026-01-01T00:00:00Z") { scenario(changes: [{invalidate: {instrument: "eu-us-dpf", on: "2026-10-01"}}]) { registry { asKnownAt(moment: "2026-01-01T00:00:00Z") { ` + without + ` } } } } }`,
	} {
		if errs := s.graphQL(t, nested, "", nil, nil); len(errs) == 0 || !strings.Contains(errs[0].Message, "may not stand within a scenario") {
			t.Errorf("%s: %v", nested, errs)
		}
	}
}

// lastWrite is the time of the last write.
func lastWrite(t *testing.T, s *server) string {
	t.Helper()
	var log struct {
		Log struct{ Nodes []struct{ At string } }
	}
	if errs := s.graphQL(t, `{ log(first: 1000) { nodes { at } } }`, "", nil, &log); len(errs) > 0 || len(log.Log.Nodes) == 0 {
		t.Fatal(errs, log)
	}
	return log.Log.Nodes[len(log.Log.Nodes)-1].At
}

// TestEvidenceIsSupposedToEnd asks what hangs on a piece of evidence, and is refused
// in words what there is not.
func TestEvidenceIsSupposedToEnd(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	const ask = `query($c: [LawChange!]!) { scenario(changes: $c) { impact(asOf: "2026-11-01") { worsened newlyWithoutBasis } registry { flow(externalId: "f-dalmatia-voice") { verdict(asOf: "2026-11-01") { status } } } } }`
	change := func(kind string, of map[string]any) map[string]any {
		return map[string]any{"c": []any{map[string]any{kind: of}}}
	}
	var got struct {
		Scenario struct {
			Impact   struct{ Worsened, NewlyWithoutBasis int }
			Registry struct {
				Flow struct{ Verdict struct{ Status string } }
			}
		}
	}
	for _, kind := range []string{"withdraw", "terminate", "lapse"} {
		of := map[string]string{"withdraw": "relay-us", "terminate": "dpa-dalmatia", "lapse": "cert-relay-dpf"}[kind]
		if errs := s.graphQL(t, ask, "", change(kind, map[string]any{"externalId": of, "on": "2026-10-01"}), &got); len(errs) > 0 {
			t.Errorf("%s %s: %v", kind, of, errs)
		}
		if kind == "withdraw" && got.Scenario.Impact.Worsened == 0 {
			t.Errorf("%s %s: nothing hangs on it", kind, of)
		}
		errs := s.graphQL(t, ask, "", change(kind, map[string]any{"externalId": "none", "on": "2026-10-01"}), nil)
		if len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" || errs[0].Extensions.Field != kind || !strings.Contains(errs[0].Message, "is the id of no") {
			t.Errorf("%s of what there is not: %v", kind, errs)
		}
	}
	if errs := s.graphQL(t, ask, "", change("negate", map[string]any{"country": "us", "on": "2026-10-01"}), &got); len(errs) > 0 {
		t.Errorf("negate: %v", errs)
	}
	if errs := s.graphQL(t, ask, "", change("negate", map[string]any{"country": "ZZ", "on": "2026-10-01"}), nil); len(errs) == 0 || errs[0].Extensions.Field != "negate" {
		t.Errorf("negate of no country: %v", errs)
	}
}
