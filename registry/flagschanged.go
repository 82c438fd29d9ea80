package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
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

// tell reads the flows of a turn that a filter admits, as they are after it. One that has
// been removed is judged as it was.
func (t *flagTurn) tell(ctx context.Context, before, after *View, filter *FlowFilter) (*FlagsChanged, error) {
	told := &FlagsChanged{Commit: int(t.after), AsOf: t.day, Complete: !t.many, View: after, removed: []string{}}
	if t.many {
		return told, nil
	}
	come, _, err := told.View.stillThere(ctx, t.come)
	if err != nil {
		return nil, err
	}
	left, gone, err := told.View.stillThere(ctx, t.left)
	if err != nil {
		return nil, err
	}
	if told.come, err = told.View.admitted(ctx, filter, come); err != nil {
		return nil, err
	}
	if told.left, err = told.View.admitted(ctx, filter, left); err != nil {
		return nil, err
	}
	if len(gone) > 0 {
		told.removed, err = before.removed(ctx, filter, gone)
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

// removed are the external ids of flows that a filter admits in this state, which is
// the last one that has them. Those whose content was erased are not told.
func (v *View) removed(ctx context.Context, filter *FlowFilter, ids []fact.ID) ([]string, error) {
	were, _, err := v.stillThere(ctx, ids)
	if err != nil {
		return nil, err
	}
	named := []string{}
	if were, err = v.admitted(ctx, filter, were); err != nil {
		return nil, err
	}
	for _, f := range were {
		named = append(named, f.ExternalID)
	}
	return named, nil
}

// stillThere reads flows; gone are those that the state has no more.
func (v *View) stillThere(ctx context.Context, ids []fact.ID) (there []*fact.Flow, gone []fact.ID, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		there, gone = nil, nil
		for _, id := range ids {
			f, err := flows.Get(r, id)
			switch {
			case isMissing(known(err)):
				gone = append(gone, id)
			case err != nil:
				return err
			default:
				there = append(there, f)
			}
		}
		return nil
	})
	return there, gone, err
}

// admitted are those of some flows of this state that a filter admits on its day.
func (v *View) admitted(ctx context.Context, filter *FlowFilter, of []*fact.Flow) (admitted []*fact.Flow, err error) {
	if filter == nil || len(of) == 0 {
		return of, nil
	}
	by, err := v.narrow(ctx, filter)
	if err != nil {
		return nil, err
	}
	words, err := searchWords("text", filter.Text)
	if err != nil {
		return nil, err
	}
	show(v, of...)
	for _, f := range of {
		is, err := v.admits(ctx, by, f)
		if err != nil {
			return nil, err
		}
		if is && (&flowList{words: words}).finds(f) {
			admitted = append(admitted, f)
		}
	}
	return admitted, nil
}

// admits reports whether a flow of this state is one that a filter of columns admits.
func (v *View) admits(ctx context.Context, by columns.Filter, f *fact.Flow) (bool, error) {
	if !anyOf(by.Exporter, f.Exporter) || !anyOf(by.Importer, f.Importer) || !anyOf(by.Customer, f.Customer) || !anyOf(by.Product, f.Product) ||
		by.Data != 0 && by.Data&columns.CategoriesOf(f.Data) == 0 {
		return false, nil
	}
	origin, err := v.Origin(ctx, f)
	if err != nil {
		return false, err
	}
	destination, err := v.Destination(ctx, f)
	if err != nil || !anyOf(by.Origin, origin) || !anyOf(by.Destination, destination) {
		return false, err
	}
	on, err := v.VerdictOf(ctx, f, 0)
	if err != nil || !anyOf(by.Status, on.Status) || !anyOf(by.Regime, on.Regime) {
		return false, err
	}
	return len(by.Instrument) == 0 || slices.ContainsFunc(on.Bases, func(b VerdictBasis) bool { return slices.Contains(by.Instrument, b.Instrument.ID) }), nil
}
