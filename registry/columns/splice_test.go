package columns_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestSplicedIsAsBuilt changes a table at random in two ways, and goes on with one of the
// tables that come of it: both are as built from nothing, and it has not changed itself.
func TestSplicedIsAsBuilt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := map[string]*fact.Flow{}
		for n := range rapid.SampledFrom([]int{0, 1, 9, 600}).Draw(t, "flows") {
			f := numberedFlow(n, 20)
			flows[f.ExternalID] = f
		}
		table := built(t, flows)
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			if rapid.Bool().Draw(t, "asked") { // else there is no index that follows
				table.Index()
			}
			untouched := table.Copy()
			after, next := splicedAtRandom(t, table, flows)
			besides, other := splicedAtRandom(t, table, flows)
			if !reflect.DeepEqual(untouched.Copy(), table.Copy()) {
				t.Fatal("the table itself has changed")
			}
			isAsBuilt(t, next, after)
			isAsBuilt(t, other, besides)
			isAsBuilt(t, table, flows)
			table, flows = next, after
		}
	})
}

// splicedAtRandom is a table after some changes of flows, with the flows then.
func splicedAtRandom(t *rapid.T, table *columns.Table, flows map[string]*fact.Flow) (map[string]*fact.Flow, *columns.Table) {
	before, after := sortedKeys(flows), maps.Clone(flows)
	changed := map[string]columns.Change{}
	for range rapid.SampledFrom([]int{0, 1, 2, 7, 60}).Draw(t, "changes") {
		key := rapid.StringMatching(`[efg][0-9]{0,9}`).Draw(t, "further")
		if len(before) > 0 && rapid.Bool().Draw(t, "of a known one") {
			key = before[rapid.SampledFrom([]int{0, rapid.IntRange(0, len(before)-1).Draw(t, "nth"), len(before) - 1}).Draw(t, "of these")]
		}
		if is := someChange(t, key, flows[key]); is != nil {
			after[key] = is
		} else {
			delete(after, key)
		}
		changed[key] = columns.Change{Old: flows[key], New: after[key]}
	}
	maps.DeleteFunc(changed, func(_ string, c columns.Change) bool { return c.Old == nil && c.New == nil })
	rankOf := func(externalID string) (int, error) { return sort.SearchStrings(before, externalID), nil }
	next, touched, err := table.With(slices.Collect(maps.Values(changed)), rankOf, nowhere)
	if err != nil {
		t.Fatal(err)
	}
	for key, c := range changed {
		for _, f := range []*fact.Flow{c.Old, c.New} {
			if f == nil {
				continue
			}
			if n, is := next.NumberOf(f); !is || !slices.Contains(touched, n) {
				t.Fatalf("the shape of the flow %s, which changed, is not among the touched ones: %v", key, touched)
			}
		}
	}
	return after, next
}

// someChange is what becomes of a flow: one that was is changed in its place, or in its
// shape, or is gone, or another one has its external id.
func someChange(t *rapid.T, key string, was *fact.Flow) *fact.Flow {
	if was == nil {
		return someFlow(t, key)
	}
	is := *was
	switch rapid.IntRange(0, 5).Draw(t, "how") {
	case 0:
		is.EndedOn = is.StartsOn + civil.Date(rapid.IntRange(1, 3).Draw(t, "days"))
	case 1:
		is.Customer = numbered("c", rapid.IntRange(0, 12).Draw(t, "customer"))
	case 2:
		is.Product, is.Data = "new", []fact.Category{fact.Categories[0]}
	case 3:
		is.Importer = numbered("v", rapid.IntRange(0, 25).Draw(t, "importer"))
	case 4:
		return nil
	case 5:
		is = *someFlow(t, key)
	}
	return &is
}

