package columns

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// patience is how many flows are looked at one after the other for a page, before
// all are swept: where few are admitted, that is faster.
const patience = 100_000

// Page is the rows of the first flows by external id, from a rank on, that a
// filter admits on a day: up to size of them, and whether there are more.
func (v *View) Page(ctx context.Context, f Filter, day civil.Date, from, size int) (rows []uint32, more bool, err error) {
	q := v.ask(f, day)
	known := q.unknown()
	until := min(from+patience, v.Len())
	if q.active == nil { // few are asked for
		until = min(from, v.Len())
	}
	for rank := from; rank < until; rank++ {
		row := v.order[rank]
		of := &known[v.shapeOf[row]]
		if *of == 0 {
			_, _, *of = q.judge(int(v.shapeOf[row]))
		}
		if !q.admits(row, *of) {
			continue
		}
		if len(rows) == size {
			return rows, true, nil
		}
		rows = append(rows, row)
	}
	if until == v.Len() {
		return rows, false, nil
	}
	rest, err := v.behind(ctx, f, day, until, size-len(rows)+1)
	rows = append(rows, rest...)
	return rows[:min(size, len(rows))], len(rows) > size, err
}

// unknown says nothing of the shapes yet that may be admitted.
func (q *question) unknown() []admission {
	known := make([]admission, len(q.shape.values))
	if !q.narrow {
		return known
	}
	for i := range known {
		known[i] = looked
	}
	for _, shape := range q.shapes {
		known[shape] = 0
	}
	return known
}

// behind are the first rows from a rank on that a filter admits, found by a sweep.
func (v *View) behind(ctx context.Context, f Filter, day civil.Date, from, size int) (first []uint32, err error) {
	var lock sync.Mutex
	var worst atomic.Uint32 // rank that counts no more
	worst.Store(uint32(v.Len()))
	byRank := func(a, b uint32) int { return cmp.Compare(v.rank[a], v.rank[b]) }
	err = v.Each(ctx, f, day, func(_ int, row uint32, _ On) {
		if v.rank[row] < uint32(from) || v.rank[row] >= worst.Load() {
			return
		}
		lock.Lock()
		defer lock.Unlock()
		at, _ := slices.BinarySearchFunc(first, row, byRank)
		first = slices.Insert(first, at, row)
		first = first[:min(size, len(first))]
		if len(first) == size {
			worst.Store(v.rank[first[size-1]])
		}
	})
	return first, err
}
