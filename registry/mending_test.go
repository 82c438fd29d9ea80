package registry_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// mending is what is told of a remedy for several flows, or of those of each of them.
type mending struct {
	Flows int
	Risks map[string]bool
}

// TestMendingIsWhatMendsEach holds what would mend the flows that a random filter admits
// against what would mend each of them: how many, and with which risks. Some registries
// are asked under a hypothesis, too.
func TestMendingIsWhatMendsEach(t *testing.T) {
	several := 0
	for seed := range twins() / 4 {
		random := rand.New(rand.NewPCG(seed, 19))
		files := withCustomers(t, random, naive.Random(seed))
		r := openWith(t, inMemory(files))
		view := now(t, r)
		day := civil.MustParse(fmt.Sprintf("20%02d-06-01", seed%28))
		flows := decidedFlows(t, view)
		if len(flows) == 0 {
			continue
		}
		several += mendingAgrees(t, fmt.Sprintf("seed %d", seed), random, view, flows, day)
		if seed%4 > 0 {
			continue
		}
		changes := someChanges(random, r, files, flows, day)
		s, err := view.Suppose(anyone(), changes)
		if err != nil {
			t.Fatal(err)
		}
		several += mendingAgrees(t, fmt.Sprintf("seed %d under %v", seed, changes), random, s.View(), decidedFlows(t, s.View()), day)
	}
	if several < 10 {
		t.Errorf("only %d remedies would mend several flows", several)
	}
}

// mendingAgrees tells how many remedies would mend several flows.
func mendingAgrees(t *testing.T, name string, random *rand.Rand, view *registry.View, flows []decidedFlow, day civil.Date) (several int) {
	t.Helper()
	filter, admits := &registry.FlowFilter{}, func(decidedFlow) bool { return true }
	if random.IntN(2) == 0 {
		filter, admits = randomFilter(random, view, flows, day)
	}
	want := map[string]mending{}
	for _, f := range flows {
		if !admits(f) {
			continue
		}
		remedies, err := view.RemediesOf(anyone(), f.Flow, day)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range remedies {
			note(want, r, 1)
		}
	}
	mendings, err := view.Mend(anyone(), filter, day, 1000)
	if err != nil {
		t.Fatal(err)
	}
	got, last := map[string]mending{}, len(flows)
	for _, m := range mendings {
		if m.Flows > last {
			t.Errorf("%s: %d flows after %d", name, m.Flows, last)
		}
		if last = m.Flows; m.Flows > 1 {
			several++
		}
		note(got, &m.Remedy, m.Flows)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s, %+v on %s (-each +together):\n%s", name, filter, day, diff)
	}
	return several
}

// note adds a remedy for some flows.
func note(all map[string]mending, r *registry.Remedy, flows int) {
	m := all[messages(r)]
	if m.Risks == nil {
		m.Risks = map[string]bool{}
	}
	m.Flows += flows
	for _, risk := range r.Risks {
		m.Risks[risk.Message.String()] = true
	}
	all[messages(r)] = m
}

func messages(r *registry.Remedy) (all string) {
	for _, p := range r.Pieces {
		all += p.Message.String() + "; "
	}
	return all + string(r.Status)
}

// TestRisksOfAMendingAreThoseOfAllItsFlows is of flows that one certification would mend,
// with one of two risks each: both are told, always in the same order, whichever core
// comes first.
func TestRisksOfAMendingAreThoseOfAllItsFlows(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(8))
	organizations, flows := "id,name,kind,country\nus,U,VENDOR,US\n", "id,name,exporter,exporter_role,importer,importer_role,declared_basis\n"
	for n := range 64 {
		declared := []string{"eu-us-safe-harbor", "eu-us-privacy-shield"}[n%2]
		organizations += fmt.Sprintf("e%d,E,SELF,DE\n", n)
		flows += fmt.Sprintf("f%d,F,e%d,CONTROLLER,us,CONTROLLER,%s\n", n, n, declared)
	}
	view := now(t, openWith(t, inText(map[string]string{"organizations.csv": organizations, "flows.csv": flows})))
	var first []string
	for n := range 20 {
		mendings, err := view.Mend(anyone(), nil, civil.MustParse("2024-01-01"), 1)
		if err != nil {
			t.Fatal(err)
		}
		var risks []string
		for _, r := range mendings[0].Risks {
			risks = append(risks, r.Message.String())
		}
		if mendings[0].Flows != 64 || len(risks) != 2 {
			t.Fatalf("%d flows, risks %q, want 64 and two", mendings[0].Flows, risks)
		}
		if n == 0 {
			first = risks
		}
		if diff := cmp.Diff(first, risks); diff != "" {
			t.Fatalf("asked again, the risks are others: %s", diff)
		}
	}
}
