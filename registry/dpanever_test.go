package registry_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// TestADpaThatEndsBeforeItsFirstDayHasEnded: it never takes effect, whether it was terminated
// before or its agreed term is over, and a new one has to be signed; nobody is told to wait.
func TestADpaThatEndsBeforeItsFirstDayHasEnded(t *testing.T) {
	for name, c := range map[string]struct {
		ends string
		want map[string]registry.DpaStatus
	}{
		"terminated before":          {"2021-01-01,,2020-06-01", map[string]registry.DpaStatus{"2020-01-09": registry.DpaAwaitingSignature, "2020-05-31": registry.DpaEnded, "2020-06-01": registry.DpaEnded, "2021-06-01": registry.DpaEnded}},
		"its term is over before":    {"2025-01-01,2024-12-31,", map[string]registry.DpaStatus{"2020-01-10": registry.DpaEnded, "2024-12-31": registry.DpaEnded, "2025-01-01": registry.DpaEnded}},
		"it takes effect for a day":  {"2025-01-01,2025-01-01,", map[string]registry.DpaStatus{"2024-12-31": registry.DpaNotYetEffective, "2025-01-01": registry.DpaInForce, "2025-01-02": registry.DpaEnded}},
		"it is terminated meanwhile": {"2025-01-01,,2025-03-01", map[string]registry.DpaStatus{"2024-12-31": registry.DpaNotYetEffective, "2025-02-28": registry.DpaInForce, "2025-03-01": registry.DpaEnded}},
	} {
		t.Run(name, func(t *testing.T) {
			view := now(t, openWith(t, inText(map[string]string{
				"organizations.csv": "id,name,kind,country\nx,X,CUSTOMER,DE\nm,M,SELF,IE\n",
				"agreements.csv": "id,kind,exporter,importer,exporter_signed_on,importer_signed_on,effective_on,through,terminated_on\n" +
					"a,DPA,x,m,2020-01-01,2020-01-10," + c.ends + "\n",
			})))
			x, err := view.Organization(anyone(), "x")
			if err != nil {
				t.Fatal(err)
			}
			for day, want := range c.want {
				answer, err := view.Dpa(anyone(), x, civil.MustParse(day))
				if err != nil {
					t.Fatal(err)
				}
				if answer.Status != want {
					t.Errorf("on %s: %s, want %s", day, answer.Status, want)
				}
			}
		})
	}
}
