package columns

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// KeepKinds counts the flows by kind, so that what asks for no more than kinds say is a
// look-up from then on, in this view and those that are made of it by [View.With]. It
// takes about as long as a sweep of all stretches, and some ten bytes a flow at most:
// where they would take more, nothing is kept, which reports false.
func (v *View) KeepKinds(ctx context.Context) (bool, error) {
	g := &gathering{kinds: newKinds()}
	origin, laid := uint32(nothing), 0
	for shape := range v.Shapes() {
		if way := v.Way(shape); way.Origin != origin { // shapes lie by origin: no more comes to its kinds
			origin = way.Origin
			if laid += g.settle(); laid > max(v.Len(), fewRows) {
				return false, nil
			}
			if err := ctx.Err(); err != nil {
				return false, err
			}
		}
		g.gather(v, shape, +1)
	}
	g.settle()
	v.kinds.Store(g.kinds)
	return true, nil
}

// fewRows are so few that kinds may have a day of change for each.
const fewRows = 1 << 16

// HasKinds reports whether flows are counted by kind.
func (v *View) HasKinds() bool { return v.kinds.Load() != nil }

// keepKindsOf counts by kind what the view before did, of which some shapes were decided
// otherwise or had other rows.
func (v *View) keepKindsOf(before *View, again []int) {
	kept := before.kinds.Load()
	if kept == nil {
		return
	}
	g := &gathering{kinds: kept.clone()}
	for _, shape := range again {
		if shape < before.Shapes() {
			g.gather(before, shape, -1)
		}
		g.gather(v, shape, +1)
	}
	g.settle()
	v.kinds.Store(g.kinds)
}

// gathering adds flows to kinds.
type gathering struct {
	*kinds
	steps []*steps // by kind; nil while nothing is added
	turns []turn   // of the shape that is added
}

// turn is a day from which on the flows of a shape are of a kind.
type turn struct {
	from civil.Date
	kind uint32
}

// gather adds the flows of a shape to their kinds (by +1), or takes them away (by -1).
func (g *gathering) gather(v *View, shape int, by int32) {
	from, to := v.rows(shape)
	if from == to {
		return
	}
	way := v.Way(shape)
	g.rows[way] += int(by) * int(to-from)
	g.turn(v, shape, way)
	activeSince(v, shape, g.turns, func(t turn, within civil.Interval) { g.steps[t.kind].add(within, by) })
}

func (t turn) begins() civil.Date { return t.from }

// turn notes the days on which the flows of a shape come to another kind.
func (g *gathering) turn(v *View, shape int, way Way) {
	g.turns = g.turns[:0]
	life, of := v.Life(shape), v.Shape(shape)
	bound := of.IsOnward() || !of.Declared.IsZero()
	for i := range life.stretches() {
		stretch := life.stretch(i)
		number := g.number.of(kind{way, g.lookOf(life, stretch), bound})
		if n := len(g.turns); n > 0 && g.turns[n-1].kind == number {
			continue
		}
		g.turns = append(g.turns, turn{stretch.from, number})
		g.room(number)
	}
}

// room makes room for steps of a kind.
func (g *gathering) room(kind uint32) {
	for int(kind) >= len(g.steps) {
		g.steps = append(g.steps, nil)
	}
	if g.steps[kind] == nil {
		g.steps[kind] = &steps{}
	}
}

// settle adds what was gathered to the kinds, and says on how many days more they change.
func (g *gathering) settle() (days int) {
	if more := len(g.number.values) - len(g.running); more > 0 {
		g.running = slices.Concat(g.running, make([]running, more))
	}
	for kind, further := range g.steps {
		if further != nil {
			before := g.running[kind]
			g.running[kind] = before.with(further.all())
			days += g.running[kind].len() - before.len()
			g.steps[kind] = nil
		}
	}
	return days
}
