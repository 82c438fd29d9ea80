package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// TestAGroupCostsTheSameAmongMany groups what falls by more and more customers, and counts
// what each group allocates.
func TestAGroupCostsTheSameAmongMany(t *testing.T) {
	each := func(customers int) float64 {
		impact := fallsFor(t, customers)
		size := 10
		return testing.AllocsPerRun(3, func() {
			page, err := impact.Groups(anyone(), registry.ImpactByCustomer, registry.Paging{First: &size})
			if err != nil {
				t.Fatal(err)
			}
			if total, err := page.TotalCount(anyone()); total != customers || err != nil {
				t.Fatalf("%d groups, %v", total, err)
			}
		}) / float64(customers)
	}
	if few, many := each(100), each(3000); many > 1.2*few {
		t.Errorf("among 100 groups each takes %.1f allocations, among 3000 %.1f", few, many)
	}
}

// fallsFor is the fall of a framework on which a flow of each of so many customers rests.
func fallsFor(t *testing.T, customers int) *registry.Impact {
	t.Helper()
	var parties, flows strings.Builder
	parties.WriteString(partyHeader + "v,Vendor,VENDOR,US\n")
	flows.WriteString("id,name,exporter,exporter_role,importer,importer_role,customer\n")
	for i := range customers {
		fmt.Fprintf(&parties, "c%04d,Customer %d,CUSTOMER,DE\n", i, i)
		fmt.Fprintf(&flows, "f%04d,Flow %d,c%04d,CONTROLLER,v,PROCESSOR,c%04d\n", i, i, i, i)
	}
	r := openWith(t, []sheet.Source{
		source("organizations.csv", sheet.Organizations, parties.String()),
		source("flows.csv", sheet.Flows, flows.String()),
		source("certifications.csv", sheet.Certifications, "id,organization,framework,covers,certified_on\nc,v,eu-us-dpf,NON_HR,2024-01-01\n"),
	})
	s, err := now(t, r).Suppose(anyone(), []*registry.LawChange{{Lapse: &registry.SupposedEnd{ExternalID: "c", On: civil.MustParse("2026-01-01")}}})
	if err != nil {
		t.Fatal(err)
	}
	impact, err := s.Impact(anyone(), civil.MustParse("2026-02-01"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return impact
}
