package columns

import (
	"bytes"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Builder gathers flows for a table, in any order.
type Builder struct {
	rows  []gathered
	keys  []byte // the external ids, one after the other
	shape numbers[basis.Shape]
	span  numbers[civil.Interval]
	tag   numbers[Tag]
	who   numbers[fact.ID]
}

// gathered is a row before it has its place.
type gathered struct {
	id                         fact.ID
	shape, span, tag, customer uint32
	from, to                   uint32 // of its external id in keys
}

// numbers gives values numbers, in the order in which they come.
type numbers[T comparable] struct {
	known  map[T]uint32
	values []T
}

func (n *numbers[T]) of(value T) uint32 {
	if at, is := n.known[value]; is {
		return at
	}
	if n.known == nil {
		n.known = map[T]uint32{}
	}
	at := uint32(len(n.values))
	n.known[value] = at
	n.values = append(n.values, value)
	return at
}

// NewBuilder has no flows yet.
func NewBuilder() *Builder {
	b := &Builder{}
	b.who.of(fact.ID{}) // nobody comes first
	return b
}

// Add takes a flow.
func (b *Builder) Add(f *fact.Flow) {
	from := len(b.keys)
	b.keys = append(b.keys, f.ExternalID...)
	b.rows = append(b.rows, gathered{
		id: f.ID, from: uint32(from), to: uint32(len(b.keys)),
		shape: b.shape.of(basis.ShapeOf(f)), span: b.span.of(f.Active()),
		tag: b.tag.of(Tag{f.Product, CategoriesOf(f.Data)}), customer: b.who.of(f.Customer),
	})
}

// Build makes the table. country says where a party is established.
func (b *Builder) Build(country func(fact.ID) (string, error)) (*Table, error) {
	slices.SortFunc(b.rows, func(x, y gathered) int { return bytes.Compare(b.keys[x.from:x.to], b.keys[y.from:y.to]) })
	n := len(b.rows)
	t := &Table{
		shapes: b.shape.values, spans: b.span.values, tagged: b.tag.values, customerIDs: b.who.values,
		ids: make([]fact.ID, n), periods: make([]uint32, n), customers: make([]uint32, n), tags: make([]uint32, n),
		shapeOf: make([]uint32, n), rank: make([]uint32, n), order: make([]uint32, n),
	}
	t.starts = b.starts()
	next := slices.Clone(t.starts)
	for rank, g := range b.rows {
		row := next[g.shape]
		next[g.shape]++
		t.ids[row], t.periods[row], t.customers[row], t.tags[row] = g.id, g.span, g.customer, g.tag
		t.shapeOf[row], t.rank[row], t.order[rank] = g.shape, uint32(rank), row
	}
	return t, t.addRoutes(country)
}

// starts are the first rows of the shapes, when rows lie by shapes.
func (b *Builder) starts() []uint32 {
	starts := make([]uint32, len(b.shape.values)+1)
	for _, g := range b.rows {
		starts[g.shape+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	return starts
}

// addRoutes finds where the data of each shape comes from and goes to.
func (t *Table) addRoutes(country func(fact.ID) (string, error)) (err error) {
	t.routes = make([]route, len(t.shapes))
	for i, s := range t.shapes {
		r := route{s.Origin, s.Destination}
		if r.origin == "" {
			if r.origin, err = country(s.Exporter); err != nil {
				return err
			}
		}
		if r.destination == "" {
			if r.destination, err = country(s.Importer); err != nil {
				return err
			}
		}
		t.routes[i] = r
	}
	return nil
}
