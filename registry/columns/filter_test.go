package columns_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestAFilterAdmitsWhatItSays holds lists, counts and series with random filters to the
// flows, one by one: of few rows and of so many that spans are asked beforehand.
func TestAFilterAdmitsWhatItSays(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		flows := map[string]*fact.Flow{}
		for i := range rapid.SampledFrom([]int{5, 400}).Draw(t, "flows") {
			f := someFlow(t, fmt.Sprintf("f-%03d", i))
			flows[f.ExternalID] = f
		}
		v, err := built(t, flows).Decide(ctx, 2, half)
		if err != nil {
			t.Fatal(err)
		}
		filter, day := someFilter(t, v), civil.Date(rapid.IntRange(1, 25).Draw(t, "day"))
		var want []fact.ID
		var counts columns.Counts
		for _, id := range sortedKeys(flows) {
			f := flows[id]
			if on := statusOn(f, day); admitsFlow(v, filter, f, on) {
				want = append(want, f.ID)
				counts[slices.Index(basis.Statuses, on)]++
			}
		}
		if got := pages(t, v, filter, day); !slices.Equal(got, want) {
			t.Errorf("%+v on %d lists %v, and admits %v", filter, day, got, want)
		}
		if got, err := v.Count(ctx, filter, day); err != nil || got != counts {
			t.Errorf("%+v on %d counts %v, %v, and admits %v", filter, day, got, err, counts)
		}
		seriesAdmits(t, v, filter, flows)
	})
}

// someFilter is a random filter, about parties of flows and others.
func someFilter(t *rapid.T, v *columns.View) (f columns.Filter) {
	parties := func(name string) (ids []fact.ID) {
		for range rapid.SampledFrom([]int{0, 0, 1, 2, 9}).Draw(t, name) {
			ids = append(ids, someFlow(t, name).Customer)
		}
		return ids
	}
	f = columns.Filter{Customer: parties("customers"), Exporter: parties("exporters"), Importer: parties("importers")}
	if rapid.Bool().Draw(t, "by product") {
		f.Product = []string{"a", "c"}
	}
	if rapid.Bool().Draw(t, "by status") {
		f.Status = rapid.SliceOfNDistinct(rapid.SampledFrom(basis.Statuses), 1, 3, rapid.ID).Draw(t, "statuses")
	}
	if rapid.IntRange(0, 3).Draw(t, "by shape") == 0 {
		f.Shapes = rapid.SliceOfNDistinct(rapid.IntRange(0, v.Shapes()-1), 0, min(3, v.Shapes()), rapid.ID).Draw(t, "shapes")
		slices.Sort(f.Shapes)
	}
	rows := func(name string) []uint32 {
		all := rapid.SliceOfNDistinct(rapid.IntRange(0, v.Len()-1), 0, min(20, v.Len()), rapid.ID).Draw(t, name)
		named := make([]uint32, len(all))
		for i, row := range all {
			named[i] = uint32(row)
		}
		slices.Sort(named)
		return named
	}
	if rapid.IntRange(0, 3).Draw(t, "of few rows") == 0 {
		f.Only = rows("only")
	}
	if rapid.IntRange(0, 2).Draw(t, "but few rows") == 0 {
		f.Except = rows("except")
	}
	return f
}

func statusOn(f *fact.Flow, day civil.Date) basis.Status {
	if !f.Active().Contains(day) {
		return basis.Inactive
	}
	all, _ := half(0, basis.ShapeOf(f))
	return all.On(day).Status
}

func admitsFlow(v *columns.View, f columns.Filter, flow *fact.Flow, on basis.Status) bool {
	shape, _ := v.NumberOf(flow)
	for row, id := range v.RowsOf(shape) {
		if id == flow.ID && (f.Only != nil && !slices.Contains(f.Only, row) || slices.Contains(f.Except, row)) {
			return false
		}
	}
	return among(f.Customer, flow.Customer) && among(f.Exporter, flow.Exporter) && among(f.Importer, flow.Importer) &&
		among(f.Product, flow.Product) && among(f.Status, on) && (f.Shapes == nil || slices.Contains(f.Shapes, shape))
}

func among[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

// pages turns the pages of a list.
func pages(t *rapid.T, v *columns.View, f columns.Filter, day civil.Date) (ids []fact.ID) {
	for from, more := 0, true; more; {
		rows, further, err := v.Page(context.Background(), f, day, from, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			ids, from = append(ids, v.ID(row)), v.Rank(row)+1
		}
		more = further
	}
	return ids
}

// seriesAdmits compares a series of some days, and one of a single day.
func seriesAdmits(t *rapid.T, v *columns.View, filter columns.Filter, flows map[string]*fact.Flow) {
	by := columns.Names{Of: func(all []int, _ columns.Way, on columns.On) []int {
		return append(all, slices.Index(basis.Statuses, on.Status))
	}}
	for _, s := range basis.Statuses {
		by.All = append(by.All, string(s))
	}
	for _, days := range [][]civil.Date{{1, 4, 5, 9, 16, 25}, {7}} {
		want := map[string]columns.Line{}
		for i, day := range days {
			for _, f := range flows {
				on := statusOn(f, day)
				if on == basis.Inactive || !admitsFlow(v, filter, f, on) {
					continue
				}
				if want[string(on)] == nil {
					want[string(on)] = make(columns.Line, len(days))
				}
				want[string(on)][i]++
			}
		}
		got, err := v.Series(context.Background(), filter, days, by)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%+v on %v: %v (-flows +series)\n%s", filter, days, err, diff)
		}
	}
}
