package columns

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Builder gathers flows for a table, in any order.
type Builder struct {
	batches []*batch
	all     values
}

// batch is flows as they came: many, so that what is gathered grows without being
// copied.
type batch struct {
	rows []row
	keys []byte   // the external ids, one after the other
	ends []uint32 // of the external ids, in keys
}

const rowsInBatch = 1 << 16

// key is the external id of a flow.
func (b *batch) key(n uint32) []byte {
	from := uint32(0)
	if n > 0 {
		from = b.ends[n-1]
	}
	return b.keys[from:b.ends[n]]
}

// row is what is kept of a flow.
type row struct {
	id                         fact.ID
	shape, span, tag, customer uint32
}

// values are all that rows refer to by number. The first id is nobody's.
type values struct {
	shape numbers[shape]
	span  numbers[civil.Interval]
	tag   numbers[Tag]
	known numbers[fact.ID] // parties, and what shapes name
	word  numbers[string]  // that shapes name
}

// rowOf is the row of a flow.
func (v *values) rowOf(f *fact.Flow) row {
	return row{
		id: f.ID, shape: v.shape.of(v.pack(basis.ShapeOf(f))), span: v.span.of(f.Active()),
		tag: v.tag.of(Tag{f.Product, CategoriesOf(f.Data)}), customer: v.known.of(f.Customer),
	}
}

// further are the values to which others may be added.
func (v *values) further() values {
	return values{v.shape.further(), v.span.further(), v.tag.further(), v.known.further(), v.word.further()}
}

// NewBuilder has no flows yet.
func NewBuilder() *Builder {
	b := &Builder{}
	b.all.known.of(fact.ID{})
	return b
}

// Add takes a flow.
func (b *Builder) Add(f *fact.Flow) {
	last := len(b.batches) - 1
	if last < 0 || len(b.batches[last].rows) == rowsInBatch {
		b.batches, last = append(b.batches, &batch{}), last+1
	}
	to := b.batches[last]
	to.rows, to.keys = append(to.rows, b.all.rowOf(f)), append(to.keys, f.ExternalID...)
	to.ends = append(to.ends, uint32(len(to.keys)))
}

// Build makes the table. country says where a party is established.
func (b *Builder) Build(country func(fact.ID) (string, error)) (*Table, error) {
	routes, err := b.all.routesOf(0, country)
	if err != nil {
		return nil, err
	}
	moved := b.sortShapes(routes)
	in := make([]int, len(moved))
	for _, batch := range b.batches {
		for i := range batch.rows {
			r := &batch.rows[i]
			r.shape = moved[r.shape]
			in[r.shape]++
		}
	}
	order := b.order()
	t := newTable(b.all, in)
	next := slices.Clone(t.starts) // the next row of each shape
	for _, n := range order {
		r := &b.batches[n/rowsInBatch].rows[n%rowsInBatch]
		t.place(next[r.shape], r)
		next[r.shape]++
	}
	b.batches, t.routes = nil, routes
	return t, nil
}

// sortShapes numbers the shapes anew, by where the data comes from, then by their
// parties, and says which number each has then: the rows and lives of an origin then lie
// in a row. Their routes are put in the same order.
func (b *Builder) sortShapes(routes []Way) (moved []uint32) {
	before := b.all.shape.values
	order := make([]uint32, len(before))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(x, y uint32) int {
		return cmp.Or(cmp.Compare(routes[x].Origin, routes[y].Origin), byParties(&before[x], &before[y]))
	})
	moved, after, ways := make([]uint32, len(before)), make([]shape, len(before)), slices.Clone(routes)
	for to, from := range order {
		moved[from], after[to], routes[to] = uint32(to), before[from], ways[from]
	}
	b.all.shape = numbered(after)
	return moved
}

// order are the flows by external id.
func (b *Builder) order() (order []uint32) {
	for i, batch := range b.batches {
		for n := range batch.rows {
			order = append(order, uint32(i*rowsInBatch+n))
		}
	}
	key := func(n uint32) []byte { return b.batches[n/rowsInBatch].key(n % rowsInBatch) }
	byKey := func(x, y uint32) int { return bytes.Compare(key(x), key(y)) }
	if !slices.IsSortedFunc(order, byKey) {
		slices.SortFunc(order, byKey)
	}
	return order
}

// newTable has room for so many flows of each shape.
func newTable(all values, in []int) *Table {
	t := &Table{values: all, byShape: &shapeIndex{}, byCustomer: &customerIndex{}, starts: make([]uint32, len(in)+1)}
	for shape, n := range in {
		t.starts[shape+1] = t.starts[shape] + uint32(n)
	}
	n := t.starts[len(in)]
	t.ids, t.order = make([]fact.ID, n), make([]uint32, 0, n)
	t.periods, t.customers, t.tags = make([]uint32, n), make([]uint32, n), make([]uint32, n)
	t.shapeOf, t.rank = make([]uint32, n), make([]uint32, n)
	return t
}

// place gives the next flow by external id its row.
func (t *Table) place(at uint32, r *row) {
	t.ids[at], t.periods[at], t.customers[at], t.tags[at], t.shapeOf[at] = r.id, r.span, r.customer, r.tag, r.shape
	t.rank[at] = uint32(len(t.order))
	t.order = append(t.order, at)
}

// at is what is kept of the flow in a row.
func (t *Table) at(n uint32) row {
	return row{t.ids[n], t.shapeOf[n], t.periods[n], t.tags[n], t.customers[n]}
}

// routesOf finds where the data of the shapes from a number on comes from and goes to.
func (v *values) routesOf(from int, country func(fact.ID) (string, error)) ([]Way, error) {
	routes := make([]Way, 0, len(v.shape.values)-from)
	for i := range v.shape.values[from:] {
		r, err := v.routeOf(&v.shape.values[from+i], country)
		if err != nil {
			return nil, err
		}
		routes = append(routes, r)
	}
	return routes, nil
}

func (v *values) routeOf(s *shape, country func(fact.ID) (string, error)) (r Way, err error) {
	r = Way{s.origin, s.destination}
	for _, end := range []struct {
		place *uint32
		party uint32
	}{{&r.Origin, s.exporter}, {&r.Destination, s.importer}} {
		if v.word.values[*end.place] != "" {
			continue
		}
		where, err := country(v.known.values[end.party])
		if err != nil {
			return r, err
		}
		*end.place = v.word.of(where)
	}
	return r, nil
}
