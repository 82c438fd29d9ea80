// Package columns holds all flows of one state as flat arrays, and the life of
// each as what the engine decided: so that questions about all flows are sweeps
// over memory. It is pure: no clock, no storage.
//
// # Rows and lives
//
// Flows of one shape ([basis.Shape]) have the same verdict on a day on which both
// are active. So a shape is decided once, as if it were always active: that is a
// [Life], the statuses and bases of its days without the reasons, which are asked
// of single flows. A row is what is left of a flow: its shape, the period in which
// it is active, and what filters ask for. Rows lie by their shapes; Order has them
// by external id.
package columns

import (
	"iter"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Table is the rows of one state. It knows no law, and is never changed.
type Table struct {
	values
	routes []Way    // of the shapes
	starts []uint32 // the first row of each shape, and the number of rows

	// By row.
	ids       []fact.ID
	periods   []uint32 // numbers of spans
	customers []uint32
	tags      []uint32
	shapeOf   []uint32
	rank      []uint32 // the row's place by external id
	order     []uint32 // the rows by external id

	byShape    *shapeIndex    // shared by tables of the same shapes
	byCustomer *customerIndex // shared by tables of the same ones
}

// Tag is what a row says of its data.
type Tag struct {
	Product string
	Data    Categories
}

// Categories is a set of categories of data.
type Categories uint16

// CategoriesOf is the set of the given ones; one that is unknown is in no set.
func CategoriesOf(all []fact.Category) (set Categories) {
	for i, c := range fact.Categories {
		if slices.Contains(all, c) {
			set |= 1 << i
		}
	}
	return set
}

// Way is where data comes from and goes to: places in Words.
type Way struct{ Origin, Destination uint32 }

// Len is the number of flows.
func (t *Table) Len() int { return len(t.ids) }

// Shapes is the number of different shapes.
func (t *Table) Shapes() int { return len(t.shape.values) }

// Shape is a shape by its number.
func (t *Table) Shape(n int) basis.Shape { return t.unpack(&t.shape.values[n]) }

// Exporter is the exporter of the flows of a shape.
func (t *Table) Exporter(shape int) fact.ID { return t.known.values[t.shape.values[shape].exporter] }

// ID is the id of the flow in a row.
func (t *Table) ID(row uint32) fact.ID { return t.ids[row] }

// Of are the ids of the flows of a shape.
func (t *Table) Of(shape int) []fact.ID {
	from, to := t.rows(shape)
	return t.ids[from:to]
}

// RowsOf walks the rows of the flows of a shape, with their ids.
func (t *Table) RowsOf(shape int) iter.Seq2[uint32, fact.ID] {
	return func(yield func(uint32, fact.ID) bool) {
		from, to := t.rows(shape)
		for row := from; row < to; row++ {
			if !yield(row, t.ids[row]) {
				return
			}
		}
	}
}

// At is the row of the flow that is n-th by external id.
func (t *Table) At(n int) (row uint32) { return t.order[n] }

// Rank is the place of a row by external id.
func (t *Table) Rank(row uint32) int { return int(t.rank[row]) }

// NumberOf is the number of a flow's shape, if any flow of the table has it.
func (t *Table) NumberOf(f *fact.Flow) (n int, is bool) {
	at, is := t.find(basis.ShapeOf(f))
	return int(at), is
}

// Route is where the data of a shape comes from and goes to.
func (t *Table) Route(shape int) (origin, destination string) {
	r := t.routes[shape]
	return t.word.values[r.Origin], t.word.values[r.Destination]
}

// Way is the Route of a shape as places in Words.
func (t *Table) Way(shape int) Way { return t.routes[shape] }

// Words are the words that shapes and routes name.
func (t *Table) Words() []string { return t.word.values }

// ShapeOf is the shape of the flow in a row.
func (t *Table) ShapeOf(row uint32) int { return int(t.shapeOf[row]) }

// IsActive reports whether the flow in a row is active on a day.
func (t *Table) IsActive(row uint32, day civil.Date) bool {
	return t.span.values[t.periods[row]].Contains(day)
}

// isEmpty reports whether no flow has a shape any more: then its parties may be
// gone, too.
func (t *Table) isEmpty(shape int) bool { return t.starts[shape] == t.starts[shape+1] }

// rows are the rows of a shape: from ≤ row < to.
func (t *Table) rows(shape int) (from, to uint32) { return t.starts[shape], t.starts[shape+1] }
