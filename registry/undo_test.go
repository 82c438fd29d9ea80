package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhatIsTakenBackWasNeverDone writes to random registries and takes each write back:
// all that is said of flows is what it was, and taking that back does it again.
func TestWhatIsTakenBackWasNeverDone(t *testing.T) {
	undone, refused := map[string]int{}, 0
	for seed := range uint64(40) {
		r := openWith(t, inMemory(naive.Random(seed)))
		random := rand.New(rand.NewPCG(seed, 13))
		for range 20 {
			before, entries := verdictsTold(t, now(t, r)), entriesOf(t, now(t, r))
			kind, what, write := someWrite(anyone(), r, random)
			if write == nil {
				continue
			}
			done, err := write(false)
			if err != nil || entriesOf(t, now(t, r)) == entries {
				continue // it is refused, or changed nothing
			}
			after := verdictsTold(t, now(t, r))
			back, err := r.Undo(anyone(), kind, registry.Command{ExternalID: keyOf(t, done), Reason: "a mistake"})
			if err != nil {
				refused++ // others refer by now to what was new
				continue
			}
			undone[fmt.Sprint(done.Record == nil, back.Record == nil)]++
			if diff := cmp.Diff(before, verdictsTold(t, now(t, r))); diff != "" {
				t.Fatalf("seed %d, %s, taken back (-before +now):\n%s", seed, what, diff)
			}
			if _, err = r.Undo(anyone(), kind, registry.Command{ExternalID: keyOf(t, done)}); err != nil {
				t.Fatalf("seed %d, %s, taken back twice: %v", seed, what, err)
			}
			if diff := cmp.Diff(after, verdictsTold(t, now(t, r))); diff != "" {
				t.Fatalf("seed %d, %s, taken back twice (-after +now):\n%s", seed, what, diff)
			}
		}
	}
	if len(undone) < 3 {
		t.Errorf("only %v were taken back, %d refused", undone, refused)
	}
}

// verdictsTold is where each flow goes, and its status on all days.
func verdictsTold(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	for _, f := range decidedFlows(t, view) {
		line := fmt.Sprint(f.ExternalID, f.origin, f.destination)
		for _, s := range view.Timeline(f.Decision) {
			line += fmt.Sprint(" ", s.From, s.Status, len(s.Bases), len(s.Reasons))
		}
		all = append(all, line)
	}
	return all
}

// keyOf is the external id of what a command changed.
func keyOf(t *testing.T, c *registry.Changed) string {
	t.Helper()
	record := c.Record
	if record == nil {
		record = c.Before()
	}
	_, key := record.Key()
	return key
}

// TestTakingBackIsRefusedInWords where somebody else has written since, where others
// refer to what was new, and where there was nothing.
func TestTakingBackIsRefusedInWords(t *testing.T) {
	r := verbsOn(t)
	seen := 1
	if _, err := r.Amend(anyone(), sheet.Agreements, registry.Command{ExternalID: "a"}, registry.Fields{"terms": "new"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		kind sheet.Kind
		registry.Command
		want fault.Code
	}{
		{"a version that is not the latest", sheet.Agreements, registry.Command{ExternalID: "a", Expected: &seen}, fault.Conflict},
		{"what others refer to", sheet.Organizations, registry.Command{ExternalID: "x"}, fault.Conflict},
		{"nothing", sheet.Flows, registry.Command{ExternalID: "none"}, fault.NotFound},
	} {
		if _, err := r.Undo(anyone(), c.kind, c.Command); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := r.Erase(anyone(), sheet.Agreements, registry.Command{ExternalID: "a", Reason: "asked to"}, []int{1}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Undo(anyone(), sheet.Agreements, registry.Command{ExternalID: "a"}); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("what was erased: %v", err)
	}
}

// TestTakingBackTellsTheRecordAsItIs with its fields and a further version.
func TestTakingBackTellsTheRecordAsItIs(t *testing.T) {
	r := verbsOn(t)
	if _, err := r.Amend(anyone(), sheet.Agreements, registry.Command{ExternalID: "a"}, registry.Fields{"terms": "new"}); err != nil {
		t.Fatal(err)
	}
	seen := 2
	back, err := r.Undo(anyone(), sheet.Agreements, registry.Command{ExternalID: "a", Expected: &seen, Reason: "a mistake"})
	if err != nil {
		t.Fatal(err)
	}
	if a, is := back.Record.(*fact.Agreement); !is || a.Version != 3 || a.Terms != "" {
		t.Errorf("it is %+v", back.Record)
	}
}
