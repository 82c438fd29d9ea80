package registry_test

import (
	"context"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestListsOfEvidence narrows the lists of evidence to companies and groups, page by page.
func TestListsOfEvidence(t *testing.T) {
	ctx, view := anyone(), now(t, openWith(t, inText(map[string]string{
		"organizations.csv":  "id,name,kind,country,group\nours,Ours,SELF,DE,Ours\nus,Ours US,SELF,US,Ours\ncustomer,Customer,CUSTOMER,FR,\n",
		"agreements.csv":     "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\nz,DPA,customer,ours,,2022-01-01,2022-02-01\na,CLAUSES,ours,us,scc-2021/M2,2022-01-01,\nm,DPA,customer,us,,2022-01-01,2022-01-01\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\nc,us,eu-us-dpf,NON_HR,2023-08-01\n",
		"binding_rules.csv":  "id,group,type,regime,approved_on\nb,Ours,CONTROLLER,EU,2020-01-01\nother,Others,CONTROLLER,EU,2020-01-01\n",
		"assessments.csv":    "id,exporter,importer,completed_on,outcome\nt,ours,us,2022-01-01,EQUIVALENT\n",
	})))
	yes, no, two := true, false, 2
	for _, c := range []struct {
		name   string
		filter registry.AgreementFilter
		want   []string
	}{
		{"all", registry.AgreementFilter{}, []string{"a", "m", "z"}},
		{"of either side", registry.AgreementFilter{Party: "ours"}, []string{"a", "z"}},
		{"of a customer", registry.AgreementFilter{Party: "customer"}, []string{"m", "z"}},
		{"executed", registry.AgreementFilter{Executed: &yes}, []string{"m", "z"}},
		{"waiting", registry.AgreementFilter{Executed: &no}, []string{"a"}},
		{"waiting, of a party", registry.AgreementFilter{Party: "customer", Executed: &no}, nil},
		{"of nobody", registry.AgreementFilter{Party: "nobody"}, nil},
	} {
		var got []string
		paging := registry.Paging{First: &two}
		for more := true; more; {
			page, err := view.Agreements(ctx, c.filter, paging)
			if err != nil {
				t.Fatal(c.name, err)
			}
			if total, err := page.TotalCount(ctx); err != nil || total != len(c.want) {
				t.Errorf("%s: %d, %v", c.name, total, err)
			}
			for _, a := range page.Nodes {
				got = append(got, a.ExternalID)
			}
			more, paging.After = page.PageInfo.HasNextPage, page.PageInfo.EndCursor
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
	certifications, err := view.Certifications(ctx, "ours", registry.Paging{})
	if err != nil || len(certifications.Nodes) != 0 {
		t.Errorf("certifications of ours: %v, %v", certifications, err)
	}
	assessments, err := view.Assessments(ctx, "us", registry.Paging{})
	if err != nil || len(assessments.Nodes) != 1 {
		t.Errorf("assessments of us: %v, %v", assessments, err)
	}
	rules, err := view.BindingRules(ctx, "Ours", registry.Paging{})
	if err != nil || len(rules.Nodes) != 1 || rules.Nodes[0].ExternalID != "b" {
		t.Errorf("approvals of Ours: %v, %v", rules, err)
	}
	for search, want := range map[string][]string{"": {"ours", "us"}, "us": {"us"}} {
		members, err := view.SearchOrganizations(ctx, registry.OrganizationFilter{Search: search, Group: "Ours"}, registry.Paging{})
		if err != nil || !slices.EqualFunc(members.Nodes, want, func(o *fact.Organization, id string) bool { return o.ExternalID == id }) {
			t.Errorf("members called %q: %v, %v", search, members, err)
		}
	}
}

// TestLimitedListsOfEvidence asks the narrowed lists as who is limited to one exporter:
// nothing of others is in them, and it does not matter whether one exists.
func TestLimitedListsOfEvidence(t *testing.T) {
	view := now(t, openHarbour(t))
	officer := access.With(context.Background(), access.Caller{Actor: "officer", Role: access.Auditor, Exporters: []string{"relay-ie"}})
	for party, want := range map[string][]string{
		"relay-ie": {"dpa-fraudlens-late", "ica-relay-2012", "ica-relay-2021"},
		"relay-us": {"ica-relay-2012", "ica-relay-2021"},
		"nordwind": nil, "nobody": nil,
	} {
		page, err := view.Agreements(officer, registry.AgreementFilter{Party: party}, registry.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range page.Nodes {
			got = append(got, a.ExternalID)
		}
		if total, err := page.TotalCount(officer); !slices.Equal(got, want) || total != len(want) || err != nil {
			t.Errorf("agreements of %s: %v of %d, %v", party, got, total, err)
		}
	}
	no := false
	if page, err := view.Agreements(officer, registry.AgreementFilter{Executed: &no}, registry.Paging{}); err != nil || len(page.Nodes) != 0 {
		t.Errorf("agreements that wait: %v, %v", page, err)
	}
	if page, err := view.Certifications(officer, "chatwave", registry.Paging{}); err != nil || len(page.Nodes) != 0 {
		t.Errorf("certifications of a company of others: %v, %v", page, err)
	}
	if page, err := view.Assessments(officer, "relay-us", registry.Paging{}); err != nil || len(page.Nodes) != 1 {
		t.Errorf("assessments: %v, %v", page, err)
	}
	if page, err := view.BindingRules(officer, "Relay", registry.Paging{}); err != nil || len(page.Nodes) != 1 {
		t.Errorf("approvals of their group: %v, %v", page, err)
	}
	certification, err := view.Certification(officer, "cert-relay-dpf")
	if err != nil {
		t.Fatal(err)
	}
	page, err := view.RestingOn(officer, certification, civil.MustParse("2024-01-15"), registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range page.Nodes {
		if exporter, err := view.Party(officer, f.Exporter); err != nil || exporter.ExternalID != "relay-ie" {
			t.Errorf("%s rests on it, of %v, %v", f.ExternalID, exporter, err)
		}
	}
	if len(page.Nodes) == 0 {
		t.Error("nothing of theirs rests on it")
	}
}
