package columns

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Grouping is by what flows are counted together.
type Grouping uint8

// The groupings.
const (
	ByOrigin Grouping = iota
	ByDestination
	ByImporter
	ByCustomer
	ByProduct
)

// Group names flows that are counted together, by a text or by an organization: the
// zero Group those that have no customer or no product.
type Group struct {
	Text  string
	Party fact.ID
}

// Groups counts the active flows that a filter admits on a day, by group and by the
// effect that effectOf says their shape has.
func (v *View) Groups(ctx context.Context, f Filter, day civil.Date, by Grouping, effectOf func(shape int) Effect) (map[Group]*EffectCounts, error) {
	workers := make([]*groupCounts, Workers())
	for i := range workers {
		workers[i] = &groupCounts{View: v, by: by, shape: -1, byGroup: map[Group]*EffectCounts{}}
		switch by {
		case ByCustomer:
			workers[i].numbers, workers[i].byNumber = v.customers, make([]*EffectCounts, len(v.known.values))
		case ByProduct:
			workers[i].numbers, workers[i].byNumber = v.tags, make([]*EffectCounts, len(v.tag.values))
		case ByOrigin, ByDestination, ByImporter: // which the shape says
		}
	}
	err := v.Each(ctx, f, day, func(worker int, row uint32, _ On) { workers[worker].count(row, effectOf) })
	all := map[Group]*EffectCounts{}
	for _, w := range workers {
		w.addTo(all)
	}
	return all, err
}

// groupCounts is what one worker has counted. Rows come shape by shape.
type groupCounts struct {
	*View
	by       Grouping
	shape    int
	effect   Effect
	current  *EffectCounts // of the shape, where it says the group
	byGroup  map[Group]*EffectCounts
	numbers  []uint32        // the group of each row; nil: its shape says it
	byNumber []*EffectCounts // nil while nothing is counted
}

func (g *groupCounts) count(row uint32, effectOf func(int) Effect) {
	if shape := int(g.shapeOf[row]); shape != g.shape {
		g.shape, g.effect = shape, effectOf(shape)
		if g.numbers == nil {
			g.current = countsIn(g.byGroup, g.ofShape(shape))
		}
	}
	counts := g.current
	if g.numbers != nil {
		at := &g.byNumber[g.numbers[row]]
		if *at == nil {
			*at = &EffectCounts{}
		}
		counts = *at
	}
	counts[g.effect]++
}

func (g *groupCounts) ofShape(shape int) Group {
	origin, destination := g.Route(shape)
	switch g.by {
	case ByOrigin:
		return Group{Text: origin}
	case ByDestination:
		return Group{Text: destination}
	case ByImporter:
		return Group{Party: g.Shape(shape).Importer}
	case ByCustomer, ByProduct: // which a row says
	}
	return Group{}
}

func (g *groupCounts) ofNumber(number int) Group {
	if g.by == ByCustomer {
		return Group{Party: g.known.values[number]}
	}
	return Group{Text: g.tag.values[number].Product}
}

func (g *groupCounts) addTo(all map[Group]*EffectCounts) {
	for number, counts := range g.byNumber {
		if counts != nil {
			countsIn(all, g.ofNumber(number)).add(counts)
		}
	}
	for group, counts := range g.byGroup {
		countsIn(all, group).add(counts)
	}
}

func countsIn(all map[Group]*EffectCounts, group Group) *EffectCounts {
	if all[group] == nil {
		all[group] = &EffectCounts{}
	}
	return all[group]
}

func (c *EffectCounts) add(more *EffectCounts) {
	for effect, n := range more {
		c[effect] += n
	}
}
