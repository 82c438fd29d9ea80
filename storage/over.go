package storage

import (
	"cmp"
	"iter"
	"slices"
)

// Layer is what was written over transactions and never reached them: what a write would
// do can be looked at. Safe for concurrent use once nothing is written any more.
type Layer struct {
	keys    []string // of what is written, ascending
	written map[string][]byte
}

// Over is a transaction whose writes go into the layer, which lies over what another one
// reads.
func (l *Layer) Over(tx Tx) Tx { return &over{tx, l} }

type over struct {
	under Tx
	*Layer
}

func (o *over) Get(key []byte) ([]byte, error) {
	value, is := o.written[string(key)]
	switch {
	case !is:
		return o.under.Get(key)
	case value == nil:
		return nil, ErrNotFound
	}
	return value, nil
}

func (o *over) Put(key, value []byte) error { return o.write(key, append([]byte{}, value...)) }

func (o *over) Delete(key []byte) error { return o.write(key, nil) }

// write notes the value of a key, nil for one that is deleted.
func (o *over) write(key, value []byte) error {
	if len(key) == 0 || len(key) > MaxKey {
		return ErrKeySize
	}
	if at, is := slices.BinarySearch(o.keys, string(key)); !is {
		o.keys = slices.Insert(o.keys, at, string(key))
	}
	if o.written == nil {
		o.written = map[string][]byte{}
	}
	o.written[string(key)] = value
	return nil
}

func (o *over) Scan(from, to []byte, order Order) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		own := o.within(from, to, order)
		for pair, err := range o.under.Scan(from, to, order) {
			if err != nil {
				yield(Pair{}, err)
				return
			}
			for len(own) > 0 && precedes(own[0], string(pair.Key), order) {
				if !o.give(own[0], yield) {
					return
				}
				own = own[1:]
			}
			if len(own) > 0 && own[0] == string(pair.Key) {
				continue // it gives way to what lies over it, which is given next
			}
			if !yield(pair, nil) {
				return
			}
		}
		for _, key := range own {
			if !o.give(key, yield) {
				return
			}
		}
	}
}

// within are the keys that are written in a range, in an order.
func (o *over) within(from, to []byte, order Order) []string {
	first, _ := slices.BinarySearch(o.keys, string(from))
	end := len(o.keys)
	if to != nil {
		end, _ = slices.BinarySearch(o.keys, string(to))
	}
	keys := slices.Clone(o.keys[first:max(first, end)])
	if order == Descending {
		slices.Reverse(keys)
	}
	return keys
}

func precedes(a, b string, order Order) bool {
	if order == Descending {
		return cmp.Less(b, a)
	}
	return cmp.Less(a, b)
}

// give yields what is written under a key, and nothing where it is deleted.
func (o *over) give(key string, yield func(Pair, error) bool) bool {
	value := o.written[key]
	return value == nil || yield(Pair{[]byte(key), value}, nil)
}
