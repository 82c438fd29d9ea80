package registry_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// decidedFlow is a flow with all that a question about all flows may ask of it.
type decidedFlow struct {
	*fact.Flow
	*basis.Decision
	origin, destination string
}

func decidedFlows(t *testing.T, view *registry.View) (all []decidedFlow) {
	page, err := view.ListFlows(context.Background(), nil, 0, registry.Paging{})
	if err != nil {
		t.Error(err)
		return nil
	}
	for i, d := range decide(t, view, page.Nodes) {
		origin, destination := d.Case.Route()
		all = append(all, decidedFlow{page.Nodes[i], d, origin, destination})
	}
	return all
}

// sweepsAgree holds what is swept over all flows against their decisions, one by
// one: lists with random filters, the summary, and the impact of a hypothesis.
func sweepsAgree(t *testing.T, seed uint64, view *registry.View, change law.Change) {
	ctx := context.Background()
	random := rand.New(rand.NewPCG(seed, 7))
	flows := decidedFlows(t, view)
	changed, err := view.Under(change)
	if err != nil {
		t.Error(err)
		return
	}
	if len(flows) == 0 {
		return
	}
	supposed := decidedFlows(t, changed)
	for range 4 {
		day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", random.IntN(30), 1+random.IntN(12), 1+random.IntN(28)))
		summaryIsSwept(t, seed, view, flows, day)
		filter, admits := randomFilter(random, view, flows, day)
		var want []string
		for _, f := range flows {
			if admits(f) {
				want = append(want, f.ExternalID)
			}
		}
		if got := listed(t, view, filter, day, 1+random.IntN(3)); !slices.Equal(got, want) {
			t.Errorf("seed %d, %+v on %s: lists %v, want %v", seed, filter, day, got, want)
		}
		s, err := view.Scenario([]law.Change{change})
		if err != nil {
			t.Error(err)
			return
		}
		impact, err := s.Impact(ctx, day)
		if err != nil {
			t.Error(err)
			return
		}
		impactIsSwept(t, seed, flows, supposed, impact)
	}
}

// listed pages through a list and checks its count.
func listed(t *testing.T, view *registry.View, filter *registry.FlowFilter, day civil.Date, size int) (ids []string) {
	var after *string
	for {
		page, err := view.ListFlows(context.Background(), filter, day, registry.Paging{First: &size, After: after})
		if err != nil {
			t.Error(err)
			return nil
		}
		if page.PageInfo.HasPreviousPage != (len(ids) > 0) {
			t.Errorf("after %d flows, there is a page before: %v", len(ids), page.PageInfo.HasPreviousPage)
		}
		for _, f := range page.Nodes {
			ids = append(ids, f.ExternalID)
		}
		if !page.PageInfo.HasNextPage {
			if total, err := page.TotalCount(context.Background()); err != nil || total != len(ids) {
				t.Errorf("the list counts %d, %v, and has %d", total, err, len(ids))
			}
			return ids
		}
		after = page.PageInfo.EndCursor
	}
}

// randomFilter gives a filter, each field of which may be given, with the test
// that it is.
func randomFilter(random *rand.Rand, view *registry.View, flows []decidedFlow, day civil.Date) (*registry.FlowFilter, func(decidedFlow) bool) {
	one := func() decidedFlow { return flows[random.IntN(len(flows))] }
	f := &registry.FlowFilter{}
	var tests []func(decidedFlow) bool
	maybe := func(set func(), test func(decidedFlow) bool) {
		if random.IntN(4) == 0 {
			set()
			tests = append(tests, test)
		}
	}
	status, regime := basis.Statuses[random.IntN(5)], law.Regimes[random.IntN(len(law.Regimes))]
	maybe(func() { f.Status = []basis.Status{status} }, func(d decidedFlow) bool { return d.Timeline.On(day).Status == status })
	maybe(func() { f.Regime = []law.Regime{regime} }, func(d decidedFlow) bool { return d.Timeline.On(day).Regime == regime })
	instrument := supposable[random.IntN(len(supposable))]
	maybe(func() { f.Instrument = []string{instrument} }, func(d decidedFlow) bool {
		return slices.ContainsFunc(d.Timeline.On(day).Bases, func(b basis.Basis) bool { return b.Instrument.ID == instrument })
	})
	origin, destination, product := one().origin, one().destination, one().Product
	maybe(func() { f.Origin = []string{origin} }, func(d decidedFlow) bool { return d.origin == origin })
	maybe(func() { f.Destination = []string{destination} }, func(d decidedFlow) bool { return d.destination == destination })
	maybe(func() { f.Product = []string{product} }, func(d decidedFlow) bool { return d.Product == product })
	importer := one().Case.Importer
	maybe(func() { f.Importer = []string{importer.ExternalID, "nobody"} }, func(d decidedFlow) bool { return d.Importer == importer.ID })
	maybe(func() { f.Customer = []string{importer.ExternalID} }, func(d decidedFlow) bool { return d.Customer == importer.ID })
	maybe(func() { f.Data = []fact.Category{fact.HRData, fact.Usage} }, func(d decidedFlow) bool {
		return slices.Contains(d.Data, fact.HRData) || slices.Contains(d.Data, fact.Usage)
	})
	return f, func(d decidedFlow) bool {
		return !slices.ContainsFunc(tests, func(test func(decidedFlow) bool) bool { return !test(d) })
	}
}

