package registry_test

import (
	"bytes"
	"encoding/csv"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// withCustomers gives the flows of random files customers and products.
func withCustomers(t *testing.T, random *rand.Rand, files map[string][]byte) map[string][]byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(files["flows.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	organizations := rowsOf(files, sheet.Organizations)
	for i := range rows {
		customer, product := "customer", "product"
		if i > 0 {
			customer, product = "", []string{"", "mail", "voice"}[random.IntN(3)]
			if random.IntN(3) > 0 {
				customer = organizations[random.IntN(len(organizations))]["id"]
			}
		}
		rows[i] = append(rows[i], customer, product)
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	files["flows.csv"] = out.Bytes()
	return files
}

// someChanges do not contradict each other, and end what flows rest on.
func someChanges(random *rand.Rand, r *registry.Registry, files map[string][]byte, flows []decidedFlow, day civil.Date) (changes []*registry.LawChange) {
	on := day + civil.Date(random.IntN(90)-80)
	var rested []string
	for _, f := range flows {
		rested = append(rested, instrumentsIn(f.Timeline.On(day).Bases)...)
	}
	rested = append(rested, "scc-2021")
	changes = append(changes, &registry.LawChange{Invalidate: &law.Invalidation{Instrument: rested[random.IntN(len(rested))], On: on}})
	if random.IntN(3) == 0 {
		changes = append(changes, &registry.LawChange{Leave: &law.Leaving{Country: leavers[random.IntN(len(leavers))], On: on}})
	}
	if random.IntN(3) == 0 {
		changes = append(changes, &registry.LawChange{Adequate: &registry.SupposedAdequacy{Country: []string{"US", "in", "BR"}[random.IntN(3)], From: on}})
	}
	if _, change, do := someEnd(random, r, files); do != nil && random.IntN(2) == 0 {
		changes = append(changes, change)
	}
	return changes
}

// pairOfFlows is a flow as it is decided before and after, on a day.
type pairOfFlows struct {
	was, is decidedFlow
	day     civil.Date
}

func (p pairOfFlows) before() *basis.Segment { return p.was.Timeline.On(p.day) }
func (p pairOfFlows) after() *basis.Segment  { return p.is.Timeline.On(p.day) }

// fallback are the instruments on which the flow rests after it has lost a basis.
func (p pairOfFlows) fallback() []string {
	lost := slices.ContainsFunc(p.before().Bases, func(b basis.Basis) bool {
		return !slices.ContainsFunc(p.after().Bases, func(c basis.Basis) bool {
			return b.Instrument.ID == c.Instrument.ID && b.Evidence() == c.Evidence()
		})
	})
	if !lost {
		return nil
	}
	return instrumentsIn(p.after().Bases)
}

// effect is what is done to the flow, "" for nothing.
func (p pairOfFlows) effect() registry.HitEffect {
	was, is := goodness(p.before().Status), goodness(p.after().Status)
	if was == 3 {
		was = 2 // not being restricted is no better than valid
	}
	if is == 3 {
		is = 2
	}
	switch {
	case is < was && is == 0:
		return registry.HitFalls
	case is < was:
		return registry.HitWorsens
	case is > was:
		return registry.HitImproves
	case len(p.fallback()) > 0:
		return registry.HitFallsBack
	}
	return ""
}

// counted are the numbers of flows by what is done to them.
func counted(pairs []pairOfFlows) (c registry.ImpactCounts) {
	for _, p := range pairs {
		switch p.effect() {
		case registry.HitFalls:
			c.Hits++
			c.Worsened++
			c.NewlyWithoutBasis++
		case registry.HitWorsens:
			c.Hits++
			c.Worsened++
		case registry.HitFallsBack:
			c.Hits++
			c.FallingBack++
		case registry.HitImproves:
			c.Improved++
		}
	}
	return c
}

// firstFall is the first day on which a flow loses its last valid basis: one on which
// either timeline changes.
func firstFall(was, is decidedFlow) (first civil.Date) {
	for _, s := range slices.Concat(was.Timeline, is.Timeline) {
		falls := is.Timeline.On(s.From).Status == basis.NoValidBasis && was.Timeline.On(s.From).Status != basis.NoValidBasis
		if falls && (first.IsZero() || s.From < first) {
			first = s.From
		}
	}
	return first
}
