package tests

import (
	"path/filepath"
	"testing"
)

// impactAnswer is what is told of an impact.
type impactAnswer struct {
	Hits, Worsened, NewlyWithoutBasis, FallingBack, Improved int
	ByStatus                                                 []struct {
		Before, After string
		Flows         int
	}
	StillCovered []struct {
		Instrument ref
		Flows      int
	}
	Groups struct {
		TotalCount int
		PageInfo   struct {
			HasNextPage bool
			EndCursor   string
		}
		Nodes []struct {
			Name                    string
			Hits, NewlyWithoutBasis int
			Organization            *struct{ ExternalID string }
		}
	}
	FlowsHit struct {
		TotalCount int
		Nodes      []struct {
			Effect, FallsOn string
			Flow            struct{ ExternalID string }
			Before, After   struct{ Status string }
			Fallback        []ref
		}
	}
}

// TestAnImpactIsToldFlowByFlowAndInGroups asks on the eve of the judgment of 2020-07-16
// who falls, who has something to fall back on, and when.
func TestAnImpactIsToldFlowByFlowAndInGroups(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	const changes = `scenario(changes: [{invalidate: {instrument: "eu-us-privacy-shield", on: "2019-06-01"}}, {invalidate: {instrument: "scc-2010", on: "2019-07-01"}}])`
	var got struct {
		Scenario struct {
			Impact impactAnswer
			Falls  struct {
				TotalCount int
				Nodes      []struct {
					Date  string
					Flows int
				}
			}
			Registry struct{ Summary struct{ ActiveFlows int } }
		}
	}
	if errs := s.graphQL(t, `{ `+changes+` {
		impact(asOf: "2019-08-01") {
			hits worsened newlyWithoutBasis fallingBack improved
			byStatus { before after flows } stillCovered { instrument { id } flows }
			groups(by: CUSTOMER, first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { name hits newlyWithoutBasis organization { externalId } } }
			flowsHit { totalCount nodes { effect fallsOn flow { externalId } before { status } after { status } fallback { id } } }
		}
		falls { totalCount nodes { date flows } }
		registry { summary(asOf: "2019-08-01") { activeFlows } }
	} }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	impact := got.Scenario.Impact
	total, falling, fallingBack := 0, 0, 0
	for _, move := range impact.ByStatus {
		total += move.Flows
	}
	for _, hit := range impact.FlowsHit.Nodes {
		switch hit.Effect {
		case "FALLS":
			falling++
			if hit.After.Status != "NO_VALID_BASIS" || hit.Before.Status == "NO_VALID_BASIS" || hit.FallsOn != "2019-06-01" && hit.FallsOn != "2019-07-01" || len(hit.Fallback) > 0 {
				t.Errorf("it falls: %+v", hit)
			}
		case "FALLS_BACK":
			fallingBack++
			if hit.After.Status != hit.Before.Status || len(hit.Fallback) == 0 {
				t.Errorf("it falls back: %+v", hit)
			}
		}
	}
	if total != got.Scenario.Registry.Summary.ActiveFlows || falling == 0 || falling != impact.NewlyWithoutBasis || fallingBack != impact.FallingBack || impact.FlowsHit.TotalCount != impact.Hits {
		t.Errorf("%d flows in %+v, %d fall and %d fall back of %+v", total, impact.ByStatus, falling, fallingBack, impact)
	}
	first := impact.Groups
	if first.TotalCount < 2 || !first.PageInfo.HasNextPage || first.Nodes[0].NewlyWithoutBasis == 0 {
		t.Fatalf("the hardest hit customer is %+v", first)
	}
	if o := first.Nodes[0].Organization; first.Nodes[0].Name == "" && o != nil || first.Nodes[0].Name != "" && (o == nil || o.ExternalID != first.Nodes[0].Name) {
		t.Errorf("the customer %q is %+v", first.Nodes[0].Name, o)
	}
	next := got
	if errs := s.graphQL(t, `query($after: String) { `+changes+` { impact(asOf: "2019-08-01") { groups(by: CUSTOMER, after: $after) { nodes { name hits newlyWithoutBasis } } } } }`, "", map[string]any{"after": first.PageInfo.EndCursor}, &next); len(errs) > 0 {
		t.Fatal(errs)
	}
	if rest := next.Scenario.Impact.Groups.Nodes; len(rest) != first.TotalCount-1 || rest[0].NewlyWithoutBasis > first.Nodes[0].NewlyWithoutBasis {
		t.Errorf("behind %+v come %+v", first.Nodes, rest)
	}
	if falls := got.Scenario.Falls; falls.TotalCount == 0 || falls.Nodes[0].Date < "2019-06-01" {
		t.Errorf("flows fall on %+v", falls)
	}
	var narrowed struct{ Scenario struct{ Impact impactAnswer } }
	hit := impact.FlowsHit.Nodes[0]
	if errs := s.graphQL(t, `query($word: String!) { `+changes+` { impact(asOf: "2019-08-01", filter: {origin: ["ie"]}) { hits worsened groups(by: ORIGIN) { totalCount nodes { name } } flowsHit(text: $word) { totalCount nodes { flow { externalId } } } } } }`, "", map[string]any{"word": hit.Flow.ExternalID}, &narrowed); len(errs) > 0 {
		t.Fatal(errs)
	}
	if n := narrowed.Scenario.Impact; n.Hits > impact.Hits || n.Groups.TotalCount != 1 || n.Groups.Nodes[0].Name != "IE" || n.FlowsHit.TotalCount > 1 {
		t.Errorf("from Ireland: %+v", n)
	}
}

// TestAnImpactIsRefusedInWords asks for what there is not.
func TestAnImpactIsRefusedInWords(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	for _, refused := range []struct{ name, asked, field string }{
		{"by text", `impact(filter: {text: "x"}) { hits }`, "text"},
		{"of inactive flows", `impact(filter: {status: [INACTIVE]}) { hits }`, "status"},
		{"of no country", `impact(filter: {origin: ["ZZ"]}) { hits }`, "origin"},
		{"a fallback that is no instrument", `impact { flowsHit(fallback: ["none"]) { totalCount } }`, "fallback"},
		{"too many groups", `impact { groups(by: PRODUCT, first: 1001) { totalCount } }`, "first"},
		{"a cursor of another list", `impact { groups(by: PRODUCT, after: "c2MxOmZsb3cAeA") { totalCount } }`, "after"},
		{"no days", `falls(first: 0) { totalCount }`, "first"},
	} {
		t.Run(refused.name, func(t *testing.T) {
			errs := s.graphQL(t, `{ scenario(changes: `+dpfFalls+`) { `+refused.asked+` } }`, "", nil, nil)
			if len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" || errs[0].Extensions.Field != refused.field {
				t.Errorf("got %+v, want BAD_USER_INPUT at %q", errs, refused.field)
			}
		})
	}
}
