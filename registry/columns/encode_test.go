package columns_test

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/flat"
	"github.com/safeconduct/safeconduct/registry/law"
)

// carried decides shapes by a rule of the test: up to a day by two bases, of which one
// rests on several certifications, then by one of them.
func carried(_ int, s basis.Shape) (basis.Timeline, error) {
	l := law.Default()
	turn := civil.Date(1 + s.Exporter[0]%20)
	agreement := &fact.Agreement{Header: fact.Header{ID: s.Exporter}}
	certification := &fact.Certification{Header: fact.Header{ID: s.Importer}}
	bases := []basis.Basis{
		{Instrument: l.Instrument("scc-2021"), Agreement: agreement, Regime: law.Regimes[0], Addendum: "ch-addendum", Assessed: true},
		{Instrument: l.Instrument("uk-ext-dpf"), Certification: certification, Regime: law.Regimes[1], Required: []*fact.Certification{certification, certification}},
	}
	return basis.Timeline{
		{Interval: civil.Interval{From: civil.First, To: turn}, Verdict: basis.Verdict{Status: basis.Valid, Regime: law.Regimes[0], Bases: bases}},
		{Interval: civil.Interval{From: turn, To: civil.Last + 1}, Verdict: basis.Verdict{Status: basis.AtRisk, Regime: law.Regimes[1], Bases: bases[1:]}},
	}, nil
}

// basesOf is what a view says of the bases of each flow.
func basesOf(v *columns.View) (all []string) {
	for n := range v.Len() {
		for day := civil.Date(1); day < 22; day++ {
			on := v.On(v.At(n), day)
			for b := range on.Bases {
				all = append(all, fmt.Sprint(n, day, on.Regime, b.Instrument.ID, b.Addendum, b.Regime, b.Assessed,
					b.RestsOn(v.Shape(v.ShapeOf(v.At(n))).Exporter), b.RestsOn(v.Shape(v.ShapeOf(v.At(n))).Importer)))
			}
		}
	}
	return all
}

func encoded(v *columns.View) []byte {
	var file bytes.Buffer
	w := flat.NewWriter(&file)
	v.Encode(w)
	if err := w.Close(); err != nil {
		panic(err) // a buffer takes all
	}
	return file.Bytes()
}

func decoded(file []byte, l *law.Law) (*columns.View, error) {
	r := flat.NewReader(bytes.NewReader(file))
	v := columns.Decode(r, l)
	r.End()
	return v, r.Err()
}

// TestDecodingGivesWhatWasEncoded encodes views of flows at random, also of flows that
// are gone or others, and holds what is decoded against the view: as it is, and after
// it has been changed further.
func TestDecodingGivesWhatWasEncoded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := map[string]*fact.Flow{}
		for _, externalID := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c]{1,3}`), 0, 9, rapid.ID).Draw(t, "ids") {
			flows[externalID] = someFlow(t, externalID)
		}
		view, err := built(t, flows).Decide(context.Background(), 2, carried)
		if err != nil {
			t.Fatal(err)
		}
		for round := range 2 {
			read, err := decoded(encoded(view), law.Default())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append(told(t, view), basesOf(view)...), append(told(t, read), basesOf(read)...)); diff != "" {
				t.Fatalf("round %d (-encoded +decoded):\n%s", round, diff)
			}
			if view = changed(t, read, flows); view.Len() != len(flows) {
				t.Fatalf("%d of %d flows are there", view.Len(), len(flows))
			}
			anew, err := built(t, flows).Decide(context.Background(), 2, carried)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append(told(t, anew), basesOf(anew)...), append(told(t, view), basesOf(view)...)); diff != "" {
				t.Fatalf("round %d (-anew +decoded and changed):\n%s", round, diff)
			}
		}
	})
}

// changed is a view after changes of some flows at random, which are noted.
func changed(t *rapid.T, v *columns.View, flows map[string]*fact.Flow) *columns.View {
	before := sortedKeys(flows)
	var changes []columns.Change
	for _, externalID := range rapid.SliceOfNDistinct(rapid.StringMatching(`[a-c]{1,3}`), 1, 5, rapid.ID).Draw(t, "changed") {
		c := columns.Change{Old: flows[externalID]}
		delete(flows, externalID)
		if c.Old == nil || rapid.Bool().Draw(t, "stays") {
			c.New = someFlow(t, externalID)
			flows[externalID] = c.New
		}
		changes = append(changes, c)
	}
	table, again, err := v.Table.With(changes, func(externalID string) (int, error) { return sort.SearchStrings(before, externalID), nil }, nowhere)
	if err != nil {
		t.Fatal(err)
	}
	next, err := v.With(context.Background(), table, again, 2, carried)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// TestWhatIsGoneIsNotEncoded changes the only flow of a product, of a period and
// between two parties: nothing of it is in what is encoded then.
func TestWhatIsGoneIsNotEncoded(t *testing.T) {
	was := &fact.Flow{
		Header: fact.Header{ID: uuid.New(), ExternalID: "f"}, Exporter: uuid.New(), Importer: uuid.New(), Product: "SECRET PRODUCT",
		StartsOn: civil.MustParse("1999-07-08"), Declared: fact.Declared{Instrument: "secret-instrument"},
	}
	is := *was
	is.Product, is.StartsOn, is.Declared = "another", civil.MustParse("2001-01-01"), fact.Declared{}
	b := columns.NewBuilder()
	b.Add(was)
	table, err := b.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	view, err := table.Decide(context.Background(), 1, half)
	if err != nil {
		t.Fatal(err)
	}
	content := [][]byte{[]byte(was.Product), []byte(was.Declared.Instrument), {0x57, 0x23, 0x0b, 0}} // the day it starts
	for _, there := range content {
		if !bytes.Contains(encoded(view), there) {
			t.Fatalf("%q is not encoded while it is there", there)
		}
	}
	next, again, err := table.With([]columns.Change{{Old: was, New: &is}}, func(string) (int, error) { return 0, nil }, nowhere)
	if err != nil {
		t.Fatal(err)
	}
	if view, err = view.With(context.Background(), next, again, 1, half); err != nil {
		t.Fatal(err)
	}
	for _, gone := range content {
		if bytes.Contains(encoded(view), gone) {
			t.Errorf("%q is still encoded", gone)
		}
	}
}
