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
