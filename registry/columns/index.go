package columns

import (
	"cmp"
	"slices"
	"sort"
	"sync"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// Parties are an exporter and an importer.
type Parties struct{ Exporter, Importer fact.ID }

// shapeIndex finds shapes by the flow that they describe: their numbers in the order
// of what is asked for, those of the same in their own order. It is made when it is
// first asked for.
type shapeIndex struct {
	once       sync.Once
	byExporter []uint32
	byImporter []uint32
	byPair     []uint32 // by importer, then exporter
	passingOn  []uint32 // those of flows that pass data on, by the flow above
}

// Between are the shapes of flows between two parties, ascending, as those below.
func (t *Table) Between(p Parties) (shapes []uint32) {
	exporter, known := t.known.find(p.Exporter)
	importer, both := t.known.find(p.Importer)
	if !known || !both {
		return nil
	}
	return t.having(t.index().byPair, func(s *shape) int {
		return cmp.Or(cmp.Compare(s.importer, importer), cmp.Compare(s.exporter, exporter))
	})
}

// From are the shapes of flows from an exporter.
func (t *Table) From(exporter fact.ID) (shapes []uint32) {
	number, known := t.known.find(exporter)
	if !known {
		return nil
	}
	return t.having(t.index().byExporter, func(s *shape) int { return cmp.Compare(s.exporter, number) })
}

// To are the shapes of flows to an importer.
func (t *Table) To(importer fact.ID) (shapes []uint32) {
	number, known := t.known.find(importer)
	if !known {
		return nil
	}
	return t.having(t.index().byImporter, func(s *shape) int { return cmp.Compare(s.importer, number) })
}

// Below are the shapes of flows that pass on the data of a flow.
func (t *Table) Below(flow fact.ID) (shapes []uint32) {
	number, known := t.known.find(flow)
	if !known {
		return nil
	}
	return t.having(t.index().passingOn, func(s *shape) int { return cmp.Compare(s.onward, number) })
}

// having are those of some shapes that compare as equal, which lie side by side.
func (t *Table) having(shapes []uint32, compare func(*shape) int) []uint32 {
	from := sort.Search(len(shapes), func(i int) bool { return compare(&t.shape.values[shapes[i]]) >= 0 })
	to := from + sort.Search(len(shapes)-from, func(i int) bool { return compare(&t.shape.values[shapes[from+i]]) > 0 })
	return shapes[from:to:to]
}

func (t *Table) index() *shapeIndex {
	x := t.byShape
	x.once.Do(func() {
		all := make([]uint32, t.Shapes())
		for i := range all {
			all[i] = uint32(i)
		}
		sorted := func(shapes []uint32, compare func(a, b *shape) int) []uint32 {
			shapes = slices.Clone(shapes)
			slices.SortStableFunc(shapes, func(a, b uint32) int { return compare(&t.shape.values[a], &t.shape.values[b]) })
			return shapes
		}
		x.byExporter = sorted(all, func(a, b *shape) int { return cmp.Compare(a.exporter, b.exporter) })
		x.byImporter = sorted(all, func(a, b *shape) int { return cmp.Compare(a.importer, b.importer) })
		x.byPair = sorted(all, byParties)
		nobody, _ := t.known.find(fact.ID{})
		below := slices.DeleteFunc(slices.Clone(all), func(n uint32) bool { return t.shape.values[n].onward == nobody })
		x.passingOn = sorted(below, func(a, b *shape) int { return cmp.Compare(a.onward, b.onward) })
	})
	return x
}
