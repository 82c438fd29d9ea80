package columns_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// about is the first of the days for which kinds keep pages; flows begin around it.
var about = civil.MustParse("1990-01-01")

// resting decides by a rule of the test: without a basis, then on a framework, then on
// clauses as well, then on these alone.
func resting(_ int, s basis.Shape) (basis.Timeline, error) {
	turn := about + civil.Date(s.Exporter[0]%40)
	framework := basis.Basis{Instrument: law.Default().Instrument("eu-us-dpf"), Regime: law.EU, Sound: true}
	clauses := basis.Basis{Instrument: law.Default().Instrument("scc-2021"), Regime: law.EU}
	all := basis.Timeline{
		{Interval: civil.Interval{From: civil.First, To: turn}, Verdict: basis.Verdict{Status: basis.NoValidBasis}},
		{Interval: civil.Interval{From: turn, To: turn + 9}, Verdict: basis.Verdict{Status: basis.Valid, Bases: []basis.Basis{framework}}},
		{Interval: civil.Interval{From: turn + 9, To: turn + 15}, Verdict: basis.Verdict{Status: basis.Valid, Bases: []basis.Basis{framework, clauses}}},
		{Interval: civil.Interval{From: turn + 15, To: civil.Last + 1}, Verdict: basis.Verdict{Status: basis.AtRisk, Bases: []basis.Basis{clauses}}},
	}
	for i := range all {
		all[i].Regime = law.EU
	}
	return all, nil
}

// TestKindsAreWhatASweepCounts changes many flows at random, again and again, and has
// parties move; after each time what is looked up in kinds that were kept from the
// beginning is held against sweeps over a table that was made anew.
func TestKindsAreWhatASweepCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows, seats := map[string]*fact.Flow{}, map[fact.ID]string{}
		country := func(id fact.ID) (string, error) { return seats[id], nil }
		for n := range 3 {
			seats[party(n)] = "DE"
		}
		add := func(externalID string) *fact.Flow {
			f := someFlow(t, externalID)
			f.StartsOn += about - 10 + civil.Date(rapid.SampledFrom([]int{0, 0, 700}).Draw(t, "later"))
			if f.EndedOn > 0 {
				f.EndedOn = f.StartsOn + 5
			}
			return f
		}
		for n := range rapid.SampledFrom([]int{3, 200}).Draw(t, "flows") {
			id := fmt.Sprintf("f-%03d", n)
			flows[id] = add(id)
		}
		view := decidedIn(t, flows, country)
		if kept, err := view.KeepKinds(context.Background()); err != nil || !kept {
			t.Fatal(kept, err)
		}
		kindsAgree(t, view, decidedIn(t, flows, country))
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			before := sortedKeys(flows)
			var changes []columns.Change
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom(append(before, "g-1", "g-2")), 1, 8, rapid.ID).Draw(t, "ids") {
				c := columns.Change{Old: flows[id]}
				if delete(flows, id); c.Old == nil || rapid.Bool().Draw(t, "stays") {
					c.New = add(id)
					flows[id] = c.New
				}
				changes = append(changes, c)
			}
			table, again, err := view.Table.With(changes, func(id string) (int, error) { return sort.SearchStrings(before, id), nil }, country)
			if err != nil {
				t.Fatal(err)
			}
			mover := party(rapid.IntRange(0, 2).Draw(t, "mover"))
			seats[mover] = rapid.SampledFrom([]string{"DE", "US", "IN"}).Draw(t, "seat")
			for _, n := range append(slices.Clone(table.From(mover)), table.To(mover)...) {
				again = append(again, int(n))
			}
			slices.Sort(again)
			again = slices.Compact(again)
			if view, err = view.With(context.Background(), relocated(t, table, mover, country), again, 2, resting); err != nil {
				t.Fatal(err)
			}
			kindsAgree(t, view, decidedIn(t, flows, country))
		}
	})
}

