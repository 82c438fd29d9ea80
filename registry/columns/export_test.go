package columns

import (
	"slices"
	"unsafe"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Skew makes the kept counts of the n-th day of change wrong by a valid flow.
func (v *View) Skew(n int) {
	for i, s := range basis.Statuses {
		if s == basis.Valid {
			v.daily().counts[n][i]++
		}
	}
}

// SkewKinds makes what is kept of each kind wrong by a flow from its first day on.
func (v *View) SkewKinds() {
	for _, r := range v.kinds.Load().running {
		for i := range r.late {
			r.late[i].by++
			break
		}
	}
}

// WithoutIDs is a table of which it is not known which flow is in a row.
func (t *Table) WithoutIDs() *Table {
	other := *t
	other.ids = nil
	return &other
}

// OfCustomer are the shapes of which some flow is that of a customer.
func (t *Table) OfCustomer(id fact.ID) []uint32 { return t.ofCustomer(t.known.orNothing(id)) }

// Copy is a table that shares no array with this one, to see whether that changes.
func (t *Table) Copy() *Table {
	other := *t
	other.shape, other.span, other.tag, other.known, other.word = t.shape.copied(), t.span.copied(), t.tag.copied(), t.known.copied(), t.word.copied()
	other.ids, other.routes = slices.Clone(t.ids), slices.Clone(t.routes)
	for _, array := range other.arrays() {
		*array = slices.Clone(*array)
	}
	other.byCustomer = &customerIndex{made: t.byCustomer.made, starts: slices.Clone(t.byCustomer.starts), shapes: slices.Clone(t.byCustomer.shapes)}
	return &other
}

func (n *numbers[T]) copied() numbers[T] {
	return numbers[T]{slices.Clone(n.values), slices.Clone(n.slots), n.shared}
}

func (t *Table) arrays() map[string]*[]uint32 {
	return map[string]*[]uint32{
		"starts": &t.starts, "periods": &t.periods, "customers": &t.customers, "tags": &t.tags,
		"shapes": &t.shapeOf, "ranks": &t.rank, "order": &t.order,
	}
}

// NotShared names what two tables do not share in memory, ascending.
func (t *Table) NotShared(other *Table) (names []string) {
	for name, array := range t.arrays() {
		if unsafe.SliceData(*array) != unsafe.SliceData(*other.arrays()[name]) {
			names = append(names, name)
		}
	}
	if unsafe.SliceData(t.ids) != unsafe.SliceData(other.ids) {
		names = append(names, "ids")
	}
	if t.byCustomer != other.byCustomer {
		names = append(names, "index of customers")
	}
	if unsafe.SliceData(t.shape.slots) != unsafe.SliceData(other.shape.slots) {
		names = append(names, "numbers of shapes")
	}
	slices.Sort(names)
	return names
}
