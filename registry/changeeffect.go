package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// ChangeEffect is what a command that was run dry would do to the verdicts of a day.
type ChangeEffect struct {
	AsOf civil.Date
	// ByStatus counts the flows that would have another status. Flows that are not
	// active, or not there, are INACTIVE.
	ByStatus []StatusMove

	view   *View // the registry as it would be
	asIs   *View
	before *book
	own    []*FlowMove          // of flows that are changed themselves
	shapes map[StatusMove][]int // of the other flows
}

// FlowMove is a flow that would have another status.
type FlowMove struct {
	Flow          *fact.Flow
	Before, After basis.Status
}

// Effect tells what a command that was run dry would do on a day; nil where it was done.
func (c *Changed) Effect(asOf civil.Date) *ChangeEffect {
	t := c.trial
	if t == nil {
		return nil
	}
	e := &ChangeEffect{AsOf: c.View.Day(asOf), view: c.View, asIs: t.asIs, before: t.before, shapes: map[StatusMove][]int{}}
	counts := map[StatusMove]int{}
	for _, shape := range t.touched {
		if shape >= t.before.flows.Shapes() {
			break // only flows that are changed themselves have those behind
		}
		if move, active := t.moveOf(shape, e.AsOf), t.before.flows.Active(shape, e.AsOf); active > 0 && move.Before != move.After {
			counts[move] += active
			e.shapes[move] = append(e.shapes[move], shape)
		}
	}
	for _, change := range t.changes {
		if was, is := change.Old, t.before.statusOf(change.Old, e.AsOf); is != basis.Inactive {
			shape, _ := t.before.flows.NumberOf(was)
			if move := t.moveOf(shape, e.AsOf); move.Before != move.After {
				counts[move]-- // it was counted with its shape, which it leaves
			}
		}
		move := StatusMove{Before: t.before.statusOf(change.Old, e.AsOf), After: t.after.statusOf(change.New, e.AsOf)}
		if move.Before != move.After {
			counts[move]++
		}
		e.own = append(e.own, &FlowMove{cmp.Or(change.New, change.Old), move.Before, move.After})
	}
	e.ByStatus = movesIn(counts)
	return e
}

// moveOf is what becomes of the flows that have a shape and keep it.
func (t *trial) moveOf(shape int, day civil.Date) StatusMove {
	return StatusMove{Before: t.before.view.Life(shape).On(day).Status, After: t.after.view.Life(shape).On(day).Status}
}

// statusOf is the status of a flow of the book on a day; nil is of none.
func (b *book) statusOf(f *fact.Flow, day civil.Date) basis.Status {
	if f == nil || !f.Active().Contains(day) {
		return basis.Inactive
	}
	shape, _ := b.flows.NumberOf(f)
	return b.view.Life(shape).On(day).Status
}

// movesIn puts counts in the order of the statuses.
func movesIn(counts map[StatusMove]int) []StatusMove {
	moves := []StatusMove{}
	for move, flows := range counts {
		if move.Flows = flows; flows > 0 {
			moves = append(moves, move)
		}
	}
	place := func(s basis.Status) int { return slices.Index(basis.Statuses, s) }
	slices.SortFunc(moves, func(a, b StatusMove) int {
		return cmp.Or(cmp.Compare(place(a.Before), place(b.Before)), cmp.Compare(place(a.After), place(b.After)))
	})
	return moves
}

// FlaggedCount is how many flows would be flagged that are not.
func (e *ChangeEffect) FlaggedCount() int { return e.count(StatusMove.comes) }

// ClearedCount is how many flows would be flagged no more, those that are removed among
// them.
func (e *ChangeEffect) ClearedCount() int { return e.count(StatusMove.goes) }

func (e *ChangeEffect) count(of func(StatusMove) bool) (n int) {
	for _, move := range e.ByStatus {
		if of(move) {
			n += move.Flows
		}
	}
	return n
}

func (m StatusMove) comes() bool { return m.After == basis.NoValidBasis }
func (m StatusMove) goes() bool  { return m.Before == basis.NoValidBasis }
func (m StatusMove) other() bool { return !m.comes() && !m.goes() }

// Flows are the first of the flows that would have another status: those that would be
// flagged, then those that would be no more, then the others, each by external id.
func (e *ChangeEffect) Flows(ctx context.Context, first int) ([]*FlowMove, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	moves := []*FlowMove{}
	for _, of := range []func(StatusMove) bool{StatusMove.comes, StatusMove.goes, StatusMove.other} {
		some, err := e.take(ctx, of, first-len(moves))
		if err != nil {
			return nil, err
		}
		moves = append(moves, some...)
	}
	flows := make([]*fact.Flow, len(moves))
	for i, m := range moves {
		flows[i] = m.Flow
	}
	show(e.view, flows...)
	return moves, nil
}

// take gives the first flows of some moves by external id.
func (e *ChangeEffect) take(ctx context.Context, of func(StatusMove) bool, most int) (moves []*FlowMove, err error) {
	changed := map[fact.ID]bool{}
	for _, m := range e.own {
		changed[m.Flow.ID] = true
		if m.Before != m.After && of(StatusMove{Before: m.Before, After: m.After}) {
			moves = append(moves, m)
		}
	}
	shapes, moveOf := []int{}, map[int]StatusMove{}
	for move, some := range e.shapes {
		if of(move) {
			shapes = append(shapes, some...)
			for _, shape := range some {
				moveOf[shape] = move
			}
		}
	}
	slices.Sort(shapes)
	list := &flowList{View: e.asIs, book: e.before, day: e.AsOf, filter: columns.Filter{Shapes: shapes, Status: activeStatuses}}
	flows, _, err := list.take(ctx, 0, most+len(changed))
	if err != nil {
		return nil, err
	}
	for _, f := range flows {
		if shape, _ := e.before.flows.NumberOf(f); !changed[f.ID] {
			moves = append(moves, &FlowMove{f, moveOf[shape].Before, moveOf[shape].After})
		}
	}
	slices.SortFunc(moves, func(a, b *FlowMove) int { return cmp.Compare(a.Flow.ExternalID, b.Flow.ExternalID) })
	return moves[:min(most, len(moves))], nil
}
