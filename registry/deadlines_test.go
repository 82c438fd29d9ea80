package registry_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// TestFlowsHangOnADeadlineOnItsDay counts the flows of a deadline by what they
// rest on that very day, not when their verdict last changed.
func TestFlowsHangOnADeadlineOnItsDay(t *testing.T) {
	const flows = "id,name,exporter,exporter_role,importer,importer_role,data\nf,F,x,CONTROLLER,m,CONTROLLER,CONTENT\n"
	for _, c := range []struct {
		name  string
		files map[string]string
		day   string
		want  map[string]int
	}{
		{
			"an assessment that clauses need which are older than the duty",
			map[string]string{
				"organizations.csv": "id,name,kind,country\nx,X,SELF,DE\nm,M,VENDOR,IN\n",
				"agreements.csv":    "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\na,DPA,x,m,scc-2004,2020-01-01,2020-01-01\n",
				"assessments.csv":   "id,exporter,importer,completed_on,outcome,review_due_on\nt1,x,m,2020-07-15,EQUIVALENT,2022-06-01\n",
				"flows.csv":         flows,
			},
			"2022-06-01",
			map[string]int{"t1": 1},
		},
		{
			"a certification in a required framework that took another one's place",
			map[string]string{
				"organizations.csv": "id,name,kind,country\nx,X,SELF,GB\nm,M,VENDOR,US\n",
				"certifications.csv": "id,organization,framework,covers,certified_on,next_due_on\nu,m,uk-ext-dpf,NON_HR,2023-10-12,\n" +
					"e1,m,eu-us-dpf,NON_HR,2023-07-10,2024-08-01\ne2,m,eu-us-dpf,NON_HR,2024-07-10,2025-07-10\n",
				"flows.csv": flows,
			},
			"2025-07-10",
			map[string]int{"e2": 1},
		},
		{
			"a certification in a required framework that covers nothing the flow needs",
			map[string]string{
				"organizations.csv": "id,name,kind,country\nx,X,SELF,GB\nm,M,VENDOR,US\n",
				"certifications.csv": "id,organization,framework,covers,certified_on,next_due_on\nu,m,uk-ext-dpf,NON_HR,2023-10-12,\n" +
					"a,m,eu-us-dpf,HR,2023-07-10,2024-06-01\nb,m,eu-us-dpf,NON_HR,2023-07-10,\n",
				"flows.csv": flows,
			},
			"2024-06-01",
			map[string]int{"a": 0},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			day := civil.MustParse(c.day)
			page, err := now(t, openWith(t, inText(c.files))).Deadlines(anyone(), day, day, registry.Paging{})
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for _, d := range page.Nodes {
				if want, asked := c.want[d.Evidence]; asked {
					found++
					if d.FlowsAffected != want {
						t.Errorf("%s on %s: %d flows, want %d", d.Evidence, d.Date, d.FlowsAffected, want)
					}
				}
			}
			if found != len(c.want) {
				t.Errorf("found %d of %d deadlines", found, len(c.want))
			}
		})
	}
}
