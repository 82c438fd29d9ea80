package registry

import (
	"encoding/base64"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// The bounds of a page.
const (
	defaultPage = 50
	largestPage = 1000
)

// Paging asks for a part of a list.
type Paging struct {
	First *int    // how many, 1 to 1,000; 50 where none is given
	After *string // the cursor behind which to begin
}

// Page is a part of a list in a stable order.
type Page[T any] struct {
	Nodes      []T
	TotalCount int
	PageInfo   PageInfo
	cursors    []string
}

// PageInfo tells how to go on.
type PageInfo struct {
	HasNextPage bool
	EndCursor   *string
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

// size is how many elements are asked for.
func (p Paging) size() (int, error) {
	if p.First == nil {
		return defaultPage, nil
	}
	if *p.First < 1 || *p.First > largestPage {
		return 0, fault.Bad("first", "", "is %d: expected 1 to %d", *p.First, largestPage)
	}
	return *p.First, nil
}

// cursorMark begins every cursor, so that others are told from them.
const cursorMark = "sc1:"

func cursorOf(key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(cursorMark + key))
}

// key is the key behind which to begin, "" at the start.
func (p Paging) key() (string, error) {
	if p.After == nil {
		return "", nil
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(*p.After)
	key, genuine := strings.CutPrefix(string(text), cursorMark)
	if err != nil || !genuine {
		return "", fault.Bad("after", *p.After, "is no cursor of this service: take endCursor of the page before")
	}
	return key, nil
}

// paginate cuts a page out of a list whose elements have ascending keys.
func paginate[T any](all []T, keyOf func(T) string, paging Paging) (*Page[T], error) {
	size, err := paging.size()
	if err != nil {
		return nil, err
	}
	after, err := paging.key()
	if err != nil {
		return nil, err
	}
	from := 0
	if paging.After != nil {
		from = firstBehind(all, keyOf, after)
	}
	to := min(from+size, len(all))
	page := &Page[T]{Nodes: all[from:to:to], TotalCount: len(all)}
	for _, element := range page.Nodes {
		page.cursors = append(page.cursors, cursorOf(keyOf(element)))
	}
	page.PageInfo.HasNextPage = to < len(all)
	if len(page.cursors) > 0 {
		page.PageInfo.EndCursor = &page.cursors[len(page.cursors)-1]
	}
	return page, nil
}

// firstBehind is the index of the first element whose key is greater.
func firstBehind[T any](all []T, keyOf func(T) string, after string) int {
	low, high := 0, len(all)
	for low < high {
		middle := (low + high) / 2
		if keyOf(all[middle]) <= after {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}
