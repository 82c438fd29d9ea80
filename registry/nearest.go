package registry

import (
	"cmp"
	"container/heap"
	"context"
	"slices"
)

// nearest keeps, of all that it is told, the first few behind a key, and counts the rest:
// a page of any list takes no more memory than the page.
type nearest[T any] struct {
	size  int
	after string
	key   func(T) string

	kept          byKey[T] // the last one first
	total, before int      // how many there were, and how many not behind the key
}

// keyed is something with its key.
type keyed[T any] struct {
	key string
	of  T
}

func newNearest[T any](size int, after string, key func(T) string) *nearest[T] {
	return &nearest[T]{size: size, after: after, key: key}
}

func (n *nearest[T]) add(one T) {
	n.total++
	switch k := n.key(one); {
	case k <= n.after:
		n.before++
	case len(n.kept) < n.size:
		heap.Push(&n.kept, keyed[T]{k, one})
	case k < n.kept[0].key:
		n.kept[0] = keyed[T]{k, one}
		heap.Fix(&n.kept, 0)
	}
}

// sorted are those that are kept, in their order.
func (n *nearest[T]) sorted() (all []T) {
	slices.SortFunc(n.kept, func(a, b keyed[T]) int { return cmp.Compare(a.key, b.key) })
	for _, one := range n.kept {
		all = append(all, one.of)
	}
	return all
}

// pageOfNearest is the page of so many; one more was kept, where there is one.
func (o order[T]) pageOfNearest(n *nearest[T], size int) *Page[T] {
	found := n.sorted()
	page := o.page(found[:min(size, len(found))], func(context.Context) (int, error) { return n.total, nil })
	page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = len(found) > size, n.before > 0
	return page
}

// byKey is a heap of which the greatest key is the first.
type byKey[T any] []keyed[T]

func (h byKey[T]) Len() int           { return len(h) }
func (h byKey[T]) Less(i, j int) bool { return h[i].key > h[j].key }
func (h byKey[T]) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push implements [heap.Interface].
func (h *byKey[T]) Push(one any) { *h = append(*h, one.(keyed[T])) }

// Pop implements [heap.Interface].
func (h *byKey[T]) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
