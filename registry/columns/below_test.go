package columns_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestTouchedAreThoseBelow holds what is touched against a walk of the flows, in random
// registries with chains and circles.
func TestTouchedAreThoseBelow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows, byID := map[string]*fact.Flow{}, map[fact.ID]*fact.Flow{}
		for n := range rapid.IntRange(1, 40).Draw(t, "flows") {
			f := someFlow(t, fmt.Sprintf("%02d", n))
			f.OnwardOf = fact.ID{}
			if rapid.Bool().Draw(t, "passes on") {
				f.OnwardOf = uuid.NewSHA1(uuid.Max, fmt.Appendf(nil, "%02d", rapid.IntRange(0, 45).Draw(t, "of"))) // of some that are not there
			}
			flows[f.ExternalID], byID[f.ID] = f, f
		}
		table := built(t, flows)
		touched := make([]bool, table.Shapes())
		for shape := range touched {
			touched[shape] = rapid.IntRange(0, 4).Draw(t, "touched") == 0
		}
		want := slices.Clone(touched)
		for again := true; again; {
			again = false
			for _, f := range flows {
				shape, _ := table.NumberOf(f)
				if above := byID[f.OnwardOf]; above != nil && !want[shape] {
					upper, _ := table.NumberOf(above)
					want[shape] = want[upper]
					again = again || want[shape]
				}
			}
		}
		table.TouchBelow(touched, func(id fact.ID) *fact.Flow { return byID[id] })
		if !slices.Equal(touched, want) {
			t.Fatalf("touched are %v, not %v", touched, want)
		}
	})
}

// TestOneFlowThatPassesOnHasNotAllWalked touches a shape with many flows, one of which
// another flow passes on, while the flows of shapes cannot be walked.
func TestOneFlowThatPassesOnHasNotAllWalked(t *testing.T) {
	b := columns.NewBuilder()
	add := func(externalID string, exporter int, onwardOf fact.ID) *fact.Flow {
		f := &fact.Flow{Header: fact.Header{ID: uuid.NewSHA1(uuid.Max, []byte(externalID)), ExternalID: externalID}, Exporter: party(exporter), Importer: party(1), OnwardOf: onwardOf}
		b.Add(f)
		return f
	}
	var above *fact.Flow
	for n := range 1000 {
		above = add(fmt.Sprint(n), 0, fact.ID{})
	}
	below := add("below", 2, above.ID)
	table, err := b.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	touched := make([]bool, table.Shapes())
	upper, _ := table.NumberOf(above)
	lower, _ := table.NumberOf(below)
	touched[upper] = true
	asked := 0
	table.WithoutIDs().TouchBelow(touched, func(id fact.ID) *fact.Flow {
		asked++
		if id != above.ID {
			t.Errorf("asked for %s", id)
		}
		return above
	})
	if !touched[lower] || asked != 1 {
		t.Errorf("touched: %v; asked %d times for a flow", touched, asked)
	}
}

// TestFewFlowsAreNotLookedUpFromBelow touches a shape with one flow in a table where many
// pass on what others received.
func TestFewFlowsAreNotLookedUpFromBelow(t *testing.T) {
	b := columns.NewBuilder()
	for n := range 100 {
		b.Add(&fact.Flow{Header: fact.Header{ID: party(100 + n), ExternalID: fmt.Sprint(n)}, Exporter: party(n), Importer: party(1), OnwardOf: party(n)})
	}
	table, err := b.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	touched := make([]bool, table.Shapes())
	touched[0] = true
	table.TouchBelow(touched, func(fact.ID) *fact.Flow {
		t.Error("asked for a flow above")
		return nil
	})
}
