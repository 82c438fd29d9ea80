package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/law"
)

// brokenStatuses are those of flows that there is something to mend about.
var brokenStatuses = []basis.Status{basis.NoValidBasis, basis.AtRisk}

// codesOn are the reasons for which the flows of each shape are flagged or at risk on a
// day: a bit for each code, by its place in basis.Codes.
func (v *View) codesOn(ctx context.Context, b *book, day civil.Date) ([]uint64, error) {
	return b.codes.on(ctx, day, func() ([]uint64, error) {
		codes := make([]uint64, b.flows.Shapes())
		err := b.eachBroken(ctx, v.law, day, b.isActiveOn(day), func(d *decider, shape int, c *basis.Case) error {
			for _, why := range d.engine.On(c, day).Reasons {
				codes[shape] |= codeBit(why.Code)
			}
			return nil
		})
		return codes, err
	})
}

// codeBit is the bit of a code; none for what is no code.
func codeBit(code basis.Code) uint64 {
	if i := slices.Index(basis.Codes, code); i >= 0 {
		return 1 << i
	}
	return 0
}

// mendsOn is what would mend the flows of each shape on a day; nil where they are neither
// flagged nor at risk.
func (v *View) mendsOn(ctx context.Context, b *book, day civil.Date) ([]*mends, error) {
	return b.mends.on(ctx, day, func() ([]*mends, error) { return b.findMends(ctx, v.law, day, b.isActiveOn(day)) })
}

// findMends finds what would mend the shapes that are wanted.
func (b *book) findMends(ctx context.Context, l *law.Law, day civil.Date, wanted func(shape int) bool) ([]*mends, error) {
	found := make([]*mends, b.flows.Shapes())
	search := newRemedySearch(l, day)
	err := b.eachBroken(ctx, l, day, wanted, func(d *decider, shape int, c *basis.Case) (err error) {
		found[shape], err = search.of(d.engine, c)
		return err
	})
	return found, err
}

// isActiveOn reports of shapes whether any of their flows is active on a day.
func (b *book) isActiveOn(day civil.Date) func(shape int) bool {
	return func(shape int) bool { return b.flows.Active(shape, day) > 0 }
}

// eachBroken tells fn the cases of the shapes that are wanted and that are flagged or at
// risk on a day, on all cores at once, each with a decider of its own.
func (b *book) eachBroken(ctx context.Context, l *law.Law, day civil.Date, wanted func(shape int) bool, fn func(d *decider, shape int, c *basis.Case) error) error {
	deciders := b.deciders(l)
	return columns.Shared(ctx, len(deciders), b.flows.Shapes(), func(worker, shape int) error {
		if !slices.Contains(brokenStatuses, b.view.Life(shape).On(day).Status) || !wanted(shape) {
			return nil
		}
		c, err := deciders[worker].caseBelow(b.flows.Shape(shape).Flow())
		if err != nil {
			return err
		}
		return fn(deciders[worker], shape, c)
	})
}

// narrowWhy narrows a filter of columns to what a filter asks of reasons and remedies on a
// day: then it admits flows that are flagged or at risk, and no others.
func (v *View) narrowWhy(ctx context.Context, b *book, c *columns.Filter, f *FlowFilter, day civil.Date) error {
	if len(f.Reason) > 0 {
		var wanted uint64
		for _, code := range f.Reason {
			wanted |= codeBit(code)
		}
		codes, err := v.codesOn(ctx, b, day)
		if err != nil {
			return err
		}
		keepShapes(c, len(codes), func(shape int) bool { return codes[shape]&wanted != 0 })
	}
	if len(f.Remedy) > 0 {
		mends, err := v.mendsOn(ctx, b, day)
		if err != nil {
			return err
		}
		keepShapes(c, len(mends), func(shape int) bool { return mends[shape] != nil && mends[shape].anyOf(f.Remedy) })
	}
	return nil
}

// keepShapes narrows a filter of columns to flows that are flagged or at risk, of those of
// some shapes that are wanted.
func keepShapes(c *columns.Filter, shapes int, wanted func(shape int) bool) {
	kept := []int{}
	for shape := range shapes {
		if _, is := slices.BinarySearch(c.Shapes, shape); (c.Shapes == nil || is) && wanted(shape) {
			kept = append(kept, shape)
		}
	}
	c.Shapes = kept
	toBroken(c)
}

// toBroken narrows a filter of columns to flows that are flagged or at risk.
func toBroken(c *columns.Filter) {
	wanted := slices.DeleteFunc(slices.Clone(brokenStatuses), func(s basis.Status) bool { return !anyOf(c.Status, s) })
	if len(wanted) == 0 {
		c.Shapes, wanted = []int{}, brokenStatuses
	}
	c.Status = wanted
}
