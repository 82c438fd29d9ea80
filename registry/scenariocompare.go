package registry

import (
	"cmp"
	"context"
	"errors"
	"sync"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// ScenarioComparison is what a hypothesis does on a day against another one, or
// against itself earlier.
type ScenarioComparison struct {
	AsOf          civil.Date
	Before, After ImpactCounts

	first  func(context.Context) (*Impact, error)
	second *Impact

	mu          sync.Mutex // held while hits are held against each other
	fresh, lost *flowList  // once they have been
}

// Again supposes a saved scenario in the view.
func (v *View) Again(ctx context.Context, s *SavedScenario) (*Scenario, error) {
	return v.Suppose(ctx, s.Changes)
}

// UnderSaved is the view under the saved scenario of a name, the view itself for none;
// NOT_FOUND when there is none of that name.
func (v *View) UnderSaved(ctx context.Context, name string) (*View, error) {
	if name == "" {
		return v, nil
	}
	saved, err := v.SavedScenario(ctx, name)
	if err != nil {
		return nil, err
	}
	s, err := v.Again(ctx, saved)
	if err != nil {
		return nil, err
	}
	return s.View(), nil
}

// SinceSaved holds what a saved scenario does in the view against what it did when it
// was saved. The zero Date asks about the day of its counts.
func (v *View) SinceSaved(ctx context.Context, s *SavedScenario, asOf civil.Date) (*ScenarioComparison, error) {
	asOf = cmp.Or(asOf, s.AsOf)
	now, err := v.impactOf(ctx, s, asOf)
	if err != nil {
		return nil, err
	}
	c := &ScenarioComparison{AsOf: asOf, Before: s.Counts, After: now.ImpactCounts, second: now}
	c.first = func(ctx context.Context) (*Impact, error) {
		then, err := v.whenSaved(ctx, s)
		if err != nil {
			return nil, err
		}
		return then.impactOf(ctx, s, asOf)
	}
	if asOf != s.AsOf {
		first, err := c.first(ctx)
		if err != nil {
			return nil, err
		}
		c.Before, c.first = first.ImpactCounts, alreadyHad(first)
	}
	return c, nil
}

// CompareSaved holds what another saved scenario does in the view against what this
// one does. The zero Date asks about the day of this one's counts.
func (v *View) CompareSaved(ctx context.Context, s *SavedScenario, with string, asOf civil.Date) (*ScenarioComparison, error) {
	other, err := v.SavedScenario(ctx, with)
	if err != nil {
		return nil, err
	}
	asOf = cmp.Or(asOf, s.AsOf)
	first, err := v.impactOf(ctx, s, asOf)
	if err != nil {
		return nil, err
	}
	second, err := v.impactOf(ctx, other, asOf)
	if err != nil {
		return nil, err
	}
	return &ScenarioComparison{AsOf: asOf, Before: first.ImpactCounts, After: second.ImpactCounts, first: alreadyHad(first), second: second}, nil
}

func alreadyHad(i *Impact) func(context.Context) (*Impact, error) {
	return func(context.Context) (*Impact, error) { return i, nil }
}

func (v *View) impactOf(ctx context.Context, s *SavedScenario, asOf civil.Date) (*Impact, error) {
	again, err := v.Again(ctx, s)
	if err != nil {
		return nil, err
	}
	return again.Impact(ctx, asOf, nil)
}

// whenSaved is the view of the state in which a scenario was counted, under the law of
// then. What was erased since counts as absent. Where the view decides all flows as that
// one does, it is the view itself.
func (v *View) whenSaved(ctx context.Context, s *SavedScenario) (*View, error) {
	at := table.Seq(s.State)
	l, err := v.registry.lawAt(ctx, at)
	if err != nil {
		return nil, err
	}
	same, err := v.decidesAs(ctx, at, l)
	if err != nil {
		return nil, err
	}
	if same {
		return v, nil
	}
	return &View{registry: v.registry, at: at, law: l, book: v.registry.books.under(at, l)}, nil
}

// decidesAs reports whether the view decides all flows as the state after an earlier
// commit does under a law: it supposes nothing, has the same law, and nothing that
// counts has been written since.
func (v *View) decidesAs(ctx context.Context, at table.Seq, l *law.Law) (same bool, err error) {
	if v.supposes() {
		return false, nil
	}
	if same, err = areSame(v.law, l); err != nil || !same {
		return false, err
	}
	err = v.read(ctx, func(r *table.Reader) error {
		changed, err := changedSince(r, at, v.at, fewChanges)
		same = err == nil && len(changed) == 0
		if errors.Is(err, errAnew) {
			return nil
		}
		return err
	})
	return same, err
}

// NewHits is how many flows the second hits and the first does not.
func (c *ScenarioComparison) NewHits(ctx context.Context) (int, error) {
	fresh, _, err := c.apart(ctx)
	if err != nil {
		return 0, err
	}
	return fresh.total(ctx)
}

// GoneHits is how many flows the first hits and the second does not.
func (c *ScenarioComparison) GoneHits(ctx context.Context) (int, error) {
	_, gone, err := c.apart(ctx)
	if err != nil {
		return 0, err
	}
	return gone.total(ctx)
}

// New lists the flows that the second hits and the first does not, by external id.
func (c *ScenarioComparison) New(ctx context.Context, paging Paging) (*FlowPage, error) {
	fresh, _, err := c.apart(ctx)
	if err != nil {
		return nil, err
	}
	return fresh.page(ctx, paging)
}

// Gone lists the flows that the first hits and the second does not, by external id, as
// the first sees them.
func (c *ScenarioComparison) Gone(ctx context.Context, paging Paging) (*FlowPage, error) {
	_, gone, err := c.apart(ctx)
	if err != nil {
		return nil, err
	}
	return gone.page(ctx, paging)
}

// apart holds the hits of both against each other, once.
func (c *ScenarioComparison) apart(ctx context.Context) (fresh, gone *flowList, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fresh != nil {
		return c.fresh, c.lost, nil
	}
	first, err := c.first(ctx)
	if err != nil {
		return nil, nil, err
	}
	then, err := first.list(ctx, hitting...)
	if err != nil {
		return nil, nil, err
	}
	now, err := c.second.list(ctx, hitting...)
	if err != nil {
		return nil, nil, err
	}
	inThen, err := first.before.view.RowsByID(ctx, then.filter, then.day)
	if err != nil {
		return nil, nil, err
	}
	inNow, err := c.second.before.view.RowsByID(ctx, now.filter, now.day)
	if err != nil {
		return nil, nil, err
	}
	then.rows, now.rows = columns.Apart(then.book.flows, inThen, now.book.flows, inNow)
	c.fresh, c.lost = now, then
	return c.fresh, c.lost, nil
}
