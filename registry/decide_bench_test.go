package registry_test

import (
	"context"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/law"
)

// BenchmarkDecide decides the whole timeline of every flow of the sample, and
// of its most eventful one.
func BenchmarkDecide(b *testing.B) {
	view, err := openHarbour(b).Now(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	page, err := view.ListFlows(context.Background(), nil, 0, registry.Paging{})
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
