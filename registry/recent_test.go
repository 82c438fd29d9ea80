package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhatWasLookedUpFollowsEveryWrite asks for all customers and their agreements after
// each of many writes and erasures, and asks a registry that has been asked nothing yet
// on the same store: what is kept of one state is no answer of another. Earlier moments
// are asked in between.
func TestWhatWasLookedUpFollowsEveryWrite(t *testing.T) {
	ctx := anyone()
	for seed := range uint64(20) {
		store := memkv.New()
		clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		open := func() *registry.Registry {
			r, err := registry.Open(ctx, registry.Parts{Store: store, Law: law.Default(), Clock: func() time.Time { return clock }})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		r := open()
		if _, err := r.Import(ctx, registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(seed, 7))
		for range 40 {
			moment := clock
			clock = clock.Add(time.Second)
			what, _ := writeSomething(ctx, r, random)
			if random.IntN(4) == 0 {
				_, _ = r.Erase(ctx, sheet.Agreements, registry.Command{ExternalID: fmt.Sprint("a-", random.IntN(9)), Reason: "at random"}, nil)
			}
			after := lookedUp(t, now(t, r))
			if diff := cmp.Diff(lookedUp(t, now(t, open())), after); diff != "" {
				t.Fatalf("seed %d, after %s (-anew +kept):\n%s", seed, what, diff)
			}
			earlier, err := r.AsKnownAt(ctx, moment, registry.LawOfNow)
			if err != nil {
				t.Fatal(err)
			}
			anew, err := open().AsKnownAt(ctx, moment, registry.LawOfNow)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(lookedUp(t, anew), lookedUp(t, earlier)); diff != "" {
				t.Fatalf("seed %d, before %s (-anew +kept):\n%s", seed, what, diff)
			}
		}
		r.Close()
	}
}

// lookedUp is what is said of all organizations, each looked up by itself and twice.
func lookedUp(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	ctx := anyone()
	page, err := view.SearchOrganizations(ctx, registry.OrganizationFilter{}, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	for _, listed := range append(page.Nodes, page.Nodes...) {
		o, err := view.Organization(ctx, listed.ExternalID)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []string{"2012-01-01", "2019-06-01", "2026-06-01"} {
			d, err := view.Dpa(ctx, o, civil.MustParse(day))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprint(o.ExternalID, o.Version, o.Name, day, d.Status, d.ExecutedOn, d.Through, d.Incomplete))
		}
	}
	return all
}
