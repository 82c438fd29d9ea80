package columns

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Moment is a view on a day.
type Moment struct {
	*View
	Day civil.Date
}

// Turned are the rows of flows that have a status at one moment and not at the other,
// by their external ids: those of the earlier view that have it no more, and those of
// the later one that have come to it.
func Turned(ctx context.Context, before, after Moment, status basis.Status) (left, come []uint32, err error) {
	f := Filter{Status: []basis.Status{status}, Shapes: differing(before, after, status)}
	was, err := before.RowsByID(ctx, f, before.Day)
	if err != nil {
		return nil, nil, err
	}
	is, err := after.RowsByID(ctx, f, after.Day)
	if err != nil {
		return nil, nil, err
	}
	left, come = Apart(before.Table, was, after.Table, is)
	return left, come, nil
}

// differing are the shapes whose flows may have come to a status, or have left it;
// nil for all. A table that was made from another one by a few changes numbers its
// shapes alike; then those whose rows and status are the same need not be looked at.
func differing(before, after Moment, status basis.Status) []int {
	if before.Day != after.Day || !after.continues(before.Table) {
		return nil
	}
	differ := []int{}
	for shape := range after.Shapes() {
		if shape >= before.Shapes() || !sameRows(before.Table, after.Table, shape) {
			differ = append(differ, shape)
			continue
		}
		was, is := before.Life(shape), after.Life(shape)
		if !same(was.words, is.words) && (was.On(before.Day).Status == status) != (is.On(after.Day).Status == status) {
			differ = append(differ, shape)
		}
	}
	return differ
}

// continues reports whether what another table numbers has the same numbers here.
func (t *Table) continues(other *Table) bool {
	return begins(t.shape.values, other.shape.values) && begins(t.span.values, other.span.values) &&
		begins(t.known.values, other.known.values) && begins(t.word.values, other.word.values)
}

func begins[T comparable](all, with []T) bool {
	return len(all) >= len(with) && same(all[:len(with)], with)
}

// sameRows reports whether a shape has the same flows in two tables of the same
// numbers, each active as long.
func sameRows(a, b *Table, shape int) bool {
	fromA, toA := a.rows(shape)
	fromB, toB := b.rows(shape)
	return same(a.ids[fromA:toA], b.ids[fromB:toB]) && same(a.periods[fromA:toA], b.periods[fromB:toB])
}

// same reports whether two arrays say the same: at once, where they share their memory.
func same[T comparable](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || slices.Equal(a, b))
}
