package columns

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// customerIndex finds the shapes of which some flow is a customer's. It is made when it
// is first asked for, and then follows the changes of flows.
type customerIndex struct {
	mu     sync.Mutex
	made   bool
	starts []uint32 // of the shapes of each customer, and the number of all
	shapes []uint32 // of each customer, ascending
}

// ofCustomer are the shapes of which some flow is that of a customer, ascending.
func (t *Table) ofCustomer(number uint32) []uint32 {
	x := t.byCustomer
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.made {
		x.make(t)
	}
	return x.of(number)
}

func (x *customerIndex) of(number uint32) []uint32 {
	if int(number) >= len(x.starts)-1 { // it came later, and was never a customer's; or is nothing
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
	x.made = true
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

// served is a customer with a shape.
type served struct{ customer, shape uint32 }

// customersOf is the index of a table that is made: the same where no customer has other
// shapes, and one that is to be made where this one was not.
func (e *edit) customersOf(made *Table) *customerIndex {
	x := e.byCustomer
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.made {
		return &customerIndex{}
	}
	changed := map[served]bool{}
	for _, row := range e.out {
		changed[served{e.customers[row], e.shapeOf[row]}] = true
	}
	for _, in := range e.in {
		changed[served{in.customer, in.shape}] = true
	}
	var out, in, coming []uint32
	more := map[int]int{} // shapes of customers
	for _, s := range slices.SortedFunc(maps.Keys(changed), func(a, b served) int {
		return cmp.Or(cmp.Compare(a.customer, b.customer), cmp.Compare(a.shape, b.shape))
	}) {
		at, was := x.find(s)
		switch is := made.serves(s); {
		case was && !is:
			out = append(out, at)
			more[int(s.customer)]--
		case is && !was:
			in, coming = append(in, at), append(coming, s.shape)
			more[int(s.customer)]++
		}
	}
	if len(more) == 0 {
		return x
	}
	return &customerIndex{
		made: true, starts: startsAfter(x.starts, len(made.known.values), more),
		shapes: spliced(x.shapes, cutsAt(out, in), coming),
	}
}

// find is where a shape of a customer is, or would have to be.
func (x *customerIndex) find(s served) (at uint32, is bool) {
	n, is := slices.BinarySearch(x.of(s.customer), s.shape)
	return x.starts[min(int(s.customer), len(x.starts)-1)] + uint32(n), is
}

// serves reports whether a shape has a flow of a customer.
func (t *Table) serves(s served) bool {
	from, to := t.rows(int(s.shape))
	return slices.Contains(t.customers[from:to], s.customer)
}
