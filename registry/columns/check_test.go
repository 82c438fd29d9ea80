package columns_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// TestARowIsHeldToItsFlow changes one field of a flow, or one day of what was decided
// of it, and counts of one day: each is seen, and nothing where nothing was changed.
func TestARowIsHeldToItsFlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		flows := map[string]*fact.Flow{}
		for i := range rapid.IntRange(1, 9).Draw(t, "flows") {
			id := fmt.Sprint("f-", i)
			flows[id] = someFlow(t, id)
		}
		v, err := built(t, flows).Decide(ctx, 1, half)
		if err != nil {
			t.Fatal(err)
		}
		row := v.At(0) // f-0
		f := *flows["f-0"]
		decided := activeOf(t, &f)
		if !v.IsRowOf(row, &f) {
			t.Errorf("%+v is not the flow of its row", f)
		}
		if d, err := v.Differs(row, decided); d != nil || err != nil {
			t.Errorf("%+v, %v, but nothing was changed", d, err)
		}
		at := rapid.IntRange(0, len(decided)-1).Draw(t, "wrong")
		decided[at].Status = basis.AtRisk
		if d, err := v.Differs(row, decided); err != nil || d == nil || d.Day != decided[at].From || d.Decided != "AT_RISK" {
			t.Errorf("from %s it is decided AT_RISK, and the view has %+v, %v", decided[at].From, d, err)
		}
		f.Product += "x"
		if v.IsRowOf(row, &f) {
			t.Error("another product is not seen")
		}
		turn := rapid.IntRange(0, len(v.DailyTurns())-1).Draw(t, "turn")
		for _, want := range []bool{true, false} {
			kept, swept, err := v.Recount(ctx, v.DailyTurns()[turn])
			if err != nil || (kept == swept) != want {
				t.Errorf("kept %v, swept %v: alike should be %v; %v", kept, swept, want, err)
			}
			v.Skew(turn)
		}
		kindsAreHeld(t, v, v.DailyTurns()[turn])
	})
}

// kindsAreHeld recounts a day with kinds that are kept, and with ones that are wrong.
func kindsAreHeld(t *rapid.T, v *columns.View, day civil.Date) {
	ctx := context.Background()
	anew, err := v.Decide(ctx, 1, half)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := anew.KeepKinds(ctx); err != nil || !kept {
		t.Fatal(kept, err)
	}
	for _, want := range []bool{true, false} {
		kept, swept, err := anew.Recount(ctx, day)
		if err != nil || (kept == swept) != want {
			t.Errorf("kinds count %v, swept %v: alike should be %v; %v", kept, swept, want, err)
		}
		anew.SkewKinds()
	}
}

// activeOf is what half decides of a flow, on the days on which it is active; on others
// it is inactive.
func activeOf(t *rapid.T, f *fact.Flow) (decided basis.Timeline) {
	whole, err := half(0, basis.ShapeOf(f))
	if err != nil {
		t.Fatal(err)
	}
	active := f.Active()
	add := func(from, to civil.Date, status basis.Status) {
		if from < to {
			decided = append(decided, basis.Segment{Interval: civil.Interval{From: from, To: to}, Verdict: basis.Verdict{Status: status}})
		}
	}
	add(civil.First, active.From, basis.Inactive)
	for _, s := range whole {
		add(max(s.From, active.From), min(s.To, active.To), s.Status)
	}
	add(active.To, civil.Last+1, basis.Inactive)
	return decided
}

// TestDecidingEndsWithItsContext cancels while shapes are decided: each worker ends after
// the chunk in which it is.
func TestDecidingEndsWithItsContext(t *testing.T) {
	const shapes, chunk = 20_000, 256
	b := columns.NewBuilder()
	for i := range shapes {
		b.Add(&fact.Flow{Header: fact.Header{ExternalID: fmt.Sprint(i)}, Exporter: uuid.NewSHA1(uuid.Nil, []byte(fmt.Sprint(i)))})
	}
	table, err := b.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var decided, after atomic.Int64
	_, err = table.Decide(ctx, 2, func(worker int, s basis.Shape) (basis.Timeline, error) {
		if decided.Add(1) == 1000 {
			cancel()
		}
		if ctx.Err() != nil {
			after.Add(1)
		}
		return half(worker, s)
	})
	if !errors.Is(err, context.Canceled) || after.Load() > 2*chunk {
		t.Errorf("%v; %d shapes of %d were decided after the cancellation", err, after.Load(), shapes)
	}
	view, err := table.Decide(context.Background(), 2, half)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := view.Count(ctx, columns.Filter{Origin: []string{"DE"}}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("a count whose client is gone: %v", err)
	}
}
