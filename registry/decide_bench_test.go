package registry_test

import (
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/law"
)

// BenchmarkDecide decides the whole timeline of every flow of the sample, and
// of its most eventful one.
func BenchmarkDecide(b *testing.B) {
	view, err := openHarbour(b).Now(anyone())
	if err != nil {
		b.Fatal(err)
	}
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		b.Fatal(err)
	}
	decisions := decide(b, view, page.Nodes)
	engine := basis.NewEngine(law.Default())
	b.Run("each", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			engine.Decide(decisions[i%len(decisions)].Case)
		}
	})
	b.Run("outline", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			engine.Outline(decisions[i%len(decisions)].Case)
		}
	})
	b.Run("eventful", func(b *testing.B) {
		most := decisions[0]
		for _, d := range decisions {
			if len(d.Timeline) > len(most.Timeline) {
				most = d
			}
		}
		b.ReportAllocs()
		for b.Loop() {
			engine.Decide(most.Case)
		}
	})
}

// TestAnOutlineMakesLittleButItsDecision holds the engine to its memory: once it has
// decided all flows of the sample, deciding one again makes the decision and what the
// flows below need to know of it. Only a set of days with a gap needs more, and the
// race detector a few.
func TestAnOutlineMakesLittleButItsDecision(t *testing.T) {
	view := now(t, openHarbour(t))
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	engine := basis.NewEngine(law.Default())
	var pieces []float64
	for _, d := range decide(t, view, page.Nodes) {
		engine.Outline(d.Case)
		pieces = append(pieces, testing.AllocsPerRun(10, func() { engine.Outline(d.Case) }))
	}
	slices.Sort(pieces)
	if median, most := pieces[len(pieces)/2], pieces[len(pieces)-1]; median > 4 || most > 8 {
		t.Errorf("a flow needs %v pieces of memory, at most %v", median, most)
	}
}