// isAsBuilt holds every array of a table against the flows, and against a table built of them.
func isAsBuilt(t *rapid.T, table *columns.Table, flows map[string]*fact.Flow) {
	anew, keys := built(t, flows), sortedKeys(flows)
	if table.Len() != len(keys) {
		t.Fatalf("%d of %d flows are there", table.Len(), len(keys))
	}
	for n, key := range keys {
		row := table.At(n)
		if !table.IsRowOf(row, flows[key]) || table.Rank(row) != n {
			t.Fatalf("the row %d is not that of the flow %s, or is not the %d-th: %d", row, key, n, table.Rank(row))
		}
	}
	next := uint32(0)
	for shape := range table.Shapes() {
		rank := -1
		for row, id := range table.RowsOf(shape) {
			if row != next || table.ShapeOf(row) != shape || table.Rank(row) <= rank || table.ID(row) != id {
				t.Fatalf("the row %d is not the next one of the shape %d, %d, or has a lesser rank than %d: %d", row, shape, next, rank, table.Rank(row))
			}
			next, rank = next+1, table.Rank(row)
		}
	}
	if diff := cmp.Diff(shapesIn(anew), shapesIn(table)); diff != "" {
		t.Fatalf("shapes (-built +spliced):\n%s", diff)
	}
	customers := map[fact.ID]bool{}
	for _, f := range flows {
		customers[f.Customer] = true
	}
	for customer := range customers {
		if diff := cmp.Diff(customerIn(anew, customer), customerIn(table, customer)); diff != "" {
			t.Fatalf("shapes of the customer %s (-built +spliced):\n%s", customer, diff)
		}
	}
}

// shapesIn are the flows of each shape that some have, and its route.
func shapesIn(table *columns.Table) map[basis.Shape]string {
	all := map[basis.Shape]string{}
	for shape := range table.Shapes() {
		if ids := table.Of(shape); len(ids) > 0 {
			origin, destination := table.Route(shape)
			all[table.Shape(shape)] = fmt.Sprint(origin, destination, ids)
		}
	}
	return all
}

// customerIn are the shapes of a customer, each once.
func customerIn(table *columns.Table, customer fact.ID) map[basis.Shape]string {
	all := map[basis.Shape]string{}
	shapes := table.OfCustomer(customer)
	for _, shape := range shapes {
		all[table.Shape(int(shape))] = "is there"
	}
	if !slices.IsSorted(shapes) || len(all) != len(shapes) {
		all[basis.Shape{}] = fmt.Sprint("not ascending: ", shapes)
	}
	return all
}

// TestOnlyWhatChangesIsCopied changes one flow: what it keeps is not copied for it.
func TestOnlyWhatChangesIsCopied(t *testing.T) {
	table := manyRows(t, 100, 10)
	table.Index()
	rows := []string{"customers", "ids", "order", "periods", "ranks", "shapes", "starts", "tags"}
	elsewhere := numberedFlow(51, 10)
	for _, change := range []struct {
		of     func(f *fact.Flow)
		copied []string
	}{
		{func(f *fact.Flow) { f.Name = "another" }, nil},
		{func(f *fact.Flow) { f.EndedOn = f.StartsOn + 1 }, []string{"periods"}},
		{func(f *fact.Flow) { f.Product = "another" }, []string{"tags"}},
		{func(f *fact.Flow) { f.Customer = numbered("c", 99) }, []string{"customers", "index of customers"}},
		{func(f *fact.Flow) {
			f.Exporter, f.Importer, f.Customer = elsewhere.Exporter, elsewhere.Importer, elsewhere.Customer
		}, rows},
		{func(f *fact.Flow) { f.Importer = numbered("v", 99) }, append(rows, "index of customers", "numbers of shapes")},
	} {
		was := numberedFlow(50, 10)
		is := *was
		change.of(&is)
		next, _, err := table.With([]columns.Change{{Old: was, New: &is}}, func(string) (int, error) { return 50, nil }, nowhere)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(change.copied)
		if copied := next.NotShared(table); !slices.Equal(copied, change.copied) {
			t.Errorf("%+v: copied %q, want %q", is, copied, change.copied)
		}
	}
}
