package registry_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestImpactIsWhatDecisionsSay supposes several changes at once in random registries,
// of the law and of evidence, and holds all that is told of the impact against the
// decisions of each flow as things are and as is supposed.
func TestImpactIsWhatDecisionsSay(t *testing.T) {
	effects := map[registry.HitEffect]int{}
	for seed := range twins() / 4 {
		random := rand.New(rand.NewPCG(seed, 11))
		files := withCustomers(t, random, naive.Random(seed))
		r := openWith(t, inMemory(files))
		day := civil.MustParse(fmt.Sprintf("20%02d-06-15", 10+random.IntN(18)))
		view := now(t, r)
		before := decidedFlows(t, view)
		if len(before) == 0 {
			continue
		}
		changes := someChanges(random, r, files, before, day)
		s, err := view.Suppose(anyone(), changes)
		if err != nil {
			t.Fatalf("seed %d, %v: %v", seed, changes, err)
		}
		after := decidedFlows(t, s.View())
		fallsAgree(t, fmt.Sprintf("seed %d, %v", seed, changes), s, before, after)
		for _, on := range []civil.Date{day, day + 100, day + civil.Date(random.IntN(3000))} {
			for _, p := range impactAgrees(t, fmt.Sprintf("seed %d, %v on %s", seed, changes, on), random, view, s, before, after, on) {
				effects[p.effect()]++
			}
		}
		if t.Failed() {
			return
		}
	}
	for _, e := range registry.HitEffects {
		if effects[e] < 10 {
			t.Errorf("only %d flows of the effect %s were compared", effects[e], e)
		}
	}
}

// impactAgrees holds the impact of a day, of all flows or of those that a random filter
// admits, against the decisions; it gives the flows that were compared.
func impactAgrees(
	t *testing.T, name string, random *rand.Rand, view *registry.View, s *registry.Scenario, before, after []decidedFlow, day civil.Date,
) (pairs []pairOfFlows) {
	t.Helper()
	filter, admits := &registry.FlowFilter{}, func(decidedFlow) bool { return true }
	for filtered := random.IntN(2) == 0; filtered; filtered = slices.Contains(filter.Status, basis.Inactive) {
		filter, admits = randomFilter(random, view, before, day)
	}
	for i, f := range before {
		if f.Timeline.On(day).Status != basis.Inactive && admits(f) {
			pairs = append(pairs, pairOfFlows{f, after[i], day})
		}
	}
	impact, err := s.Impact(anyone(), day, filter)
	if err != nil {
		t.Fatal(err)
	}
	countsAgree(t, name, impact, pairs)
	groupsAgree(t, name, view, impact, pairs, random)
	hitsAgree(t, name, impact, pairs, random)
	return pairs
}

func countsAgree(t *testing.T, name string, impact *registry.Impact, pairs []pairOfFlows) {
	t.Helper()
	moves, covered, origins := map[registry.StatusMove]int{}, map[string]int{}, map[string]int{}
	for _, p := range pairs {
		moves[registry.StatusMove{Before: p.before().Status, After: p.after().Status}]++
		if p.after().Status != basis.NoValidBasis {
			for _, id := range p.fallback() {
				covered[id]++
			}
		}
		if p.effect() == registry.HitFalls {
			origins[p.was.origin]++
		}
	}
	gotMoves, gotCovered, gotOrigins := map[registry.StatusMove]int{}, map[string]int{}, map[string]int{}
	for _, m := range impact.ByStatus {
		n := m.Flows
		m.Flows = 0
		gotMoves[m] = n
	}
	for _, c := range impact.StillCovered {
		gotCovered[c.Instrument.ID] = c.Flows
	}
	for _, o := range impact.ByOrigin {
		gotOrigins[o.Origin] = o.NewlyWithoutBasis
	}
	diff := gocmp.Diff(moves, gotMoves) + gocmp.Diff(covered, gotCovered) + gocmp.Diff(origins, gotOrigins) + gocmp.Diff(counted(pairs), impact.ImpactCounts)
	if diff != "" {
		t.Errorf("%s (-decisions +impact):\n%s", name, diff)
	}
}

