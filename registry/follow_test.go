package registry_test

import (
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhoFollowsTheFlagsKnowsThem writes to random registries, and has days pass: who
// was told of every change knows which flows are flagged, and was told of no other.
func TestWhoFollowsTheFlagsKnowsThem(t *testing.T) {
	told := 0
	for seed := uint64(1); seed <= 40; seed++ {
		told += followFlags(t, seed)
	}
	if told < 50 {
		t.Errorf("only %d changes were told", told)
	}
}

func followFlags(t *testing.T, seed uint64) (told int) {
	ctx := anyone()
	day := time.Date(2021, 6, 1, 12, 0, 0, 0, time.UTC)
	r, err := registry.Open(ctx, registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: func() time.Time { return day }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
		t.Fatal(err)
	}
	known := flaggedNow(t, r)
	f, err := r.Follow(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if first, err := f.Flags(ctx, nil); first != nil || err != nil {
		t.Fatalf("from the beginning on it is told %v, %v", first, err)
	}
	random := rand.New(rand.NewPCG(seed, 5))
	for range 50 {
		switch random.IntN(6) {
		case 0:
			day = day.AddDate(0, 0, random.IntN(200))
		default:
			_, _ = writeSomething(ctx, r, random)
		}
		if random.IntN(3) == 0 {
			continue // several at once
		}
		for {
			changed, err := f.Flags(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			if changed == nil {
				break
			}
			told++
			apply(t, known, changed)
		}
		if diff := cmp.Diff(flaggedNow(t, r), known); diff != "" {
			t.Fatalf("seed %d (-flagged +known):\n%s", seed, diff)
		}
	}
	return told
}

// apply changes what is known by what is told; what changes nothing is a mistake.
func apply(t *testing.T, known map[string]bool, changed *registry.FlagsChanged) {
	t.Helper()
	come, err := changed.Flagged(anyone(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	left, err := changed.Cleared(anyone(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(come) != changed.FlaggedCount() || len(left) != changed.ClearedCount() {
		t.Errorf("%d and %d are counted, %d and %d told", changed.FlaggedCount(), changed.ClearedCount(), len(come), len(left))
	}
	for _, flow := range come {
		if known[flow.ExternalID] {
			t.Errorf("%s was flagged before", flow.ExternalID)
		}
		known[flow.ExternalID] = true
	}
	gone := changed.Removed()
	for _, flow := range left {
		gone = append(gone, flow.ExternalID)
	}
	for _, id := range gone {
		if !known[id] {
			t.Errorf("%s was not flagged before", id)
		}
		delete(known, id)
	}
}

// flaggedNow are the external ids of the flows that are flagged today.
func flaggedNow(t *testing.T, r *registry.Registry) map[string]bool {
	t.Helper()
	most := 1000
	page, err := now(t, r).ListFlows(anyone(), &registry.FlowFilter{Status: []basis.Status{basis.NoValidBasis}}, 0, registry.Paging{First: &most})
	if err != nil {
		t.Fatal(err)
	}
	flagged := map[string]bool{}
	for _, flow := range page.Nodes {
		flagged[flow.ExternalID] = true
	}
	return flagged
}

// TestWhoFollowsTheLogMissesNothing waits for each write, and gets them all in their
// order, many at a time; too far behind, it is told so.
func TestWhoFollowsTheLogMissesNothing(t *testing.T) {
	ctx, cancel := context.WithTimeout(anyone(), 30*time.Second)
	defer cancel()
	r, err := registry.Open(ctx, registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f, err := r.Follow(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const writes = 250
	go func() {
		for range writes {
			_, _ = r.Record(ctx, sheet.Organizations, registry.Command{}, registry.Fields{"name": "N", "kind": "VENDOR", "country": "DE"})
		}
	}()
	seen := map[int]bool{}
	for last := 0; last < writes; {
		if err := f.Wait(ctx); err != nil {
			t.Fatal(err)
		}
		entries, err := f.Entries(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Commit != last+1 {
				t.Fatalf("after %d comes %d", last, e.Commit)
			}
			last, seen[e.Commit] = e.Commit, true
		}
	}
	if got := slices.Sorted(maps.Keys(seen)); len(got) != writes {
		t.Errorf("%d were told", len(got))
	}
}

// TestWhoMayNotReadFollowsNothing asks as sales, and as nobody.
func TestWhoMayNotReadFollowsNothing(t *testing.T) {
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sales := access.With(context.Background(), access.Caller{Actor: "s", Role: access.Sales})
	for name, c := range map[string]struct {
		ctx  context.Context
		want fault.Code
	}{"sales": {sales, fault.Forbidden}, "nobody": {context.Background(), fault.Unauthorized}} {
		f, err := r.Follow(c.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Entries(c.ctx); fault.CodeOf(err) != c.want {
			t.Errorf("%s is given entries: %v", name, err)
		}
		if _, err := f.Flags(c.ctx, nil); fault.CodeOf(err) != c.want {
			t.Errorf("%s is given flags: %v", name, err)
		}
		f.Close()
	}
	gone, cancel := context.WithCancel(anyone())
	cancel()
	f, err := r.Follow(anyone())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Wait(gone); !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone waits: %v", err)
	}
}
