package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// admitted are the flows of a turn that a filter admits: it is held against those that are
// flagged as they are after the turn, and against those that are no longer as they were
// before it, for whoever knew the flags that it admits knew those. What it says of verdicts
// and their instruments changes with the flag itself: that counts at either moment.
func (t *flagTurn) admitted(ctx context.Context, before, after *View, filter *FlowFilter) (come, left []fact.ID, err error) {
	if filter == nil {
		return t.come, t.left, nil
	}
	flow, verdict := *filter, FlowFilter{Status: filter.Status, Instrument: filter.Instrument}
	flow.Status, flow.Instrument = nil, nil
	admitted := func(ids []fact.ID, as *View) ([]fact.ID, error) {
		ids, err := as.admitted(ctx, &flow, ids)
		if err != nil || len(verdict.Status)+len(verdict.Instrument) == 0 {
			return ids, err
		}
		were, err := before.admitted(ctx, &verdict, ids)
		if err != nil {
			return nil, err
		}
		are, err := after.admitted(ctx, &verdict, ids)
		return slices.DeleteFunc(ids, func(id fact.ID) bool { return !slices.Contains(were, id) && !slices.Contains(are, id) }), err
	}
	if come, err = admitted(t.come, after); err == nil {
		left, err = admitted(t.left, before)
	}
	return come, left, err
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

// admitted are those of some flows that this state has and a filter admits on its day.
func (v *View) admitted(ctx context.Context, filter *FlowFilter, ids []fact.ID) (admitted []fact.ID, err error) {
	of, _, err := v.stillThere(ctx, ids)
	if err != nil || len(of) == 0 {
		return nil, err
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
			admitted = append(admitted, f.ID)
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
