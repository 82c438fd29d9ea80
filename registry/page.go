package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// The bounds of a page.
const (
	defaultPage = 50
	largestPage = 1000
	largestBulk = 100_000
)

// Paging asks for a part of a list.
type Paging struct {
	First *int    // how many, 1 to 1,000; 50 where none is given
	After *string // the cursor behind which to begin
	Bulk  bool    // it is for a file, and has 100,000 at most
}

// Page is a part of a list in a stable order.
type Page[T any] struct {
	Nodes    []T
	PageInfo PageInfo
	// ErasedFlows is that of [Summary], where it is a page of the flows of a state.
	ErasedFlows int
	cursors     []string
	total       func(context.Context) (int, error)
}

// PageInfo tells how to go on.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// Edge is an element of a page with its cursor.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Edges are the elements with their cursors.
func (p *Page[T]) Edges() []Edge[T] {
	edges := make([]Edge[T], len(p.Nodes))
	for i, node := range p.Nodes {
		edges[i] = Edge[T]{p.cursors[i], node}
	}
	return edges
}

// TotalCount is how many elements the list has. Whoever does not ask does not
// pay for the counting.
func (p *Page[T]) TotalCount(ctx context.Context) (int, error) { return p.total(ctx) }

// size is how many elements are asked for.
func (p Paging) size() (int, error) {
	if p.First == nil {
		return defaultPage, nil
	}
	most := largestPage
	if p.Bulk {
		most = largestBulk
	}
	if *p.First < 1 || *p.First > most {
		return 0, fault.Bad("first", "", "is %d: expected 1 to %d", *p.First, most)
	}
	return *p.First, nil
}

// order is how the elements of a list follow each other: by ascending keys.
// Cursors of one list are refused by every other.
type order[T any] struct {
	list string
	key  func(T) string
}

// page is the page of these elements.
func (o order[T]) page(nodes []T, total func(context.Context) (int, error)) *Page[T] {
	p := &Page[T]{Nodes: nodes, total: total}
	for _, node := range nodes {
		p.cursors = append(p.cursors, cursorOf(o.list, o.key(node)))
	}
	if last := len(p.cursors) - 1; last >= 0 {
		p.PageInfo.StartCursor, p.PageInfo.EndCursor = &p.cursors[0], &p.cursors[last]
	}
	return p
}

// asked is how many elements of the list are asked for, and the key behind which.
func (o order[T]) asked(paging Paging) (size int, after string, err error) {
	if size, err = paging.size(); err != nil {
		return 0, "", err
	}
	after, err = paging.key(o.list)
	return size, after, err
}

// paginate cuts a page out of a whole list.
func (o order[T]) paginate(all []T, paging Paging) (*Page[T], error) {
	size, after, err := o.asked(paging)
	if err != nil {
		return nil, err
	}
	from := o.firstBehind(all, after)
	to := min(from+size, len(all))
	p := o.page(all[from:to:to], func(context.Context) (int, error) { return len(all), nil })
	p.PageInfo.HasNextPage, p.PageInfo.HasPreviousPage = to < len(all), from > 0
	return p, nil
}

// firstBehind is the index of the first element whose key is greater.
func (o order[T]) firstBehind(all []T, after string) int {
	low, high := 0, len(all)
	for low < high {
		middle := (low + high) / 2
		if o.key(all[middle]) <= after {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
