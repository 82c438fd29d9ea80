package columns

import (
	"bytes"
	"maps"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Builder gathers flows for a table, in any order.
type Builder struct {
	rows []gathered
	keys []byte // the external ids, one after the other
	all  values
}

// gathered is a row before it has its place.
type gathered struct {
	row
	from, to uint32 // of its external id in keys
}

// row is what is kept of a flow.
type row struct {
	id                         fact.ID
	shape, span, tag, customer uint32
}

// values are all that rows refer to by number.
type values struct {
	shape numbers[basis.Shape]
	span  numbers[civil.Interval]
	tag   numbers[Tag]
	who   numbers[fact.ID] // the first is nobody
}

// rowOf is the row of a flow.
func (v *values) rowOf(f *fact.Flow) row {
	return row{
		id: f.ID, shape: v.shape.of(basis.ShapeOf(f)), span: v.span.of(f.Active()),
		tag: v.tag.of(Tag{f.Product, CategoriesOf(f.Data)}), customer: v.who.of(f.Customer),
	}
}

func (v *values) clone() values {
	return values{v.shape.clone(), v.span.clone(), v.tag.clone(), v.who.clone()}
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

// clone is a copy that may be given further values.
func (n *numbers[T]) clone() numbers[T] {
	return numbers[T]{maps.Clone(n.known), slices.Clip(n.values)}
}

// NewBuilder has no flows yet.
func NewBuilder() *Builder {
	b := &Builder{}
	b.all.who.of(fact.ID{})
	return b
}

// Add takes a flow.
func (b *Builder) Add(f *fact.Flow) {
	from := len(b.keys)
	b.keys = append(b.keys, f.ExternalID...)
	b.rows = append(b.rows, gathered{b.all.rowOf(f), uint32(from), uint32(len(b.keys))})
}

// Build makes the table. country says where a party is established.
func (b *Builder) Build(country func(fact.ID) (string, error)) (*Table, error) {
	slices.SortFunc(b.rows, func(x, y gathered) int { return bytes.Compare(b.keys[x.from:x.to], b.keys[y.from:y.to]) })
	in := make([]int, len(b.all.shape.values))
	for _, g := range b.rows {
		in[g.shape]++
	}
	t := newTable(b.all, in)
	for _, g := range b.rows {
		t.place(g.row)
	}
	t.next = nil
	return t, t.addRoutes(0, country)
}

// newTable has room for so many flows of each shape.
func newTable(all values, in []int) *Table {
	t := &Table{values: all, byShape: &shapeIndex{}, starts: make([]uint32, len(in)+1)}
	for shape, n := range in {
		t.starts[shape+1] = t.starts[shape] + uint32(n)
	}
	n := t.starts[len(in)]
	t.ids, t.order = make([]fact.ID, n), make([]uint32, 0, n)
	t.periods, t.customers, t.tags = make([]uint32, n), make([]uint32, n), make([]uint32, n)
	t.shapeOf, t.rank = make([]uint32, n), make([]uint32, n)
	t.next = slices.Clone(t.starts)
	return t
}

// place gives the next flow by external id its place.
func (t *Table) place(r row) {
	at := t.next[r.shape]
	t.next[r.shape]++
	t.ids[at], t.periods[at], t.customers[at], t.tags[at], t.shapeOf[at] = r.id, r.span, r.customer, r.tag, r.shape
	t.rank[at] = uint32(len(t.order))
	t.order = append(t.order, at)
}

// at is what is kept of the flow in a row.
func (t *Table) at(n uint32) row {
	return row{t.ids[n], t.shapeOf[n], t.periods[n], t.tags[n], t.customers[n]}
}

// addRoutes finds where the data of the shapes from a number on comes from and
// goes to.
func (t *Table) addRoutes(from int, country func(fact.ID) (string, error)) error {
	for _, s := range t.shape.values[from:] {
		r, err := routeOf(s, country)
		if err != nil {
			return err
		}
		t.routes = append(t.routes, r)
	}
	return nil
}

func routeOf(s basis.Shape, country func(fact.ID) (string, error)) (r route, err error) {
	r = route{s.Origin, s.Destination}
	if r.origin == "" {
		if r.origin, err = country(s.Exporter); err != nil {
			return r, err
		}
	}
	if r.destination == "" {
		r.destination, err = country(s.Importer)
	}
	return r, err
}
