package columns_test

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// someFlow is a random flow of an external id, of one of a few shapes.
func someFlow(t *rapid.T, externalID string) *fact.Flow {
	party := func(name string) fact.ID { return party(rapid.IntRange(0, 2).Draw(t, name)) }
	f := &fact.Flow{
		Header:   fact.Header{ID: uuid.NewSHA1(uuid.Max, []byte(externalID)), ExternalID: externalID},
		Exporter: party("exporter"), Importer: party("importer"), Customer: party("customer"),
		Product:  rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "product"),
		StartsOn: civil.Date(rapid.IntRange(1, 20).Draw(t, "starts")),
	}
	if rapid.IntRange(0, 3).Draw(t, "passes") == 0 {
		f.OnwardOf = party("above")
	}
	if rapid.Bool().Draw(t, "ends") {
		f.EndedOn = f.StartsOn + civil.Date(rapid.IntRange(1, 9).Draw(t, "lasts"))
	}
	return f
}

func nowhere(fact.ID) (string, error) { return "DE", nil }

// party is one of three.
func party(n int) fact.ID { return uuid.NewSHA1(uuid.Nil, []byte{byte(n)}) }

func built(t *rapid.T, flows map[string]*fact.Flow) *columns.Table { return builtIn(t, flows, nowhere) }

func builtIn(t *rapid.T, flows map[string]*fact.Flow, country func(fact.ID) (string, error)) *columns.Table {
	b := columns.NewBuilder()
	for _, f := range flows {
		b.Add(f)
	}
	table, err := b.Build(country)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// half decides shapes by a rule of the test: without a basis up to a day, then valid.
func half(_ int, s basis.Shape) (basis.Timeline, error) {
	turn := civil.Date(1 + s.Exporter[0]%20)
	return basis.Timeline{
		{Interval: civil.Interval{From: civil.First, To: turn}, Verdict: basis.Verdict{Status: basis.NoValidBasis}},
		{Interval: civil.Interval{From: turn, To: civil.Last + 1}, Verdict: basis.Verdict{Status: basis.Valid}},
	}, nil
}

// told is what a view says: the flows in their order with their status, and the
// counts, on every day.
func told(t *rapid.T, v *columns.View) (all []string) {
	for n := range v.Len() {
		row := v.At(n)
		if v.Rank(row) != n {
			t.Fatalf("the row %d is at %d and says %d", row, n, v.Rank(row))
		}
	}
	for day := civil.Date(1); day < 32; day++ {
		for n := range v.Len() {
			row := v.At(n)
			origin, destination := v.Route(v.ShapeOf(row))
			all = append(all, fmt.Sprint(day, v.ID(row), v.On(row, day).Status, v.Shape(v.ShapeOf(row)), origin, destination))
		}
		daily := v.Daily(day)
		counted, err := v.Count(context.Background(), columns.Filter{Status: basis.Statuses[1:]}, day)
		if err != nil || daily != counted {
			t.Fatalf("day %d: a look-up says %v, a sweep %v, %v", day, daily, counted, err)
		}
		all = append(all, fmt.Sprint(daily))
	}
	return all
}

// TestWithIsAsIfBuiltAnew changes flows at random, again and again, and has parties move.
func TestWithIsAsIfBuiltAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows, seats := map[string]*fact.Flow{}, map[fact.ID]string{}
		country := func(id fact.ID) (string, error) { return seats[id], nil }
		for n := range 3 {
			seats[party(n)] = "DE"
		}
		view, err := builtIn(t, flows, country).Decide(context.Background(), 2, half)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			before := sortedKeys(flows)
			var changes []columns.Change
			for _, externalID := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c]{1,3}`), 1, 8, rapid.ID).Draw(t, "ids") {
				c := columns.Change{Old: flows[externalID]}
				if c.Old == nil || rapid.Bool().Draw(t, "stays") {
					c.New = someFlow(t, externalID)
					flows[externalID] = c.New
				} else {
					delete(flows, externalID)
				}
				changes = append(changes, c)
			}
			rankOf := func(externalID string) (int, error) { return sort.SearchStrings(before, externalID), nil }
			mover := party(rapid.IntRange(0, 2).Draw(t, "mover"))
			seats[mover] = rapid.SampledFrom([]string{"DE", "US", "IN"}).Draw(t, "seat")
			table, again, err := view.Table.With(changes, rankOf, country)
			if err != nil {
				t.Fatal(err)
			}
			table = relocated(t, table, mover, country)
			if view, err = view.With(context.Background(), table, again, 2, half); err != nil {
				t.Fatal(err)
			}
			if rapid.Bool().Draw(t, "asked") { // else the next one is made of an index that nobody has asked for
				findsShapes(t, view)
			}
			anew, err := builtIn(t, flows, country).Decide(context.Background(), 2, half)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(told(t, anew), told(t, view)); diff != "" {
				t.Fatalf("after %d changes (-anew +changed):\n%s", len(changes), diff)
			}
		}
	})
}

// relocated is a table after a party has moved.
func relocated(t *rapid.T, table *columns.Table, mover fact.ID, country func(fact.ID) (string, error)) *columns.Table {
	var shapes []int
	for _, n := range append(slices.Clone(table.From(mover)), table.To(mover)...) {
		shapes = append(shapes, int(n))
	}
	moved, err := table.Relocated(shapes, country)
	if err != nil {
		t.Fatal(err)
	}
	return moved
}

// findsShapes asks for the shapes of each party, pair and flow above, and looks for
// them one by one.
func findsShapes(t *rapid.T, v *columns.View) {
	for n := range v.Shapes() {
		of := v.Shape(n)
		for _, asked := range []struct {
			what string
			got  []uint32
			is   func(basis.Shape) bool
		}{
			{"from", v.From(of.Exporter), func(s basis.Shape) bool { return s.Exporter == of.Exporter }},
			{"to", v.To(of.Importer), func(s basis.Shape) bool { return s.Importer == of.Importer }},
			{"between", v.Between(columns.Parties{Exporter: of.Exporter, Importer: of.Importer}), func(s basis.Shape) bool {
				return s.Exporter == of.Exporter && s.Importer == of.Importer
			}},
			{"below", v.Below(of.OnwardOf), func(s basis.Shape) bool { return s.OnwardOf == of.OnwardOf && s.OnwardOf != uuid.Nil }},
		} {
			var want []uint32
			for m := range v.Shapes() {
				if asked.is(v.Shape(m)) {
					want = append(want, uint32(m))
				}
			}
			if !slices.Equal(want, asked.got) {
				t.Fatalf("shapes %s: got %v, want %v", asked.what, asked.got, want)
			}
		}
	}
}

func sortedKeys(flows map[string]*fact.Flow) []string {
	var keys []string
	for key := range flows {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
