package registry_test

import (
	"context"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestWhatRestsOnEvidence holds the flows that rest on evidence to the bases of the
// verdicts of all flows, on days of different law.
func TestWhatRestsOnEvidence(t *testing.T) {
	ctx, view := anyone(), now(t, openHarbour(t))
	evidence := evidenceOf(ctx, t, view)
	flows, err := view.ListFlows(ctx, nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, day := range []civil.Date{civil.MustParse("2018-06-01"), civil.MustParse("2020-07-16"), civil.MustParse("2024-01-15")} {
		named := map[fact.ID][]string{}
		for _, f := range flows.Nodes {
			verdict, err := view.VerdictOf(ctx, f, day)
			if err != nil {
				t.Fatal(err)
			}
			for id := range evidenceIn(verdict) {
				named[id] = append(named[id], f.ExternalID)
			}
		}
		for _, one := range evidence {
			page, err := view.RestingOn(ctx, one, day, registry.Paging{})
			if err != nil {
				t.Fatal(err)
			}
			id, name := one.Key()
			if got := names(page.Nodes); !slices.Equal(got, named[id]) {
				t.Errorf("on %s there rest on %s %v, not %v", day, name, got, named[id])
			}
			found += len(page.Nodes)
		}
	}
	if found == 0 {
		t.Error("nothing rests on anything")
	}
}

// evidenceIn are the ids of the evidence in the bases of a verdict.
func evidenceIn(v *registry.Verdict) map[fact.ID]bool {
	ids := map[fact.ID]bool{}
	for _, b := range v.Bases {
		if b.Agreement != nil {
			ids[b.Agreement.ID] = true
		}
		if b.Certification != nil {
			ids[b.Certification.ID] = true
		}
		for _, c := range b.Required {
			ids[c.ID] = true
		}
		if b.Rules != nil {
			ids[b.Rules.ID] = true
		}
	}
	return ids
}

func names(flows []*fact.Flow) (all []string) {
	for _, f := range flows {
		all = append(all, f.ExternalID)
	}
	return all
}

// evidenceOf are all agreements, certifications and approvals.
func evidenceOf(ctx context.Context, t *testing.T, view *registry.View) (all []registry.Node) {
	t.Helper()
	agreements, err1 := view.Agreements(ctx, registry.AgreementFilter{}, registry.Paging{})
	certifications, err2 := view.Certifications(ctx, "", registry.Paging{})
	rules, err3 := view.BindingRules(ctx, "", registry.Paging{})
	if err1 != nil || err2 != nil || err3 != nil {
		t.Fatal(err1, err2, err3)
	}
	for _, a := range agreements.Nodes {
		all = append(all, a)
	}
	for _, c := range certifications.Nodes {
		all = append(all, c)
	}
	for _, r := range rules.Nodes {
		all = append(all, r)
	}
	return all
}

// TestOfSeveralAssessmentsOneCounts asks what rests on assessments of one pair: on each
// day on one of them at most.
func TestOfSeveralAssessmentsOneCounts(t *testing.T) {
	ctx, view := anyone(), now(t, openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nours,Ours,SELF,DE\ntheirs,Theirs,VENDOR,IN\n",
		"agreements.csv":    "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\na,CLAUSES,ours,theirs,scc-2021/M2,2022-01-01,2022-01-01\n",
		"assessments.csv":   "id,exporter,importer,completed_on,outcome\nfirst,ours,theirs,2022-01-01,SUPPLEMENTARY_MEASURES\nsecond,ours,theirs,2023-01-01,EQUIVALENT\n",
		"flows.csv":         "id,name,exporter,exporter_role,importer,importer_role,data\nf,A flow,ours,CONTROLLER,theirs,PROCESSOR,CONTACT\n",
	})))
	for day, counting := range map[string]string{"2022-06-01": "first", "2023-06-01": "second"} {
		for _, name := range []string{"first", "second"} {
			a, err := view.Assessment(ctx, name)
			if err != nil {
				t.Fatal(err)
			}
			page, err := view.RestingOn(ctx, a, civil.MustParse(day), registry.Paging{})
			if err != nil || (len(page.Nodes) == 1) != (name == counting) {
				t.Errorf("on %s there rest on the %s %v, %v", day, name, names(page.Nodes), err)
			}
		}
	}
}
