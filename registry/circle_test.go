package registry_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// TestNoCircleSlipsThroughBesideAnImport closes a circle with a command while an
// import that is half of it is staged: one of the two must be refused.
func TestNoCircleSlipsThroughBesideAnImport(t *testing.T) {
	ctx := anyone()
	flow := func(id, onwardOf string) string { return id + ",F,x,CONTROLLER,y,PROCESSOR," + onwardOf + "\n" }
	const header = "id,name,exporter,exporter_role,importer,importer_role,onward_of\n"
	r := openWith(t, inText(map[string]string{
		"organizations.csv": "id,name,kind,country\nx,X,SELF,DE\ny,Y,VENDOR,US\n",
		"flows.csv":         header + flow("a", "") + flow("b", "c") + flow("c", ""),
	}))
	var staged strings.Builder
	staged.WriteString(header + flow("a", "b"))
	for i := range 6000 { // so many that the import is staged
		staged.WriteString(flow(fmt.Sprintf("g%d", i), ""))
	}
	amended := false
	_, err := r.Import(ctx, registry.Import{
		Sources: inText(map[string]string{"flows.csv": staged.String()}),
		Progress: func(stage string, _ int) {
			if amended || stage != "written" {
				return
			}
			amended = true
			_, err := r.Amend(ctx, sheet.Flows, registry.Command{ExternalID: "c"}, registry.Fields{"onward_of": "a"})
			if err != nil {
				t.Errorf("the command beside the import: %v", err)
			}
		},
	})
	if !amended || fault.CodeOf(err) != fault.Conflict {
		t.Errorf("the import that closes the circle: %v", err)
	}
	view := now(t, r)
	a, err := view.Flow(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := view.Decision(ctx, a); err != nil {
		t.Error(err)
	}
}
