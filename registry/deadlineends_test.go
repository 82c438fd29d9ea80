package registry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// ending is what a deadline says.
type ending struct {
	Date             string
	Kind             registry.DeadlineKind
	Evidence         string
	Affected, Losing int
}

// TestEndsThatAreRecordedAreDeadlines has flows lose their bases in a year by what was recorded
// before: each such day is a deadline, as imported and after further writes.
func TestEndsThatAreRecordedAreDeadlines(t *testing.T) {
	r := openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country,group,group_through\nde,D,SELF,DE,G,\nus,U,VENDOR,US,,\nin,I,VENDOR,IN,G,\n" +
			"cn,C,VENDOR,CN,G,2027-06-30\nno,N,VENDOR,NO,,2027-05-31\n",
		"certifications.csv": "id,organization,framework,covers,certified_on,next_due_on,ended_on,ended_reason\nc,us,eu-us-dpf,NON_HR,2024-01-01,2027-04-01,2027-03-01,WITHDRAWN\n",
		"binding_rules.csv":  "id,group,type,regime,approved_on,withdrawn_on\nb,G,CONTROLLER,EU,2020-01-01,2027-09-01\nnever,G,CONTROLLER,EU,,\n",
		"assessments.csv":    "id,exporter,importer,completed_on,outcome\ni,de,in,2024-01-01,EQUIVALENT\nc,de,cn,2024-01-01,EQUIVALENT\n",
		"flows.csv": "id,name,exporter,exporter_role,importer,importer_role\n" +
			"us,F,de,CONTROLLER,us,CONTROLLER\nin,F,de,CONTROLLER,in,CONTROLLER\ncn,F,de,CONTROLLER,cn,CONTROLLER\nback,F,cn,CONTROLLER,de,CONTROLLER\n",
	}))
	want := []ending{
		{"2027-02-28", registry.CertificationEnds, "c", 1, 1},
		{"2027-06-30", registry.GroupEnds, "cn", 1, 1},
		{"2027-08-31", registry.RulesEnd, "b", 1, 1},
	}
	if diff := cmp.Diff(want, endingsOf(t, r, "2027-01-01", "2027-12-31")); diff != "" {
		t.Errorf("deadlines of 2027 (-want +told):\n%s", diff)
	}
	for _, c := range []struct {
		kind   sheet.Kind
		id     string
		fields registry.Fields
	}{
		{sheet.Organizations, "cn", registry.Fields{"group_through": ""}},
		{sheet.Organizations, "in", registry.Fields{"group_through": "2027-07-31"}},
		{sheet.Certifications, "c", registry.Fields{"ended_on": "2027-04-02"}},
		{sheet.BindingRules, "b", registry.Fields{"withdrawn_on": "2027-08-01"}},
	} {
		if _, err := r.Amend(anyone(), c.kind, registry.Command{ExternalID: c.id}, c.fields); err != nil {
			t.Fatal(err)
		}
	}
	want = []ending{
		{"2027-04-01", registry.CertificationEnds, "c", 1, 1},
		{"2027-04-01", registry.RecertificationDue, "c", 1, 1},
		{"2027-07-31", registry.GroupEnds, "in", 1, 1},
		{"2027-07-31", registry.RulesEnd, "b", 2, 2},
	}
	if diff := cmp.Diff(want, endingsOf(t, r, "2027-01-01", "2027-12-31")); diff != "" {
		t.Errorf("deadlines of 2027 after changes (-want +told):\n%s", diff)
	}
}

// endingsOf are the deadlines of a period, without those of the law.
func endingsOf(t *testing.T, r *registry.Registry, from, through string) (all []ending) {
	t.Helper()
	page, err := now(t, r).Deadlines(anyone(), civil.MustParse(from), civil.MustParse(through), registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range page.Nodes {
		if d.Kind != registry.InstrumentEnds && d.Kind != registry.RelianceEnds {
			all = append(all, ending{d.Date.String(), d.Kind, d.Evidence, d.FlowsAffected, d.FlowsWithoutBasis})
		}
	}
	return all
}
