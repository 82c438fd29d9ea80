package registry_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// remembered is what was flagged at a moment.
type remembered struct {
	at      time.Time
	flagged map[string]bool
}

// TestWhoComesBackIsToldOfTheFlags writes to random registries, and has days pass: who
// knew the flags of a moment, and is told what changed since, knows those of now.
func TestWhoComesBackIsToldOfTheFlags(t *testing.T) {
	told := 0
	for seed := uint64(1); seed <= 40; seed++ {
		told += comeBack(t, seed)
	}
	if told < 100 {
		t.Errorf("only %d times anything had changed", told)
	}
}

func comeBack(t *testing.T, seed uint64) (told int) {
	ctx := anyone()
	clock := time.Date(2021, 6, 1, 12, 0, 0, 0, time.UTC)
	r := openedAt(t, func() time.Time { return clock })
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
		t.Fatal(err)
	}
	visits := []remembered{{clock, flaggedNow(t, r)}}
	random := rand.New(rand.NewPCG(seed, 6))
	for range 30 {
		clock = clock.Add(time.Second)
		if random.IntN(6) == 0 {
			clock = clock.AddDate(0, 0, random.IntN(200))
		}
		_, _ = writeSomething(ctx, r, random)
		is := flaggedNow(t, r)
		visit := visits[random.IntN(len(visits))]
		changed, err := now(t, r).FlagsSince(ctx, visit.at, nil)
		if err != nil {
			t.Fatal(err)
		}
		known := maps.Clone(visit.flagged)
		apply(t, known, changed)
		if diff := cmp.Diff(is, known); diff != "" || !changed.Complete {
			t.Fatalf("seed %d, since %s (-flagged +known), complete: %t\n%s", seed, visit.at, changed.Complete, diff)
		}
		told += min(1, changed.FlaggedCount()+changed.ClearedCount())
		visits = append(visits, remembered{clock, is})
	}
	return told
}

// openedAt is an empty registry with a clock.
func openedAt(t *testing.T, clock func() time.Time) *registry.Registry {
	t.Helper()
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// TestFlagsSinceNobodyCanTell asks about moments from which no change can be named.
func TestFlagsSinceNobodyCanTell(t *testing.T) {
	ctx := anyone()
	clock := time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC)
	r := openedAt(t, func() time.Time { return clock })
	begun := clock
	clock = clock.Add(time.Hour)
	many := bytes.NewBufferString("id,name,kind,country\n")
	for i := range 2500 {
		fmt.Fprintf(many, "o%d,O,VENDOR,DE\n", i)
	}
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(map[string][]byte{"organizations.csv": many.Bytes()})}); err != nil {
		t.Fatal(err)
	}
	changed, err := now(t, r).FlagsSince(ctx, begun, nil)
	if err != nil || changed.Complete || changed.FlaggedCount() > 0 {
		t.Errorf("since before a large import it is told %+v, %v", changed, err)
	}
	then, err := r.AsKnownAt(ctx, begun, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range []struct {
		of     *registry.View
		moment time.Time
		filter *registry.FlowFilter
	}{
		{now(t, r), clock.Add(time.Minute), nil},
		{then, clock, nil},
		{now(t, r), clock, &registry.FlowFilter{Instrument: []string{"scc-1066"}}},
		{now(t, r), clock, &registry.FlowFilter{Assignee: []string{"anna"}, Status: []basis.Status{basis.NoValidBasis}}},
	} {
		if _, err := asked.of.FlagsSince(ctx, asked.moment, asked.filter); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("since %s, filter %+v: %v", asked.moment, asked.filter, err)
		}
	}
}

// TestFlagsSinceOfAnotherWorld asks a hypothesis about evidence, which nobody knew then, and a
// moment between two writes about one that comes after it.
func TestFlagsSinceOfAnotherWorld(t *testing.T) {
	ctx := anyone()
	clock := time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)
	r := openedAt(t, func() time.Time { return clock })
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(1))}); err != nil {
		t.Fatal(err)
	}
	clock = clock.AddDate(0, 9, 0)
	s, err := now(t, r).Suppose(ctx, []*registry.LawChange{{Negate: &registry.SupposedTurn{Country: "US", On: civil.Of(clock)}}})
	if err != nil {
		t.Fatal(err)
	}
	changed, err := s.View().FlagsSince(ctx, clock.AddDate(0, -1, 0), nil)
	if err != nil || changed.Complete || changed.FlaggedCount() > 0 {
		t.Errorf("under a hypothesis it is told %+v, %v", changed, err)
	}
	then, err := r.AsKnownAt(ctx, clock.AddDate(0, -6, 0), registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := then.FlagsSince(ctx, clock.AddDate(0, -1, 0), nil); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("a moment after the one that is asked about: %v", err)
	}
}
