package registry_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

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
	changed := map[law.Kind]int{}
	for seed := range twins() / 4 {
		supposeLaws(t, seed, changed)
		if t.Failed() {
			return
		}
	}
	for _, kind := range []law.Kind{
		law.KindAdequacy, law.KindFramework, law.KindClauses, law.KindAddendum, law.KindOtherSafeguard, law.KindBindingRules, law.KindDerogation,
	} {
		if changed[kind] == 0 {
			t.Errorf("no change of a %s made any difference: %v", kind, changed)
		}
	}
}

// supposeLaws compares one random registry under random hypotheses. It counts the
// kinds of instruments whose change makes a difference.
func supposeLaws(t *testing.T, seed uint64, changed map[law.Kind]int) {
	store, random, files := memkv.New(), rand.New(rand.NewPCG(seed, 11)), eachPairOneWay(t, naive.Random(seed))
	r := openUnder(t, store, law.Default())
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(files)}); err != nil {
		t.Fatal(err)
	}
	asIs := everyMonth(t, now(t, r))
	for n := range 8 {
		changes, asked := someLaws(random)
		name, end, do := "", (*registry.LawChange)(nil), func() error { return nil }
		if n == 7 {
			if some, ask, happen := someEnd(random, r, files); happen != nil {
				name, end, do = some, ask, happen
				asked = append(asked, end)
			}
		}
		s, err := now(t, r).Suppose(anyone(), asked)
		if err != nil {
			t.Fatal(err)
		}
		supposed := expressible(end, everyMonth(t, s.View()))
		under, err := law.Default().With(changes...)
		if err != nil {
			t.Fatal(err)
		}
		if do() != nil {
			return // it has ended already
		}
		anew := expressible(end, everyMonth(t, now(t, openUnder(t, store, under))))
		if diff := cmp.Diff(anew, supposed); diff != "" {
			t.Errorf("seed %d, %s %s (-decided anew +supposed):\n%s", seed, tellLaws(changes), name, diff)
			return
		}
		if i := under.Instrument(subjectOf(changes[0])); i != nil && len(asked) == 1 && !cmp.Equal(asIs, supposed) {
			changed[i.Kind]++
		}
	}
}

// someLaws are one or two changes of the law that can be, and how they are asked.
func someLaws(random *rand.Rand) (changes []law.Change, asked []*registry.LawChange) {
	for want := 1 + random.IntN(3)/2; len(changes) < want; {
		change, ask := someLaw(random)
		again := slices.ContainsFunc(changes, func(c law.Change) bool { return subjectOf(c) == subjectOf(change) })
		if _, err := law.Default().With(append(changes, change)...); err == nil && !again {
			changes, asked = append(changes, change), append(asked, ask)
		}
	}
	return changes, asked
}

// someLaw is a random change of the law, and how it is asked.
func someLaw(random *rand.Rand) (law.Change, *registry.LawChange) {
	all := law.Default().All()
	id, day := all[random.IntN(len(all))].ID, civil.MustParse(fmt.Sprintf("20%02d-%02d-15", random.IntN(30), 1+random.IntN(12)))
	if random.IntN(2) == 0 {
		id = supposable[random.IntN(len(supposable))]
	}
	switch random.IntN(6) {
	case 2:
		leave := &law.Leaving{Country: leavers[random.IntN(len(leavers))], On: day}
		return law.Change{Leave: leave}, &registry.LawChange{Leave: leave}
	case 0:
		end := &law.Ending{Instrument: id, Through: day}
		return law.Change{End: end}, &registry.LawChange{End: end}
	case 1:
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

// subjectOf is the instrument of a change, or the country.
func subjectOf(c law.Change) string {
	switch {
	case c.Leave != nil:
		return c.Leave.Country
	case c.End != nil:
		return c.End.Instrument
	case c.Invalidate != nil:
		return c.Invalidate.Instrument
	}
	return c.Enact.Adequacy[0].ID
}

func tellLaws(changes []law.Change) (all []string) {
	for _, c := range changes {
		all = append(all, fmt.Sprintf("%+v %+v %+v %s", c.End, c.Invalidate, c.Leave, subjectOf(c)))
	}
	return all
}

// everyMonth is what is counted of all flows in the months of thirty years, and what
// is told of them.
func everyMonth(t *testing.T, view *registry.View) (all []string) {
	t.Helper()
	for _, by := range registry.SeriesBys {
		s, err := view.Series(anyone(), registry.SeriesQuery{
			From: civil.MustParse("2000-01-01"), Through: civil.MustParse("2030-01-01"), Step: registry.Monthly, By: by,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range s.Lines {
			all = append(all, fmt.Sprint(by, " ", line.Name, " ", line.Counts))
		}
	}
	return append(all, told(t, view)...)
}
