package registry_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestADryImportTellsWhatTheImportDoes imports one random registry over another one, dry
// and then in earnest: what the dry run told is how the decisions of all flows differ.
func TestADryImportTellsWhatTheImportDoes(t *testing.T) {
	moved, refused := 0, 0
	for seed := range uint64(80) {
		r := openWith(t, inMemory(naive.Random(seed)))
		random := rand.New(rand.NewPCG(seed, 12))
		days := make([]civil.Date, 5)
		for i := range days {
			days[i] = civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", 1+random.IntN(29), 1+random.IntN(12), 1+random.IntN(28)))
		}
		in := registry.Import{Sources: inMemory(naive.Random(seed + 1000))}
		was := now(t, r)
		before, entries := decidedFlows(t, was), entriesOf(t, was)
		would, effects, no := r.TryImport(anyone(), in, days)
		if n := entriesOf(t, now(t, r)); n != entries {
			t.Errorf("seed %d: the log has %d entries after the dry run, %d before", seed, n, entries)
		}
		did, err := r.Import(anyone(), in)
		if fmt.Sprint(no) != fmt.Sprint(err) {
			t.Errorf("seed %d: refused with %v, run dry with %v", seed, err, no)
		}
		if err != nil {
			refused++
			continue
		}
		if diff := cmp.Diff(did, would); diff != "" || len(effects) != len(days) {
			t.Fatalf("seed %d: %d effects; imported (-done +dry):\n%s", seed, len(effects), diff)
		}
		after := decidedFlows(t, now(t, r))
		for i, effect := range effects {
			moved += effectAgrees(t, fmt.Sprintf("seed %d, on %s", seed, days[i]), effect, before, after)
		}
	}
	if moved < 100 || refused > 40 {
		t.Errorf("%d flows moved, %d imports were refused", moved, refused)
	}
}

// TestAnImportOfNothingAndOneOfTooMuchTellNoEffect asks for what cannot be told.
func TestAnImportOfNothingAndOneOfTooMuchTellNoEffect(t *testing.T) {
	people := source("organizations.csv", sheet.Organizations, parties())
	all := source("flows.csv", sheet.Flows, flowHeader+strings.Join(staging(), ""))
	r := openWith(t, []sheet.Source{people})
	days := []civil.Date{civil.MustParse("2021-01-01")}
	for name, sources := range map[string][]sheet.Source{"nothing": {people}, "too much": {people, all}} {
		imported, effects, err := r.TryImport(anyone(), registry.Import{Sources: sources}, days)
		if err != nil || len(effects) != 0 || len(imported) != len(sources) {
			t.Errorf("%s: %d effects of %d kinds, %v", name, len(effects), len(imported), err)
		}
	}
	some := source("flows.csv", sheet.Flows, flowHeader+strings.Join(staging()[:5000], ""))
	_, effects, err := r.TryImport(anyone(), registry.Import{Sources: []sheet.Source{some}}, days)
	if err != nil || len(effects) != 1 || effects[0].FlaggedCount() == 0 {
		t.Errorf("what can be told is %v, %v", effects, err)
	}
}
