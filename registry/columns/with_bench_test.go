package columns_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// numbered is the n-th record of a name.
func numbered(name string, n int) fact.ID {
	return uuid.NewSHA1(uuid.Nil, []byte(name+strconv.Itoa(n)))
}

// numberedFlow is the n-th of many flows, of one of some shapes, by external id not in the
// order of the shapes.
func numberedFlow(n, shapes int) *fact.Flow {
	shape := n * 7919 % shapes
	return &fact.Flow{
		Header:   fact.Header{ID: numbered("f", n), ExternalID: fmt.Sprintf("f%08d", n)},
		Exporter: numbered("c", shape/2), Importer: numbered("v", shape%1000), Customer: numbered("c", shape/2),
		Product: "p" + strconv.Itoa(n%7), StartsOn: civil.MustParse("2010-01-01") + civil.Date(n*7919%5000),
	}
}

// manyRows are a table of so many flows.
func manyRows(t testing.TB, flows, shapes int) *columns.Table {
	t.Helper()
	b := columns.NewBuilder()
	for n := range flows {
		b.Add(numberedFlow(n, shapes))
	}
	table, err := b.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// BenchmarkWith changes one of a million flows of 90,000 shapes.
func BenchmarkWith(b *testing.B) {
	const flows, shapes = 1_000_000, 90_000
	table := manyRows(b, flows, shapes)
	table.Index()
	for _, change := range []struct {
		name string
		of   func(f *fact.Flow)
	}{
		{"period", func(f *fact.Flow) { f.EndedOn = f.StartsOn + 100 }},
		{"customer", func(f *fact.Flow) { f.Customer = numbered("c", 5) }},
		{"shape", func(f *fact.Flow) { f.Importer = numbered("v", 7) }},
		{"parties that are new", func(f *fact.Flow) { f.Exporter, f.Importer = numbered("new", 1), numbered("new", 2) }},
	} {
		b.Run(change.name, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				at := n * 104_729 % flows
				is := numberedFlow(at, shapes)
				change.of(is)
				changes := []columns.Change{{Old: numberedFlow(at, shapes), New: is}}
				next, _, err := table.With(changes, func(string) (int, error) { return at, nil }, nowhere)
				if err != nil {
					b.Fatal(err)
				}
				next.Index()
			}
		})
	}
}
