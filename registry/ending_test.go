package registry_test

import (
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// TestWhatIsLeftWhenAFrameworkEnds is of flows that rest on a framework and on
// something beside it: what they keep is valid only where it is sound, and where the
// record does not claim the framework as the basis.
func TestWhatIsLeftWhenAFrameworkEnds(t *testing.T) {
	view := now(t, openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nde,Exporter,SELF,DE\nassessed,Assessed,VENDOR,US\nbare,Not assessed,VENDOR,US\nalone,Certified alone,VENDOR,US\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\n" +
			"c1,assessed,eu-us-dpf,NON_HR,2023-08-01\nc2,bare,eu-us-dpf,NON_HR,2023-08-01\nc3,alone,eu-us-dpf,NON_HR,2023-08-01\n",
		"agreements.csv": "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\n" +
			"a1,DPA,de,assessed,scc-2021/M2,2022-01-01,2022-01-01\na2,DPA,de,bare,scc-2021/M2,2022-01-01,2022-01-01\n" +
			"a3,DPA,de,alone,,2022-01-01,2022-01-01\n",
		"assessments.csv": "id,exporter,importer,completed_on,outcome\nt1,de,assessed,2022-01-01,EQUIVALENT\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role,data,starts_on,declared_basis\n" +
			"kept,Kept,de,CONTROLLER,assessed,PROCESSOR,CONTENT,2022-01-01,\n" +
			"claimed,Claimed,de,CONTROLLER,assessed,PROCESSOR,CONTENT,2022-01-01,eu-us-dpf\n" +
			"agreed,Agreed,de,CONTROLLER,assessed,PROCESSOR,CONTENT,2022-01-01,a1\n" +
			"risky,Risky,de,CONTROLLER,bare,PROCESSOR,CONTENT,2022-01-01,\n" +
			"lost,Lost,de,CONTROLLER,alone,PROCESSOR,CONTENT,2022-01-01,\n",
	})))
	day := civil.MustParse("2026-03-01")
	s, err := view.Suppose(anyone(), []*registry.LawChange{{Invalidate: &law.Invalidation{Instrument: "eu-us-dpf", On: day}}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]basis.Status{
		"kept": basis.Valid, "claimed": basis.AtRisk, "agreed": basis.Valid, "risky": basis.AtRisk, "lost": basis.NoValidBasis,
	}
	for id, status := range want {
		list, err := s.View().ListFlows(anyone(), &registry.FlowFilter{Status: []basis.Status{status}}, day, registry.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(list.Nodes, func(f *fact.Flow) bool { return f.ExternalID == id }) {
			t.Errorf("%s is not among the %d flows that are %s", id, len(list.Nodes), status)
		}
	}
	for _, v := range []*registry.View{view, s.View()} {
		list, err := v.ListFlows(anyone(), &registry.FlowFilter{Status: []basis.Status{basis.Valid}}, day-1, registry.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Nodes) != len(want) {
			t.Errorf("the day before, %d flows are valid, want all %d", len(list.Nodes), len(want))
		}
	}
}
