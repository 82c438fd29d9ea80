package registry

import "maps"

// layered is a map that is never changed: what changes lies over what was there
// before, so that a further state of a large map costs only its changes.
type layered[K comparable, V any] struct {
	base  packed[K, V] // nil: there is none
	under map[K]V      // shadows the base; the zero value is of what is gone
	over  map[K]V      // shadows both
}

// packed is a map that lies in few bytes: what it gives is made for who asks.
type packed[K comparable, V any] interface {
	find(K) (V, bool)
	all(func(K, V) bool)
}

func (l layered[K, V]) get(key K) V {
	value, _ := l.find(key)
	return value
}

// find is get, and reports whether the key is there at all.
func (l layered[K, V]) find(key K) (V, bool) {
	value, is := l.over[key]
	if !is {
		value, is = l.under[key]
	}
	if !is && l.base != nil {
		return l.base.find(key)
	}
	return value, is
}

// mostOver is how many changes lie over a map before they are laid into it.
const mostOver = 4096

// with is the map with changes; a zero value takes a key away.
func (l layered[K, V]) with(changes map[K]V) layered[K, V] {
	if len(changes) == 0 {
		return l
	}
	over := maps.Clone(l.over)
	if over == nil {
		over = map[K]V{}
	}
	maps.Copy(over, changes)
	if len(over) <= mostOver {
		return layered[K, V]{l.base, l.under, over}
	}
	under := maps.Clone(l.under)
	if under == nil {
		under = map[K]V{}
	}
	maps.Copy(under, over)
	return layered[K, V]{base: l.base, under: under}
}

// all walks the map, in no order; what is gone has the zero value.
func (l layered[K, V]) all(yield func(K, V) bool) {
	for key, value := range l.laid {
		if !yield(key, value) {
			return
		}
	}
	if l.base == nil {
		return
	}
	l.base.all(func(key K, value V) bool { return l.isLaid(key) || yield(key, value) })
}

// laid walks what lies over the base.
func (l layered[K, V]) laid(yield func(K, V) bool) {
	for key, value := range l.over {
		if !yield(key, value) {
			return
		}
	}
	for key, value := range l.under {
		if _, shadowed := l.over[key]; !shadowed && !yield(key, value) {
			return
		}
	}
}

// isLaid reports whether something lies over what the base has for a key.
func (l layered[K, V]) isLaid(key K) bool {
	_, over := l.over[key]
	_, under := l.under[key]
	return over || under
}
