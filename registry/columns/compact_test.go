package columns_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// longest is how many certifications a framework may require, for a life to name them
// and one more basis: 16 bytes each, of 64 MiB.
const longest = 1<<22 - 3

// long is a timeline of two bases, the first of which rests on so many certifications.
func long(certifications int) basis.Timeline {
	l, one := law.Default(), &fact.Certification{Header: fact.Header{ID: uuid.Max}}
	return basis.Timeline{{Interval: civil.Always, Verdict: basis.Verdict{Status: basis.Valid, Bases: []basis.Basis{
		{Instrument: l.Instrument("uk-ext-dpf"), Required: slices.Repeat([]*fact.Certification{one}, certifications)},
		{Instrument: l.Instrument("scc-2021"), Sound: true},
	}}}}
}

// TestALifeThatIsTooLongIsRefused makes the longest life that its words can address, which
// tells its bases, and one that is longer.
func TestALifeThatIsTooLongIsRefused(t *testing.T) {
	life, err := columns.Compact(long(longest))
	if err != nil {
		t.Fatal(err)
	}
	for b := range life.On(1).Bases {
		if rests := b.RestsOn(uuid.Max); rests != (b.Instrument.ID == "uk-ext-dpf") {
			t.Errorf("%s rests on the certifications: %v", b.Instrument.ID, rests)
		}
	}
	if _, err := columns.Compact(long(longest + 1)); err == nil {
		t.Error("a longer one is made")
	}
}

// TestWhoseLifeIsTooLongIsSaid decides a flow whose life is too long, and cuts one that
// is too long then: the refusal names the parties.
func TestWhoseLifeIsTooLongIsSaid(t *testing.T) {
	f := &fact.Flow{Header: fact.Header{ID: uuid.Max, ExternalID: "f"}, Exporter: fact.ID{1}, Importer: fact.ID{2}}
	decide := func(certifications int) columns.Decides {
		return func(int, basis.Shape) (basis.Timeline, error) { return long(certifications), nil }
	}
	refused := func(what string, err error) {
		if err == nil || !strings.Contains(err.Error(), f.Exporter.String()) || !strings.Contains(err.Error(), f.Importer.String()) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ctx, builder := context.Background(), columns.NewBuilder()
	builder.Add(f)
	flows, err := builder.Build(nowhere)
	if err != nil {
		t.Fatal(err)
	}
	_, err = flows.Decide(ctx, 1, decide(longest+1))
	refused("decided", err)
	v, err := flows.Decide(ctx, 1, decide(longest))
	if err != nil {
		t.Fatal(err)
	}
	ending := columns.Ending{Ends: columns.Ends{"uk-ext-dpf": 10, "scc-2021": 20}, Shapes: []bool{true}}
	_, err = v.Supposing(ctx, []int{0}, ending, 1, decide(longest))
	refused("cut", err)
}
