package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestPagesFollowEachOther walks lists page by page, forwards to their end.
func TestPagesFollowEachOther(t *testing.T) {
	ctx, view, three := anyone(), now(t, openHarbour(t)), 3
	var walked []string
	paging := registry.Paging{First: &three}
	for more := true; more; {
		page, err := view.ListFlows(ctx, nil, 0, paging)
		if err != nil {
			t.Fatal(err)
		}
		if total, err := page.TotalCount(ctx); total != 17 || err != nil {
			t.Errorf("of %d, %v", total, err)
		}
		if page.PageInfo.HasPreviousPage != (len(walked) > 0) {
			t.Errorf("after %d: a page before is %t", len(walked), page.PageInfo.HasPreviousPage)
		}
		for _, edge := range page.Edges() {
			walked = append(walked, edge.Node.ExternalID)
		}
		more, paging.After = page.PageInfo.HasNextPage, page.PageInfo.EndCursor
	}
	if len(walked) != 17 || !isSorted(walked) {
		t.Errorf("walked %v", walked)
	}
}

func isSorted(ids []string) bool {
	for i := 1; i < len(ids); i++ {
		if ids[i-1] >= ids[i] {
			return false
		}
	}
	return true
}

// TestForeignCursorsAreRefused takes a cursor of one list to others.
func TestForeignCursorsAreRefused(t *testing.T) {
	ctx, view := anyone(), now(t, openHarbour(t))
	flows, err := view.ListFlows(ctx, nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	forged, bare := "bm9uc2Vuc2U", "c2MxOg"
	for name, cursor := range map[string]*string{"of another list": flows.PageInfo.EndCursor, "forged": &forged, "bare": &bare} {
		_, err := view.Agreements(ctx, registry.AgreementFilter{}, registry.Paging{After: cursor})
		if fault.CodeOf(err) != fault.BadInput || !strings.HasPrefix(err.Error(), "after: ") {
			t.Errorf("a cursor %s: %v", name, err)
		}
	}
}

// TestCountriesOfFilters are folded, and refused under their own names.
func TestCountriesOfFilters(t *testing.T) {
	ctx, view := anyone(), now(t, openHarbour(t))
	page, err := view.ListFlows(ctx, &registry.FlowFilter{Origin: []string{"de"}}, 0, registry.Paging{})
	if err != nil || len(page.Nodes) == 0 {
		t.Errorf("from de: %v", err)
	}
	_, err = view.ListFlows(ctx, &registry.FlowFilter{Destination: []string{"ZZ"}}, 0, registry.Paging{})
	if fault.CodeOf(err) != fault.BadInput || !strings.HasPrefix(err.Error(), "destination: ") {
		t.Errorf("to ZZ: %v", err)
	}
	_, err = view.SearchOrganizations(ctx, registry.OrganizationFilter{Country: "ZZ"}, registry.Paging{})
	if fault.CodeOf(err) != fault.BadInput || !strings.HasPrefix(err.Error(), "country: ") {
		t.Errorf("organizations of ZZ: %v", err)
	}
}

// TestSearchForPeople finds names as people type them.
func TestSearchForPeople(t *testing.T) {
	names := map[string]string{
		"strasse": "Straße 7 GmbH", "oersted": "Ørsted A/S", "lodz": "Łódź Data", "aesir": "Æsir Ltd",
		"oneill": "O’Neill plc", "relay": "Relay, Inc.", "nordwind": "Nordwind GmbH",
	}
	rows := "id,name,kind,country,domain\n"
	for id, name := range names {
		rows += fmt.Sprintf("%s-2021,%q,CUSTOMER,DE,%s.example.com\n", id, name, id)
	}
	view := now(t, openWith(t, inText(map[string]string{"organizations.csv": rows})))
	for search, want := range map[string]string{
		"strasse": "strasse", "STRASSE": "strasse", "orsted": "oersted", "lodz": "lodz", "ÆSIR": "aesir", "aesi": "aesir",
		"o'neill": "oneill", "Relay, Inc.": "relay", "relay inc": "relay", "nordw": "nordwind", "nordwind-2021": "nordwind",
		"  nordwind  ": "nordwind", "nordwind.example.com": "nordwind", "nordwind-2": "nordwind",
	} {
		page, err := view.SearchOrganizations(anyone(), registry.OrganizationFilter{Search: search, Kinds: []fact.OrganizationKind{fact.Customer}}, registry.Paging{})
		if err != nil || len(page.Nodes) != 1 || page.Nodes[0].ExternalID != want+"-2021" {
			t.Errorf("%q finds %d, %v", search, len(page.Nodes), err)
		}
	}
}
