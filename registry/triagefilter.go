package registry

import (
	"context"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Snoozed says which flows a list has of those that are put off.
type Snoozed string

// What a list may have.
const (
	AllFlows    Snoozed = "ALL"
	AwakeFlows  Snoozed = "AWAKE"
	AsleepFlows Snoozed = "ASLEEP"
)

// isTriaged reports whether the filter asks who has flows in hand, or whether they are
// put off.
func (f *FlowFilter) isTriaged() bool {
	return f != nil && (len(f.Assignee) > 0 || f.Snoozed == AwakeFlows || f.Snoozed == AsleepFlows)
}

// unflagged refuses a filter that asks something of flags for what it cannot narrow, such
// as "a series".
func (f *FlowFilter) unflagged(what string) error {
	var field string
	switch {
	case f == nil:
		return nil
	case len(f.Assignee) > 0:
		field = "assignee"
	case f.isTriaged():
		field = "snoozed"
	case len(f.Reason) > 0:
		field = "reason"
	case len(f.Remedy) > 0:
		field = "remedy"
	default:
		return nil
	}
	return fault.Bad(field, "", "cannot narrow %s: expected other fields of the filter", what)
}

// triaged is the triages of a state by the rows of their flows: few, beside all flows.
type triaged struct {
	rows []uint32 // ascending
	of   map[uint32]*Triage
}

// lazyTriage reads the triages of a book's state once, when they are first asked for.
type lazyTriage struct {
	mu    sync.Mutex
	known *triaged
}

// triagedRows are the triages of the view's state.
func (v *View) triagedRows(ctx context.Context, b *book) (*triaged, error) {
	b.triage.mu.Lock()
	defer b.triage.mu.Unlock()
	if b.triage.known != nil {
		return b.triage.known, nil
	}
	var byShape map[int]map[fact.ID]*Triage
	err := v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		byShape, err = triagesByShape(r, b.flows)
		return err
	})
	if err != nil {
		return nil, err
	}
	found := &triaged{of: map[uint32]*Triage{}}
	for shape, wanted := range byShape {
		for row, id := range b.flows.RowsOf(shape) {
			if t := wanted[id]; t != nil {
				found.of[row] = t
				found.rows = append(found.rows, row)
			}
		}
	}
	slices.Sort(found.rows)
	b.triage.known = found
	return found, nil
}

// triagesByShape are the triages of flows that are there, by the shapes of these.
func triagesByShape(r *table.Reader, of *columns.Table) (map[int]map[fact.ID]*Triage, error) {
	byShape := map[int]map[fact.ID]*Triage{}
	for t, err := range triages.All(r) {
		if err != nil {
			return nil, err
		}
		f, err := flows.Get(r, t.Flow)
		if isMissing(known(err)) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if shape, is := of.NumberOf(f); is {
			if byShape[shape] == nil {
				byShape[shape] = map[fact.ID]*Triage{}
			}
			byShape[shape][t.Flow] = t
		}
	}
	return byShape, nil
}

// narrowTriaged narrows a filter of columns to what a filter asks of triage, on a day.
func (v *View) narrowTriaged(ctx context.Context, b *book, c *columns.Filter, f *FlowFilter, day civil.Date) error {
	if !f.isTriaged() {
		return nil
	}
	all, err := v.triagedRows(ctx, b)
	if err != nil {
		return err
	}
	// Of a flow without a triage it is known what is said: nobody has it, and it is not
	// put off. So the rows say which to add to those, or which to take away.
	others := f.Snoozed != AsleepFlows && (len(f.Assignee) == 0 || slices.Contains(f.Assignee, ""))
	only, except := []uint32{}, []uint32{}
	for _, row := range all.rows {
		t := all.of[row]
		if f.admitsTriage(t, t.Snooze.hides(day, b.view.On(row, day).Status)) {
			only = append(only, row)
		} else {
			except = append(except, row)
		}
	}
	if others {
		c.Except = except
	} else {
		c.Only = only
	}
	return nil
}

// admitsTriage reports whether the filter admits the flow of a triage, asleep or not.
func (f *FlowFilter) admitsTriage(t *Triage, asleep bool) bool {
	if f.Snoozed == AwakeFlows && asleep || f.Snoozed == AsleepFlows && !asleep {
		return false
	}
	return anyOf(f.Assignee, t.Assignee)
}
