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
// first asked for, from the one of fewer shapes where there is one.
type shapeIndex struct {
	mu         sync.Mutex
	made       bool
	before     *shapeIndex // made; nil: there is none
	shapes     int
	byExporter []uint32
	byPair     []uint32 // by importer, then exporter
	passingOn  []uint32 // those of flows that pass data on, by the flow above
}

// further is the index of more shapes.
func (x *shapeIndex) further() *shapeIndex {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made {
		return &shapeIndex{before: x}
	}
	return &shapeIndex{before: x.before}
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
	return t.ofExporter(t.known.orNothing(exporter))
}

func (t *Table) ofExporter(number uint32) []uint32 {
	return t.having(t.index().byExporter, func(s *shape) int { return cmp.Compare(s.exporter, number) })
}

// PartiesOf are the importers and the customers of an exporter's flows, each once.
func (t *Table) PartiesOf(exporter fact.ID) (parties []fact.ID) {
	seen := make([]bool, len(t.known.values))
	nobody, _ := t.known.find(fact.ID{})
	add := func(number uint32) {
		if number != nobody && !seen[number] {
			seen[number] = true
			parties = append(parties, t.known.values[number])
		}
	}
	for _, shape := range t.From(exporter) {
		from, to := t.rows(int(shape))
		if from < to { // else no flow has it any more
			add(t.shape.values[shape].importer)
		}
		for _, customer := range t.customers[from:to] {
			add(customer)
		}
	}
	return parties
}

// To are the shapes of flows to an importer.
func (t *Table) To(importer fact.ID) (shapes []uint32) {
	return t.ofImporter(t.known.orNothing(importer))
}

func (t *Table) ofImporter(number uint32) []uint32 {
	shapes := slices.Clone(t.having(t.index().byPair, func(s *shape) int { return cmp.Compare(s.importer, number) }))
	slices.Sort(shapes)
	return shapes
}

// Below are the shapes of flows that pass on the data of a flow.
func (t *Table) Below(flow fact.ID) (shapes []uint32) {
	number, known := t.known.find(flow)
	if !known {
		return nil
	}
	return t.having(t.index().passingOn, func(s *shape) int { return cmp.Compare(s.onward, number) })
}

// PassedOn are the flows whose data others pass on, each once.
func (t *Table) PassedOn() (ids []fact.ID) {
	last := uint32(nothing)
	for _, n := range t.index().passingOn { // which lie by the flow above
		if above := t.shape.values[n].onward; above != last && !t.isEmpty(int(n)) {
			ids, last = append(ids, t.known.values[above]), above
		}
	}
	return ids
}

// having are those of some shapes that compare as equal, which lie side by side.
func (t *Table) having(shapes []uint32, compare func(*shape) int) []uint32 {
	from := sort.Search(len(shapes), func(i int) bool { return compare(&t.shape.values[shapes[i]]) >= 0 })
	to := from + sort.Search(len(shapes)-from, func(i int) bool { return compare(&t.shape.values[shapes[from+i]]) > 0 })
	return shapes[from:to:to]
}

// Index makes the indexes, for which else whoever asks first waits.
func (t *Table) Index() {
	t.index()
	t.ofCustomer(nothing)
}

func (t *Table) index() *shapeIndex {
	x := t.byShape
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made {
		return x
	}
	before := x.before
	if before == nil {
		before = &shapeIndex{}
	}
	var all, below []uint32
	nobody, _ := t.known.find(fact.ID{})
	for n := before.shapes; n < t.Shapes(); n++ {
		all = append(all, uint32(n))
		if t.shape.values[n].onward != nobody {
			below = append(below, uint32(n))
		}
	}
	x.byExporter = t.merged(before.byExporter, all, func(a, b *shape) int { return cmp.Compare(a.exporter, b.exporter) })
	x.byPair = t.merged(before.byPair, all, byParties)
	x.passingOn = t.merged(before.passingOn, below, func(a, b *shape) int { return cmp.Compare(a.onward, b.onward) })
	x.made, x.before, x.shapes = true, nil, t.Shapes()
	return x
}

// merged lays further shapes among those that are in their order.
func (t *Table) merged(sorted, further []uint32, compare func(a, b *shape) int) []uint32 {
	order := func(a, b uint32) int {
		return cmp.Or(compare(&t.shape.values[a], &t.shape.values[b]), cmp.Compare(a, b))
	}
	further = slices.Clone(further)
	slices.SortFunc(further, order)
	all := make([]uint32, 0, len(sorted)+len(further))
	for _, n := range further {
		at, _ := slices.BinarySearchFunc(sorted, n, order)
		all = append(append(all, sorted[:at]...), n)
		sorted = sorted[at:]
	}
	return append(all, sorted...)
}
