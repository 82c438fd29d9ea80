package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// flagWatch holds the flags of each state against those of the one before, once for
// all who follow them, and only while somebody does. What it keeps for them is names
// of flows alone.
type flagWatch struct {
	turn    chan struct{} // holds a token: one at a time compares, or looks
	follow  int           // how many follow
	at      *flagState    // the latest that was looked at; nil while nobody follows
	turns   []flagTurn    // the latest ones, each from where the one before ended
	dropped int           // how many came before those
}

// flagState is a state on a day.
type flagState struct {
	seq  table.Seq
	day  civil.Date
	book *book
}

// flagTurn is what differs between two states that were looked at one after the other.
type flagTurn struct {
	before, after table.Seq
	since, day    civil.Date // of the earlier state, and of the later
	come, left    []fact.ID  // by external id: flows that are flagged now, and those that are no longer
	many          bool       // there are more than mostTurned of either: none is named
}

// Bounds on what is kept for who follows.
const (
	mostTurned = 1000 // flows in a turn
	mostTurns  = 64   // so many turns behind, one follows no more
)

// newFlagWatch watches nothing yet.
func newFlagWatch() *flagWatch { return &flagWatch{turn: make(chan struct{}, 1)} }

// enter waits for the watch to be free; leave frees it.
func (w *flagWatch) enter(ctx context.Context) error {
	select {
	case w.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *flagWatch) leave() { <-w.turn }

// join has somebody follow from the view's state on, and says from which turn.
func (w *flagWatch) join(ctx context.Context, v *View) (from int, err error) {
	if err := w.enter(ctx); err != nil {
		return 0, err
	}
	defer w.leave()
	if err := w.advance(ctx, v); err != nil {
		return 0, err
	}
	w.follow++
	return w.end(), nil
}

// quit has somebody follow no more.
func (w *flagWatch) quit() {
	w.turn <- struct{}{}
	defer w.leave()
	if w.follow--; w.follow == 0 {
		w.dropped, w.turns, w.at = w.end(), nil, nil
	}
}

// end is the number behind the last turn.
func (w *flagWatch) end() int { return w.dropped + len(w.turns) }

// next is the turn of a number, nil where there is none yet; lost reports that it was
// dropped.
func (w *flagWatch) next(ctx context.Context, v *View, number int) (turn *flagTurn, more, lost bool, err error) {
	if err := w.enter(ctx); err != nil {
		return nil, false, false, err
	}
	defer w.leave()
	if err := w.advance(ctx, v); err != nil {
		return nil, false, false, err
	}
	switch {
	case number < w.dropped:
		return nil, false, true, nil
	case number == w.end():
		return nil, false, false, nil
	}
	return &w.turns[number-w.dropped], number+1 < w.end(), false, nil
}

// advance looks at the view's state, unless a later one was looked at.
func (w *flagWatch) advance(ctx context.Context, v *View) error {
	day := v.Day(0)
	if w.at != nil && w.at.seq >= v.at && w.at.day >= day {
		return nil
	}
	b, err := v.everything(ctx)
	if err != nil {
		return err
	}
	is := &flagState{v.at, day, b}
	if w.at != nil {
		turn, err := turned(ctx, w.at, is)
		if err != nil {
			return err
		}
		w.turns = append(w.turns, turn)
		if over := len(w.turns) - mostTurns; over > 0 {
			w.dropped, w.turns = w.dropped+over, append([]flagTurn(nil), w.turns[over:]...)
		}
	}
	w.at = is
	return nil
}

// turned compares two states.
func turned(ctx context.Context, was, is *flagState) (turn flagTurn, err error) {
	turn = flagTurn{before: was.seq, after: is.seq, since: was.day, day: is.day}
	before, after := columns.Moment{View: was.book.view, Day: was.day}, columns.Moment{View: is.book.view, Day: is.day}
	left, come, err := columns.Turned(ctx, before, after, basis.NoValidBasis)
	if err != nil || len(left) > mostTurned || len(come) > mostTurned {
		turn.many = true
		return turn, err
	}
	for _, row := range left {
		turn.left = append(turn.left, was.book.flows.ID(row))
	}
	for _, row := range come {
		turn.come = append(turn.come, is.book.flows.ID(row))
	}
	return turn, nil
}
