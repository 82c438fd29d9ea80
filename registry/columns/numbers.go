package columns

import (
	"hash/maphash"
	"slices"
)

// numbers gives values numbers, in the order in which they come. Each value is kept
// once, and found through a table of numbers alone: at millions of values a map
// would be most of the memory.
type numbers[T comparable] struct {
	values []T
	slots  []uint32 // a number and 1, at the first free place behind its value's hash; 0: free
	shared bool     // the slots are those of others, too
}

var hashSeed = maphash.MakeSeed()

// find is the number of a value, if it has one.
func (n *numbers[T]) find(value T) (number uint32, is bool) {
	if len(n.slots) == 0 {
		return 0, false
	}
	slot := n.slots[n.slotOf(value)]
	return slot - 1, slot > 0
}

// nothing is a number that nothing has.
const nothing = ^uint32(0)

// orNothing is the number of a value, or that of nothing.
func (n *numbers[T]) orNothing(value T) uint32 {
	if number, is := n.find(value); is {
		return number
	}
	return nothing
}

// slotOf is where the number of a value is, or where it would have to be.
func (n *numbers[T]) slotOf(value T) int {
	mask := len(n.slots) - 1
	at := int(maphash.Comparable(hashSeed, value)) & mask
	for n.slots[at] > 0 && n.values[n.slots[at]-1] != value {
		at = (at + 1) & mask
	}
	return at
}

// of is the number of a value, which is given one if it has none.
func (n *numbers[T]) of(value T) uint32 {
	if number, is := n.find(value); is {
		return number
	}
	if n.shared {
		n.slots, n.shared = slices.Clone(n.slots), false
	}
	n.values = append(n.values, value)
	if 4*len(n.values) > 3*len(n.slots) {
		n.index(max(16, 2*len(n.slots)))
	} else {
		n.slots[n.slotOf(value)] = uint32(len(n.values))
	}
	return uint32(len(n.values)) - 1
}

// index makes the table anew, of so many places: a power of two, more than there are
// values.
func (n *numbers[T]) index(places int) {
	n.slots = make([]uint32, places)
	for i := range n.values {
		n.slots[n.slotOf(n.values[i])] = uint32(i) + 1
	}
}

// numbered has the values by their places.
func numbered[T comparable](values []T) numbers[T] {
	n := numbers[T]{values: values}
	places := 16
	for 3*places < 4*len(values) {
		places *= 2
	}
	n.index(places)
	return n
}

// further is a copy that may be given further values, of which this one is given none any
// more: both share what they have until then.
func (n *numbers[T]) further() numbers[T] {
	return numbers[T]{slices.Clip(n.values), n.slots, true}
}
