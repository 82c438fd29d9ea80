package registry_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhoIsOvertakenDecidesLittle has somebody ask for a state while others ask already for
// later ones, and counts the keys that are read: as long as somebody has that state, and
// when it was forgotten.
func TestWhoIsOvertakenDecidesLittle(t *testing.T) {
	r, store := openCounting(t)
	had := []*registry.View{now(t, r)}
	at, want := had[0].At(), told(t, had[0])
	for _, name := range []string{"Somebody", "Somebody else"} {
		rename(t, r, "p0", name)
		told(t, now(t, r))
	}
	overtaken := func() *registry.View {
		begun := store.read.Load()
		view := r.After(at)
		if _, err := view.Summary(anyone(), 0); err != nil {
			t.Fatal(err)
		}
		if read := store.read.Load() - begun; read > staged/10 {
			t.Errorf("%d keys were read to decide %d flows", read, staged)
		}
		return view
	}
	if view := overtaken(); !view.SharesWith(had[0]) {
		t.Error("what somebody has already is not shared")
	}
	clear(had)
	runtime.GC()
	runtime.GC()
	first, second := overtaken(), overtaken()
	if !first.SharesWith(second) {
		t.Error("two who were overtaken share nothing")
	}
	if diff := cmp.Diff(want, told(t, first)); diff != "" {
		t.Errorf("(-told then +told later):\n%s", diff)
	}
}

// TestEarlierStatesFollowFromTheLatest writes to random registries, and then has a second
// one on the same store, which knows only the latest state, tell of each before.
func TestEarlierStatesFollowFromTheLatest(t *testing.T) {
	for seed := range uint64(commits() / 50) {
		open := opening(t)
		r := open()
		if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(naive.Random(seed))}); err != nil {
			t.Fatal(err)
		}
		then := map[int][]string{}
		random := rand.New(rand.NewPCG(seed, 17))
		for range 20 {
			view := now(t, r)
			then[view.At()] = told(t, view)
			writeSomething(anyone(), r, random)
		}
		later := open()
		told(t, now(t, later))
		if seed%2 == 0 {
			keepKinds(t, later)
		}
		for at, want := range then {
			if diff := cmp.Diff(want, told(t, later.After(at))); diff != "" {
				t.Errorf("seed %d, after commit %d (-told then +told later):\n%s", seed, at, diff)
				return
			}
		}
		r.Close()
	}
}

// TestEarlierStatesLackWhatIsErased erases evidence that the latest state that was decided
// still has, and asks for one before it.
func TestEarlierStatesLackWhatIsErased(t *testing.T) {
	open := opening(t)
	r := open()
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: sources(t, harbour)}); err != nil {
		t.Fatal(err)
	}
	first := now(t, r).At()
	before := told(t, open().After(first))
	rename(t, r, "nordwind", "Nordwind and others")
	told(t, now(t, r))
	of := registry.Command{ExternalID: "dpa-nordwind-2021", Reason: "a request"}
	if _, err := r.Amend(anyone(), sheet.Agreements, of, registry.Fields{"terms": "others"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Erase(anyone(), sheet.Agreements, of, nil); err != nil {
		t.Fatal(err)
	}
	want := told(t, open().After(first))
	if slices.Equal(want, before) {
		t.Error("what was erased counted for nothing")
	}
	if diff := cmp.Diff(want, told(t, r.After(first))); diff != "" {
		t.Errorf("(-read anew +from the latest):\n%s", diff)
	}
}

// opening opens registries on the same store.
func opening(t *testing.T) func() *registry.Registry {
	store := memkv.New()
	return func() *registry.Registry {
		r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// TestALaterStateWaitsForTheOneBefore asks for a state while the one before is still being
// read for the first time: nothing is read twice.
func TestALaterStateWaitsForTheOneBefore(t *testing.T) {
	r, store := openSlow(t, time.Now)
	var group sync.WaitGroup
	ask := func(view *registry.View) {
		group.Go(func() {
			if _, err := view.Summary(anyone(), 0); err != nil {
				t.Error(err)
			}
		})
	}
	first := now(t, r)
	store.is.Store(true)
	ask(first)
	<-store.at
	<-store.at // flows and evidence are being read
	store.is.Store(false)
	rename(t, r, "nordwind", "Nordwind and others")
	second := now(t, r)
	before := store.views.Load()
	ask(second)
	close(store.on)
	group.Wait()
	if reads := store.views.Load() - before; reads != 1 {
		t.Errorf("%d reads, not one of what changed", reads)
	}
}
