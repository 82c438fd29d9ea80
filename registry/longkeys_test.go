package registry_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// TestKeysThatNobodyBearsAreNotLookedFor asks by text that is longer than any key may be: to
// say that there is nothing takes no memory that grows with it.
func TestKeysThatNobodyBearsAreNotLookedFor(t *testing.T) {
	ctx, view, long := anyone(), now(t, openHarbour(t)), strings.Repeat("x", 900_000)
	for name, ask := range map[string]func(key string) error{
		"flow":         func(key string) error { _, err := view.Flow(ctx, key); return err },
		"organization": func(key string) error { _, err := view.Organization(ctx, key); return err },
		"agreement":    func(key string) error { _, err := view.Agreement(ctx, key); return err },
		"document":     func(key string) error { _, err := view.Document(ctx, key); return err },
		"scenario":     func(key string) error { _, err := view.SavedScenario(ctx, key); return err },
		"history":      func(key string) error { _, err := view.HistoryOf(ctx, sheet.Flows, key); return err },
	} {
		t.Run(name, func(t *testing.T) {
			_ = ask("nobody") // what is made once
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := ask(long)
			runtime.ReadMemStats(&after)
			if fault.CodeOf(err) != fault.NotFound || len(err.Error()) > 200 {
				t.Errorf("%.300v", err)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > uint64(len(long)) {
				t.Errorf("it takes %d bytes", took)
			}
		})
	}
}

// TestTheLongestKeyIsFound records a company by a key of as many bytes as one may have.
func TestTheLongestKeyIsFound(t *testing.T) {
	key := strings.Repeat("\U00020000", table.LongestKey/4)
	r := openWith(t, []sheet.Source{source("organizations.csv", sheet.Organizations, "id,name,kind,country\n"+key+",A,VENDOR,DE\n")})
	if o, err := now(t, r).Organization(anyone(), key); err != nil || o.Name != "A" {
		t.Errorf("%v %v", o, err)
	}
	if _, err := now(t, r).Organization(anyone(), key+"x"); fault.CodeOf(err) != fault.NotFound {
		t.Error(err)
	}
	if _, err := now(t, r).ListFlows(anyone(), &registry.FlowFilter{Exporter: []string{key + "x"}}, 0, registry.Paging{}); err != nil {
		t.Error(err)
	}
}