func groupsAgree(t *testing.T, name string, view *registry.View, impact *registry.Impact, pairs []pairOfFlows, random *rand.Rand) {
	t.Helper()
	for _, by := range registry.ImpactBys {
		grouped := map[string][]pairOfFlows{}
		for _, p := range pairs {
			if p.effect() != "" {
				group := groupOf(t, view, by, p.was)
				grouped[group] = append(grouped[group], p)
			}
		}
		var want []string
		counts := map[string]registry.ImpactCounts{}
		for group, of := range grouped {
			want = append(want, group)
			counts[group] = counted(of)
		}
		slices.SortFunc(want, func(a, b string) int {
			x, y := counts[a], counts[b]
			return cmp.Or(
				cmp.Compare(y.NewlyWithoutBasis, x.NewlyWithoutBasis), cmp.Compare(y.Worsened, x.Worsened),
				cmp.Compare(y.FallingBack, x.FallingBack), cmp.Compare(y.Improved, x.Improved), cmp.Compare(a, b),
			)
		})
		var got []string
		eachPage(t, 1+random.IntN(3), func(p registry.Paging) (registry.PageInfo, int) {
			page, err := impact.Groups(anyone(), by, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range page.Nodes {
				got = append(got, g.Name)
				if g.ImpactCounts != counts[g.Name] {
					t.Errorf("%s, %s %q: %+v, want %+v", name, by, g.Name, g.ImpactCounts, counts[g.Name])
				}
				o, err := g.Organization(anyone())
				if err != nil || o != nil && o.ExternalID != g.Name {
					t.Errorf("%s, %s %q: %+v, %v", name, by, g.Name, o, err)
				}
			}
			total, err := page.TotalCount(anyone())
			if err != nil {
				t.Fatal(err)
			}
			return page.PageInfo, total
		}, len(want))
		if !slices.Equal(got, want) {
			t.Errorf("%s, by %s: %q, want %q", name, by, got, want)
		}
	}
}

func groupOf(t *testing.T, view *registry.View, by registry.ImpactBy, f decidedFlow) string {
	switch by {
	case registry.ImpactByOrigin:
		return f.origin
	case registry.ImpactByDestination:
		return f.destination
	case registry.ImpactByImporter:
		return f.Case.Importer.ExternalID
	case registry.ImpactByProduct:
		return f.Product
	case registry.ImpactByCustomer:
		customer, err := view.Party(anyone(), f.Customer)
		if err != nil {
			t.Fatal(err)
		}
		if customer != nil {
			return customer.ExternalID
		}
	}
	return ""
}

// eachPage turns the pages of a list and checks that it counts as it should.
func eachPage(t *testing.T, size int, read func(registry.Paging) (info registry.PageInfo, total int), want int) {
	t.Helper()
	var after *string
	for {
		info, total := read(registry.Paging{First: &size, After: after})
		if total != want {
			t.Errorf("a list counts %d, want %d", total, want)
		}
		if !info.HasNextPage {
			return
		}
		after = info.EndCursor
	}
}

func hitsAgree(t *testing.T, name string, impact *registry.Impact, pairs []pairOfFlows, random *rand.Rand) {
	t.Helper()
	ctx := anyone()
	f := registry.HitFilter{}
	if random.IntN(2) == 0 {
		f.Effect = registry.HitEffects[random.IntN(2):][:1+random.IntN(3)]
	}
	if random.IntN(3) == 0 && len(impact.StillCovered) > 0 {
		f.Fallback = []string{impact.StillCovered[0].Instrument.ID, "scc-2010"}
	}
	var want []pairOfFlows
	for _, p := range pairs {
		effect := p.effect()
		wanted := slices.Contains(f.Effect, effect) || len(f.Effect) == 0 && effect != registry.HitImproves
		if effect == "" || !wanted {
			continue
		}
		if len(f.Fallback) == 0 || slices.ContainsFunc(p.fallback(), func(id string) bool { return slices.Contains(f.Fallback, id) }) {
			want = append(want, p)
		}
	}
	i := 0
	eachPage(t, 1+random.IntN(4), func(paging registry.Paging) (registry.PageInfo, int) {
		page, err := impact.FlowsHit(ctx, f, paging)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range page.Nodes {
			if i >= len(want) {
				t.Fatalf("%s, %+v: more than %d hits", name, f, len(want))
			}
			hitAgrees(t, name, hit, want[i])
			i++
		}
		total, err := page.TotalCount(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return page.PageInfo, total
	}, len(want))
	if i != len(want) {
		t.Errorf("%s, %+v: %d hits, want %d", name, f, i, len(want))
	}
}

func hitAgrees(t *testing.T, name string, hit *registry.Hit, want pairOfFlows) {
	t.Helper()
	before, err := hit.Before(anyone())
	if err != nil {
		t.Fatal(err)
	}
	after, err := hit.After(anyone())
	if err != nil {
		t.Fatal(err)
	}
	var fallback []string
	for _, i := range hit.Fallback() {
		fallback = append(fallback, i.ID)
	}
	got := fmt.Sprint(hit.Flow.ExternalID, hit.Effect(), before.Status, after.Status, fallback, hit.FallsOn())
	if told := fmt.Sprint(want.was.ExternalID, want.effect(), want.before().Status, want.after().Status, want.fallback(), firstFall(want.was, want.is)); got != told {
		t.Errorf("%s: the hit is %s, want %s", name, got, told)
	}
}

func fallsAgree(t *testing.T, name string, s *registry.Scenario, before, after []decidedFlow) {
	t.Helper()
	want, got := map[civil.Date]int{}, map[civil.Date]int{}
	for i := range before {
		if day := firstFall(before[i], after[i]); !day.IsZero() {
			want[day]++
		}
	}
	page, err := s.Falls(anyone(), registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	var last civil.Date
	for _, d := range page.Nodes {
		got[d.Date] = d.Flows
		if d.Date <= last {
			t.Errorf("%s: %s comes behind %s", name, d.Date, last)
		}
		last = d.Date
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("%s, first falls (-decisions +swept):\n%s", name, diff)
	}
}