func summaryIsSwept(t *testing.T, seed uint64, view *registry.View, flows []decidedFlow, day civil.Date) {
	got, err := view.Summary(context.Background(), day)
	if err != nil {
		t.Error(err)
		return
	}
	active, status, instrument, route := 0, map[basis.Status]int{}, map[string]int{}, map[registry.RouteCount]int{}
	for _, f := range flows {
		on := f.Timeline.On(day)
		if on.Status == basis.Inactive {
			continue
		}
		active++
		status[on.Status]++
		route[registry.RouteCount{Origin: f.origin, Destination: f.destination, Status: on.Status}]++
		seen := map[string]bool{}
		for _, b := range on.Bases {
			if !seen[b.Instrument.ID] {
				instrument[b.Instrument.ID]++
			}
			seen[b.Instrument.ID] = true
		}
	}
	gotStatus, gotInstrument, gotRoute := map[basis.Status]int{}, map[string]int{}, map[registry.RouteCount]int{}
	for _, c := range got.ByStatus {
		gotStatus[c.Status] = c.Flows
	}
	for _, c := range got.ByInstrument {
		gotInstrument[c.Instrument.ID] = c.Flows
	}
	for _, c := range got.ByRoute {
		n := c.Flows
		c.Flows = 0
		gotRoute[c] = n
	}
	diff := cmp.Diff(status, gotStatus) + cmp.Diff(instrument, gotInstrument) + cmp.Diff(route, gotRoute)
	if diff != "" || got.ActiveFlows != active {
		t.Errorf("seed %d, summary of %s: %d active, want %d (-decisions +summary)\n%s", seed, day, got.ActiveFlows, active, diff)
	}
}

// impactIsSwept compares the numbers of an impact with the decisions under either
// law.
func impactIsSwept(t *testing.T, seed uint64, flows, supposed []decidedFlow, got *registry.Impact) {
	rank := map[basis.Status]int{basis.AtRisk: 1, basis.NoValidBasis: 2}
	var worsened []string
	improved, without := 0, 0
	for i, after := range supposed {
		was, is := flows[i].Timeline.On(got.AsOf), after.Timeline.On(got.AsOf)
		switch {
		case was.Status == basis.Inactive:
			continue
		case rank[is.Status] > rank[was.Status]:
			worsened = append(worsened, after.ExternalID)
		case rank[is.Status] < rank[was.Status]:
			improved++
		}
		if is.Status == basis.NoValidBasis && was.Status != basis.NoValidBasis {
			without++
		}
	}
	page, err := got.Flows(context.Background(), registry.Paging{})
	if err != nil {
		t.Error(err)
		return
	}
	var ids []string
	for _, f := range page.Nodes {
		ids = append(ids, f.ExternalID)
	}
	if got.Worsened != len(worsened) || got.Improved != improved || got.NewlyWithoutBasis != without || !slices.Equal(ids, worsened) {
		t.Errorf("seed %d, impact on %s: %+v with %v; want %v worse, %d better, %d without", seed, got.AsOf, got, ids, worsened, improved, without)
	}
}
