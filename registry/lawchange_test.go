package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestWhatAnotherLawDoesNotTouchIsAsItWas supposes random changes of the law, some
// with a piece of evidence that ends: what is said of all flows, of which only those
// that are touched were decided, is what a registry says that decides all of them
// under the changed law.
func TestWhatAnotherLawDoesNotTouchIsAsItWas(t *testing.T) {
	changedSomething := map[string]int{}
	for seed := range twins() {
		followLaw(t, seed, changedSomething)
		if t.Failed() {
			return
		}
	}
	if len(changedSomething) < 25 {
		t.Errorf("only these made any difference: %v", changedSomething)
	}
}

// followLaw compares one random registry under random hypotheses.
func followLaw(t *testing.T, seed uint64, changedSomething map[string]int) {
	ctx, store := context.Background(), memkv.New()
	open := func(l *law.Law) *registry.Registry {
		r, err := registry.Open(ctx, registry.Parts{Store: store, Law: l, Clock: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		return r
	}
	r, random := open(law.Default()), rand.New(rand.NewPCG(seed, 11))
	files := naive.Random(seed)
	if _, err := r.Import(ctx, registry.Import{Sources: inMemory(files), Actor: "test"}); err != nil {
		t.Fatal(err)
	}
	asIs := everyDay(t, now(t, r))
	var changes []law.Change
	var asked []*registry.LawChange
	for range 1 + random.IntN(3)/2 {
		change, ask := someLaw(random)
		if _, err := law.Default().With(append(changes, change)...); err == nil {
			changes, asked = append(changes, change), append(asked, ask)
		}
	}
	if len(changes) == 0 {
		return
	}
	name, end, do := "", (*registry.LawChange)(nil), func() error { return nil }
	if random.IntN(3) == 0 {
		if name, end, do = someEnd(random, r, files); end != nil {
			asked = append(asked, end)
		} else {
			do = func() error { return nil }
		}
	}
	s, err := now(t, r).Suppose(ctx, asked)
	if err != nil {
		t.Fatal(err)
	}
	supposed := everyDay(t, s.View())
	if do() != nil {
		return // it has ended already
	}
	changed, err := law.Default().With(changes...)
	if err != nil {
		t.Fatal(err)
	}
	anew := everyDay(t, now(t, open(changed)))
	if diff := cmp.Diff(anew, supposed); diff != "" {
		t.Errorf("seed %d, %s %s (-decided anew +supposed):\n%s", seed, tellLaw(changes), name, diff)
	}
	if len(changes) == 1 && !cmp.Equal(asIs, supposed) {
		changedSomething[instrumentOf(changes[0])]++
	}
}

// someLaw is a random change of the law, and how it is asked.
func someLaw(random *rand.Rand) (law.Change, *registry.LawChange) {
	all := law.Default().All()
	id, day := all[random.IntN(len(all))].ID, civil.MustParse(fmt.Sprintf("20%02d-%02d-15", random.IntN(30), 1+random.IntN(12)))
	if random.IntN(2) == 0 {
		id = supposable[random.IntN(len(supposable))]
	}
	switch random.IntN(5) {
	case 0, 1:
		end := &law.Ending{Instrument: id, Through: day}
		return law.Change{End: end}, &registry.LawChange{End: end}
	case 2:
		kind, regime := law.KindAdequacy, law.Regimes[random.IntN(3)]
		destination := []string{"US", "IN", "BR", "CN", "GB"}[random.IntN(5)]
		header := law.Instrument{
			ID: "new-" + string(regime) + "-" + destination, Name: "new", Regime: regime, Window: law.Window{From: day},
			Source: law.Source{Citation: "hypothesis of the scenario"},
		}
		enacted := &law.Law{Adequacy: []*law.Adequacy{{Instrument: header, Destination: destination}}}
		return law.Change{Enact: enacted}, &registry.LawChange{Enact: &registry.Enactment{
			ID: header.ID, Name: header.Name, Kind: kind, Regime: regime, Destination: destination, From: day,
		}}
	}
	invalid := &law.Invalidation{Instrument: id, On: day}
	return law.Change{Invalidate: invalid}, &registry.LawChange{Invalidate: invalid}
}

func instrumentOf(c law.Change) string {
	switch {
	case c.End != nil:
		return c.End.Instrument
	case c.Invalidate != nil:
		return c.Invalidate.Instrument
	}
	return c.Enact.Adequacy[0].ID
}

func tellLaw(changes []law.Change) (all []string) {
	for _, c := range changes {
		all = append(all, fmt.Sprintf("%+v %+v %s", c.End, c.Invalidate, instrumentOf(c)))
	}
	return all
}

// everyDay is what is counted of all flows on every day of thirty years, and what is
// told of them.
func everyDay(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	for _, by := range registry.SeriesBys {
		s, err := view.Series(context.Background(), registry.SeriesQuery{
			From: civil.MustParse("2000-01-01"), Through: civil.MustParse("2030-01-01"), Step: registry.Daily, By: by,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range s.Lines {
			for i, n := range line.Counts {
				if i == 0 || n != line.Counts[i-1] {
					all = append(all, fmt.Sprint(by, " ", line.Name, " ", s.Days[i], " ", n))
				}
			}
		}
	}
	return append(all, told(t, view)...)
}
