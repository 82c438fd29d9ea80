package columns

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// RowsByID are the rows of the flows that a filter admits on a day, by the flows' ids:
// so that flows of different tables can be held against each other.
func (v *View) RowsByID(ctx context.Context, f Filter, day civil.Date) ([]uint32, error) {
	byWorker := make([][]uint32, Workers())
	err := v.Each(ctx, f, day, func(worker int, row uint32, _ On) { byWorker[worker] = append(byWorker[worker], row) })
	if err != nil {
		return nil, err
	}
	all := slices.Concat(byWorker...)
	slices.SortFunc(all, func(a, b uint32) int { return compareIDs(v.ids[a], v.ids[b]) })
	return all, nil
}

// Apart are the rows of either table whose flows are not among those of the other
// one; given by the flows' ids, they come by their external ids.
func Apart(a *Table, inA []uint32, b *Table, inB []uint32) (onlyA, onlyB []uint32) {
	onlyA, onlyB = []uint32{}, []uint32{}
	for len(inA) > 0 || len(inB) > 0 {
		by := 0
		switch {
		case len(inA) == 0:
			by = +1
		case len(inB) == 0:
			by = -1
		default:
			by = compareIDs(a.ids[inA[0]], b.ids[inB[0]])
		}
		if by < 0 {
			onlyA = append(onlyA, inA[0])
		}
		if by > 0 {
			onlyB = append(onlyB, inB[0])
		}
		if by <= 0 {
			inA = inA[1:]
		}
		if by >= 0 {
			inB = inB[1:]
		}
	}
	a.sortByRank(onlyA)
	b.sortByRank(onlyB)
	return onlyA, onlyB
}

func (t *Table) sortByRank(rows []uint32) {
	slices.SortFunc(rows, func(a, b uint32) int { return cmp.Compare(t.rank[a], t.rank[b]) })
}

func compareIDs(a, b fact.ID) int { return bytes.Compare(a[:], b[:]) }
