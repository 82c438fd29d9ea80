package registry_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestNoCircleSlipsThroughBesideAnImport closes a circle with a command while an
// import that is half of it is staged: one of the two must be refused.
func TestNoCircleSlipsThroughBesideAnImport(t *testing.T) {
	ctx := context.Background()
	r, err := registry.Open(ctx, memkv.New(), law.Default(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	flow := func(id, onwardOf string) string { return id + ",F,x,CONTROLLER,y,PROCESSOR," + onwardOf + "\n" }
	const header = "id,name,exporter,exporter_role,importer,importer_role,onward_of\n"
	_, err = r.Import(ctx, registry.Import{Sources: inMemory(map[string][]byte{
		"organizations.csv": []byte("id,name,kind,country\nx,X,SELF,DE\ny,Y,VENDOR,US\n"),
		"flows.csv":         []byte(header + flow("a", "") + flow("b", "c") + flow("c", "")),
	})})
	if err != nil {
		t.Fatal(err)
	}
	var staged strings.Builder
	staged.WriteString(header + flow("a", "b"))
	for i := range 6000 { // so many that the import is staged
		staged.WriteString(flow(fmt.Sprintf("g%d", i), ""))
	}
	amended := false
	_, err = r.Import(ctx, registry.Import{
		Sources: inMemory(map[string][]byte{"flows.csv": []byte(staged.String())}),
		Progress: func(string, int) {
			if amended {
				return
			}
			amended = true
			command := registry.Command{Kind: sheet.Flows, ExternalID: "c", Fields: map[string]string{"onward_of": "a"}}
			if _, err := r.Amend(ctx, command); err != nil {
				t.Errorf("the command beside the import: %v", err)
			}
		},
	})
	if !amended || fault.CodeOf(err) != fault.Conflict {
		t.Errorf("the import that closes the circle: %v", err)
	}
	view, err := r.Now(ctx)
	if err != nil {
		t.Fatal(err)
	}
	a, err := view.Flow(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := view.Decision(ctx, a); err != nil {
		t.Error(err)
	}
}