func decidedIn(t *rapid.T, flows map[string]*fact.Flow, country func(fact.ID) (string, error)) *columns.View {
	v, err := builtIn(t, flows, country).Decide(context.Background(), 2, resting)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// kindsAgree asks two views about what kinds say, of which only one keeps them.
func kindsAgree(t *rapid.T, kept, swept *columns.View) {
	if !kept.HasKinds() || swept.HasKinds() {
		t.Fatal("one of the two has to keep kinds, and the other must not")
	}
	maybe := func(values ...string) []string {
		return rapid.SampledFrom([][]string{nil, values[:1], values[1:]}).Draw(t, "some")
	}
	f := columns.Filter{Origin: maybe("DE", "US", "XX"), Destination: maybe("DE", "IN"), Instrument: maybe("eu-us-dpf", "scc-2021")}
	f.Status = rapid.SliceOfNDistinct(rapid.SampledFrom(basis.Statuses), 0, 3, rapid.ID).Draw(t, "statuses")
	f.Regime = rapid.SampledFrom([][]law.Regime{nil, {law.EU}, {law.UK}}).Draw(t, "regimes")
	days := []civil.Date{1, about - 9, about, about + 3, about + 12, about + 30, about + 700, about + 720, civil.Last}
	ctx := context.Background()
	for _, day := range days {
		want, err := swept.Count(ctx, f, day)
		if got, gotErr := kept.Count(ctx, f, day); got != want || err != nil || gotErr != nil {
			t.Fatalf("%+v on %s: kinds count %v, %v; a sweep %v, %v", f, day, got, gotErr, want, err)
		}
		if diff := cmp.Diff(heaps(t, swept, f, day), heaps(t, kept, f, day)); diff != "" {
			t.Fatalf("%+v on %s (-sweep +kinds):\n%s", f, day, diff)
		}
	}
	by := func(v *columns.View) columns.Names {
		return columns.Names{All: v.Words(), Of: func(all []int, way columns.Way, _ columns.On) []int { return append(all, int(way.Destination)) }}
	}
	want, err := swept.Series(ctx, f, days, by(swept))
	if err != nil {
		t.Fatal(err)
	}
	got, err := kept.Series(ctx, f, days, by(kept))
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%+v: %v (-sweep +kinds)\n%s", f, err, diff)
	}
}

// heaps counts flows by all that heaps say of them.
func heaps(t *rapid.T, v *columns.View, f columns.Filter, day civil.Date) map[string]int {
	by := make([]map[string]int, columns.Workers())
	for i := range by {
		by[i] = map[string]int{}
	}
	words := v.Words()
	err := v.Heaps(context.Background(), f, day, func(worker int, h columns.Heap) {
		name := fmt.Sprint(words[h.Origin], " ", words[h.Destination], " ", h.Status, " ", h.Regime)
		for b := range h.Bases {
			name += fmt.Sprint(" ", b.Instrument.ID, b.Sound)
		}
		by[worker][name] += h.Flows
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, more := range by[1:] {
		for name, flows := range more {
			by[0][name] += flows
		}
	}
	return by[0]
}

// TestASeriesHasABound asks for as many counts as there may be, and for more: of a view that
// keeps kinds, and of one that does not.
func TestASeriesHasABound(t *testing.T) {
	days := make([]civil.Date, columns.MostCounts/100)
	for i := range days {
		days[i] = about + civil.Date(i)
	}
	for _, c := range []struct {
		origins int
		want    error
	}{{100, nil}, {101, columns.ErrManyCounts}} {
		b := columns.NewBuilder()
		for i := range c.origins {
			b.Add(&fact.Flow{Header: fact.Header{ExternalID: fmt.Sprint(i)}, Origin: fmt.Sprint("from ", i), Destination: "US", StartsOn: about})
		}
		table, err := b.Build(nowhere)
		if err != nil {
			t.Fatal(err)
		}
		v, err := table.Decide(context.Background(), 2, resting)
		if err != nil {
			t.Fatal(err)
		}
		by := columns.Names{All: v.Words(), Of: func(all []int, way columns.Way, _ columns.On) []int { return append(all, int(way.Origin)) }}
		for _, keeps := range []bool{false, true} {
			if keeps {
				if _, err := v.KeepKinds(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			lines, err := v.Series(context.Background(), columns.Filter{}, days, by)
			if !errors.Is(err, c.want) || err == nil && len(lines) != c.origins {
				t.Errorf("%d origins, kinds kept %v: %d lines, %v; expected %v", c.origins, keeps, len(lines), err, c.want)
			}
		}
	}
}
