package registry_test

import (
	"context"
	"testing"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/law"
)

// BenchmarkDecide decides the whole timeline of each flow of the sample.
func BenchmarkDecide(b *testing.B) {
	view, err := openHarbour(b).Now(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for _, id := range []string{"f-nordwind-voice", "f-dalmatia-voice", "f-tamesis-sms", "f-ott-chatwave", "f-prairie-voice"} {
		b.Run(id, func(b *testing.B) {
			f, err := view.Flow(context.Background(), id)
			if err != nil {
				b.Fatal(err)
			}
			d, err := view.Decision(context.Background(), f)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				basis.Decide(law.Default(), d.Case)
			}
		})
	}
}
