package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
)

// Scenario is a hypothesis about the law and the evidence beside what is.
type Scenario struct {
	asIs, changed *View
}

// View is the registry under the hypothesis.
func (s *Scenario) View() *View { return s.changed }

// both gives the books of what is and of what is supposed, whose tables are the same.
func (s *Scenario) both(ctx context.Context) (before, after *book, err error) {
	if before, err = s.asIs.everything(ctx); err != nil {
		return nil, nil, err
	}
	after, err = s.changed.everything(ctx)
	return before, after, err
}

// onlyEnds are the days from which on instruments carry nothing any more, where that is
// all that the hypothesis supposes; nil where it is not.
func (s *Scenario) onlyEnds() columns.Ends {
	change := basis.Between(s.asIs.law, s.changed.law)
	if len(s.changed.book.supposed) > 0 || !change.OnlyEnds() || len(change.Ends()) == 0 {
		return nil
	}
	return change.Ends()
}

// FallDay is a day on which flows fall: they lose their last valid basis for the
// first time on any day.
type FallDay struct {
	Date  civil.Date
	Flows int
}

// The pages of what a scenario tells.
type (
	FallDayPage     = Page[*FallDay]
	FallDayEdge     = Edge[*FallDay]
	HitPage         = Page[*Hit]
	HitEdge         = Edge[*Hit]
	ImpactGroupPage = Page[*ImpactGroup]
	ImpactGroupEdge = Edge[*ImpactGroup]
)

// byDate is the order of the days on which flows fall.
var byDate = order[*FallDay]{"falls", func(d *FallDay) string { return d.Date.String() }}

// Falls lists the days on which flows fall, with how many do, by date: every flow that
// ever falls counts on one of them.
func (s *Scenario) Falls(ctx context.Context, paging Paging) (*FallDayPage, error) {
	before, after, err := s.both(ctx)
	if err != nil {
		return nil, err
	}
	counted, err := before.view.Falls(ctx, after.view)
	if err != nil {
		return nil, err
	}
	days := make([]*FallDay, 0, len(counted))
	for day, n := range counted {
		days = append(days, &FallDay{day, n})
	}
	slices.SortFunc(days, func(a, b *FallDay) int { return cmp.Compare(a.Date, b.Date) })
	return byDate.paginate(days, paging)
}
