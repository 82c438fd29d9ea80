package columns

import (
	"cmp"
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Effect is what another law or other evidence does to a flow on a day. Each flow
// has exactly one.
type Effect uint8

// The effects.
const (
	Unchanged Effect = iota
	Falls            // it loses its last valid basis
	Worsens          // its status is worse, but it is not without a basis
	FallsBack        // it loses a basis, and rests on another with a status that is no worse
	Improves         // its status is better
)

// Effects are all effects that change something, the worst first.
var Effects = []Effect{Falls, Worsens, FallsBack, Improves}

// EffectCounts are numbers of flows by their effects.
type EffectCounts [Improves + 1]int

// EffectOf compares what holds for a flow as it is with what would hold.
func EffectOf(was, is On) Effect {
	switch by := cmp.Compare(rank(is.Status), rank(was.Status)); {
	case by > 0 && is.Status == basis.NoValidBasis:
		return Falls
	case by > 0:
		return Worsens
	case by < 0:
		return Improves
	case LosesBasis(was, is) && rests(is):
		return FallsBack
	}
	return Unchanged
}

// rests reports whether any basis holds.
func rests(on On) bool {
	for range on.Bases {
		return true
	}
	return false
}

// rank orders the statuses of active flows from good to bad (contract, impact).
func rank(s basis.Status) int {
	switch s {
	case basis.Inactive, basis.NotRestricted, basis.Valid:
		return 0
	case basis.AtRisk:
		return 1
	case basis.NoValidBasis:
		return 2
	}
	return 2
}

// LosesBasis reports whether a basis is gone: the same instrument with the same
// evidence.
func LosesBasis(was, is On) bool {
	for b := range was.Bases {
		kept := false
		for c := range is.Bases {
			kept = kept || b.Same(c)
		}
		if !kept {
			return true
		}
	}
	return false
}

// Compare holds a view against another one of the same table on a day: fn is told of
// each shape how many active flows a filter admits, as this view sees them, and what
// holds for them in either. It runs on all cores at once, worker says on which, and
// ends early when the context does.
func (v *View) Compare(ctx context.Context, after *View, f Filter, day civil.Date, fn func(worker, shape, flows int, was, is On)) error {
	return v.ByShape(ctx, f, day, func(worker, shape, flows int, on On) {
		fn(worker, shape, flows, on, after.Life(shape).On(day))
	})
}
