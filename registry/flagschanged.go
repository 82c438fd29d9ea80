package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// FlagsChanged tells which flows are flagged since a commit, and which no longer.
type FlagsChanged struct {
	Commit   int // the last commit that is told of
	AsOf     civil.Date
	Complete bool // false: too many flows changed, none is named
	View     *View

	come, left []*fact.Flow
	removed    []string
}

// FlaggedCount is how many flows are flagged now that were not.
func (c *FlagsChanged) FlaggedCount() int { return len(c.come) }

// ClearedCount is how many flows are no longer flagged, removed ones not counted.
func (c *FlagsChanged) ClearedCount() int { return len(c.left) }

// Removed are the external ids of flows that were flagged and have been removed.
func (c *FlagsChanged) Removed() []string { return c.removed }

// Flagged are the first of the flows that are flagged now, by external id.
func (c *FlagsChanged) Flagged(_ context.Context, first int) ([]*fact.Flow, error) {
	return c.first(c.come, first)
}

// Cleared are the first of the flows that are no longer flagged, by external id.
func (c *FlagsChanged) Cleared(_ context.Context, first int) ([]*fact.Flow, error) {
	return c.first(c.left, first)
}

func (c *FlagsChanged) first(of []*fact.Flow, first int) ([]*fact.Flow, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	shown := of[:min(first, len(of))]
	show(c.View, shown...)
	return shown, nil
}

// isNothing reports whether no flag has come or gone.
func (c *FlagsChanged) isNothing() bool {
	return c.Complete && len(c.come)+len(c.left)+len(c.removed) == 0
}

// tell reads the flows of a turn that a filter admits, as they are after it; of those that
// have been removed, and whose content was not erased, the external ids that they had.
func (t *flagTurn) tell(ctx context.Context, before, after *View, filter *FlowFilter) (*FlagsChanged, error) {
	told := &FlagsChanged{Commit: int(t.after), AsOf: t.day, Complete: !t.many, View: after, removed: []string{}}
	if t.many {
		return told, nil
	}
	come, left, err := t.admitted(ctx, before, after, filter)
	if err != nil {
		return nil, err
	}
	var gone []fact.ID
	if told.come, _, err = after.stillThere(ctx, come); err == nil {
		told.left, gone, err = after.stillThere(ctx, left)
	}
	if err != nil {
		return nil, err
	}
	were, _, err := before.stillThere(ctx, gone)
	for _, f := range were {
		told.removed = append(told.removed, f.ExternalID)
	}
	told.forgetReplaced()
	return told, err
}

// forgetReplaced leaves out what was removed and has been recorded anew under the same
// key, flagged as before: of the flow that bears it nothing has changed.
func (c *FlagsChanged) forgetReplaced() {
	replaced := map[string]bool{}
	for _, f := range c.come {
		replaced[f.ExternalID] = slices.Contains(c.removed, f.ExternalID)
	}
	c.come = slices.DeleteFunc(c.come, func(f *fact.Flow) bool { return replaced[f.ExternalID] })
	c.removed = slices.DeleteFunc(c.removed, func(key string) bool { return replaced[key] })
}
