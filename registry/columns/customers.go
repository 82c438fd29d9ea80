package columns

import "sync"

// customerIndex finds the shapes of which some flow is a customer's. It is made when it
// is first asked for.
type customerIndex struct {
	once   sync.Once
	starts []uint32 // of the shapes of each customer, and the number of all
	shapes []uint32 // of each customer, ascending
}

// ofCustomer are the shapes of which some flow is that of a customer, ascending.
func (t *Table) ofCustomer(number uint32) []uint32 {
	x := t.byCustomer
	x.once.Do(func() { x.make(t) })
	if number == nothing {
		return nil
	}
	return x.shapes[x.starts[number]:x.starts[number+1]]
}

// make counts the shapes of each customer, and then lays them out.
func (x *customerIndex) make(t *Table) {
	x.starts = make([]uint32, len(t.known.values)+1)
	x.each(t, func(customer, _ uint32) { x.starts[customer+1]++ })
	for customer := range t.known.values {
		x.starts[customer+1] += x.starts[customer]
	}
	x.shapes = make([]uint32, x.starts[len(t.known.values)])
	next := append([]uint32(nil), x.starts...)
	x.each(t, func(customer, shape uint32) {
		x.shapes[next[customer]] = shape
		next[customer]++
	})
}

// each walks the shapes with their customers, each once.
func (x *customerIndex) each(t *Table, fn func(customer, shape uint32)) {
	last := make([]uint32, len(t.known.values)) // the shape in which a customer was seen last, and 1
	for row, customer := range t.customers {
		if shape := t.shapeOf[row]; last[customer] != shape+1 {
			last[customer] = shape + 1
			fn(customer, shape)
		}
	}
}
