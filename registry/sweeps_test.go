package registry_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// decidedFlow is a flow with all that a question about all flows may ask of it.
type decidedFlow struct {
	*fact.Flow
	*basis.Decision
	origin, destination string
}

func decidedFlows(t *testing.T, view *registry.View) (all []decidedFlow) {
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
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
func sweepsAgree(t *testing.T, seed uint64, view *registry.View, change *registry.LawChange) {
	ctx := anyone()
	random := rand.New(rand.NewPCG(seed, 7))
	flows := decidedFlows(t, view)
	s, err := view.Suppose(ctx, []*registry.LawChange{change})
	if err != nil {
		t.Error(err)
		return
	}
	if len(flows) == 0 {
		return
	}
	supposed := decidedFlows(t, s.View())
	for range 4 {
		day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", random.IntN(30), 1+random.IntN(12), 1+random.IntN(28)))
		summaryIsSwept(t, seed, view, flows, day)
		seriesIsSwept(t, seed, view, flows, random)
		deadlinesAreSwept(t, seed, view, flows, day)
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
		impact, err := s.Impact(ctx, day, nil)
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
		page, err := view.ListFlows(anyone(), filter, day, registry.Paging{First: &size, After: after})
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
			if total, err := page.TotalCount(anyone()); err != nil || total != len(ids) {
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
	got, err := view.Summary(anyone(), day)
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
		for _, id := range instrumentsIn(on.Bases) {
			instrument[id]++
		}
	}
	gotStatus, gotInstrument, gotRoute := map[basis.Status]int{}, map[string]int{}, map[registry.RouteCount]int{}
	for _, c := range got.ByStatus {
		gotStatus[c.Status] = c.Flows
	}
	instruments, err := got.ByInstrument(anyone())
	if err != nil {
		t.Error(err)
	}
	for _, c := range instruments {
		gotInstrument[c.Instrument.ID] = c.Flows
	}
	routes, err := got.ByRoute(anyone())
	if err != nil {
		t.Error(err)
	}
	for _, c := range routes {
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
	page, err := got.Flows(anyone(), registry.Paging{})
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

// seriesIsSwept compares a series with the decisions, day by day.
func seriesIsSwept(t *testing.T, seed uint64, view *registry.View, flows []decidedFlow, random *rand.Rand) {
	day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", random.IntN(30), 1+random.IntN(12), 1+random.IntN(28)))
	q := registry.SeriesQuery{
		From: day, Through: day + civil.Date(random.IntN(900)),
		Step: registry.SeriesSteps[1+random.IntN(3)], By: registry.SeriesBys[random.IntN(len(registry.SeriesBys))],
	}
	got, err := view.Series(anyone(), q)
	if err != nil {
		t.Error(err)
		return
	}
	want := map[string][]int{}
	add := func(name string, i int) {
		if want[name] == nil {
			want[name] = make([]int, len(got.Days))
		}
		want[name][i]++
	}
	for i, on := range got.Days {
		for _, f := range flows {
			v := f.Timeline.On(on)
			if v.Status == basis.Inactive {
				continue
			}
			switch q.By {
			case registry.ByStatus:
				add(string(v.Status), i)
			case registry.ByRegime:
				add(string(v.Regime), i)
			case registry.ByInstrument:
				for _, id := range instrumentsIn(v.Bases) {
					add(id, i)
				}
			case registry.ByOrigin:
				add(f.origin, i)
			case registry.ByDestination:
				add(f.destination, i)
			case registry.ByRoute:
				add(fmt.Sprintf("%s %s %s", f.origin, f.destination, v.Status), i)
			}
		}
	}
	told := map[string][]int{}
	for _, line := range got.Lines {
		told[line.Name] = line.Counts
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("seed %d, series %+v (-decisions +series):\n%s", seed, q, diff)
	}
}

func instrumentsIn(bases []basis.Basis) (ids []string) {
	for _, b := range bases {
		if !slices.Contains(ids, b.Instrument.ID) {
			ids = append(ids, b.Instrument.ID)
		}
	}
	return ids
}

func TestSeriesAreRefusedInWords(t *testing.T) {
	view, day := now(t, openHarbour(t)), civil.MustParse
	for name, q := range map[string]registry.SeriesQuery{
		"a period that ends before it begins": {From: day("2021-01-01"), Through: day("2020-01-01"), Step: registry.Monthly, By: registry.ByStatus},
		"too many days":                       {From: day("1900-01-01"), Through: day("2100-01-01"), Step: registry.Daily, By: registry.ByStatus},
		"by text":                             {From: day("2020-01-01"), Through: day("2021-01-01"), Step: registry.Monthly, By: registry.ByStatus, Filter: &registry.FlowFilter{Text: "x"}},
		"of no instrument":                    {From: day("2020-01-01"), Through: day("2021-01-01"), Step: registry.Monthly, By: registry.ByStatus, Filter: &registry.FlowFilter{Instrument: []string{"none"}}},
	} {
		if _, err := view.Series(anyone(), q); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := view.Series(anyone(), registry.SeriesQuery{From: day("2020-07-01"), Through: day("2020-08-31"), Step: registry.Weekly, By: registry.ByStatus})
	if err != nil || len(got.Days) != 9 {
		t.Errorf("%+v, %v", got, err)
	}
}

// deadlinesAreSwept holds what hangs on the deadlines of a year against the
// decisions: whose verdict has the instrument or the evidence as a basis that day.
func deadlinesAreSwept(t *testing.T, seed uint64, view *registry.View, flows []decidedFlow, day civil.Date) {
	page, err := view.Deadlines(anyone(), day, day+365, registry.Paging{})
	if err != nil {
		t.Error(err)
		return
	}
	for _, d := range page.Nodes {
		if d.Kind == registry.AssessmentDue || d.Kind == registry.RelianceEnds {
			continue // which counts by more than the basis has
		}
		var want []string
		without := 0
		for _, f := range flows {
			member := d.Kind == registry.GroupEnds && (f.Case.Exporter.ExternalID == d.Evidence || f.Case.Importer.ExternalID == d.Evidence)
			if !slices.ContainsFunc(f.Timeline.On(d.Date).Bases, func(b basis.Basis) bool {
				return b.Instrument.ID == d.Evidence || restsOn(b, d.Evidence) || member && b.Rules != nil
			}) {
				continue
			}
			want = append(want, f.ExternalID)
			if f.Timeline.On(d.Date+1).Status == basis.NoValidBasis {
				without++
			}
		}
		hanging, err := d.Flows(anyone(), registry.Paging{})
		if err != nil {
			t.Error(err)
			return
		}
		var got []string
		for _, f := range hanging.Nodes {
			got = append(got, f.ExternalID)
		}
		if !slices.Equal(got, want) || d.FlowsAffected != len(want) || d.FlowsWithoutBasis != without {
			t.Errorf("seed %d, %s %s on %s: %v, %d and %d without; want %v and %d", seed, d.Kind, d.Evidence, d.Date, got, d.FlowsAffected, d.FlowsWithoutBasis, want, without)
		}
	}
}

func restsOn(b basis.Basis, externalID string) bool {
	return b.Evidence().ExternalID == externalID ||
		slices.ContainsFunc(b.Required, func(c *fact.Certification) bool { return c.ExternalID == externalID })
}
