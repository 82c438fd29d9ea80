package registry_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestRemediesAreSoughtOnceForAllThatAreAlike holds how often remedies are looked for: with
// five times the flows not more often.
func TestRemediesAreSoughtOnceForAllThatAreAlike(t *testing.T) {
	day := civil.MustParse("2020-07-16")
	var kinds [2]int
	for i, flows := range []int{4_000, 20_000} {
		shapes, different, err := registry.KindsOfFlags(anyone(), now(t, manyFlows(t, flows)), day)
		if err != nil {
			t.Fatal(err)
		}
		kinds[i] = different
		t.Log(flows, "flows:", shapes, "flagged shapes of", different, "kinds")
		if shapes < flows/20 || different > 100 {
			t.Errorf("of %d flagged shapes %d are different", shapes, different)
		}
	}
	if kinds[1] > kinds[0]+kinds[0]/4 {
		t.Errorf("with five times the flows they are looked for %d times, and not %d", kinds[1], kinds[0])
	}
}

// TestCasesThatAreAlikeHaveTheSameRemedies looks for the remedies of the evidence of random
// registries for a few flows, so that many are alike: whoever their parties are, on
// whatever days their evidence began and ended, also under laws whose instruments are open
// to some sectors and roles alone, and whatever is supposed of assessments.
func TestCasesThatAreAlikeHaveTheSameRemedies(t *testing.T) {
	ctx, most := anyone(), 1000
	type asked struct {
		likeness string
		day      civil.Date
		under    *law.Law
	}
	known := map[asked][]string{}
	cases, offering := 0, 0
	for seed := range uint64(150) {
		under := law.Default()
		if seed%2 == 1 {
			other, _, err := randomLaw(seed / 2 % 2)
			if err != nil {
				t.Fatal(err)
			}
			under = other
		}
		engine := basis.NewEngine(under)
		view := now(t, openWith(t, inMemory(naive.Random(seed))))
		page, err := view.ListFlows(ctx, nil, 0, registry.Paging{First: &most})
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewPCG(seed, 13))
		day := civil.MustParse([]string{"2015-11-01", "2020-08-01", "2022-02-01", "2024-06-01"}[random.IntN(4)])
		for _, d := range decide(t, view, page.Nodes) {
			for range 6 {
				c := retold(d.Case, random)
				offered := offers(basis.Remedies(under, c, day))
				cases++
				like := asked{engine.Likeness(c, day), day, under}
				before, is := known[like]
				if diff := cmp.Diff(before, offered); is && diff != "" {
					t.Fatalf("seed %d, %s on %s is like another case, %q, but: %s", seed, d.Case.Flow.ExternalID, day, like.likeness, diff)
				}
				known[like] = offered
				offering += min(len(offered), 1)
			}
		}
	}
	t.Log(cases, "cases,", offering, "that can be mended,", len(known), "different")
	if cases < 2*len(known) || offering < cases/4 {
		t.Errorf("of %d cases %d are different, and %d can be mended: that tells little", cases, len(known), offering)
	}
}

// retold is a case with the same evidence for a flow of which few things are left to chance.
func retold(c *basis.Case, random *rand.Rand) *basis.Case {
	told := *c
	always := basis.ShapeOf(c.Flow)
	always.Origin = []string{"DE", "FR", "IE", "CH", "GB"}[random.IntN(5)]
	always.Destination = []string{"US", "IN"}[random.IntN(2)]
	always.ExporterRole, always.ImporterRole = law.Controller, law.Processor
	always.HR, always.NonHR = false, true
	if random.IntN(3) > 0 {
		always.Declared = fact.Declared{}
	}
	told.Flow = always.Flow()
	if random.IntN(3) == 0 { // before or after the day, as a hypothesis may have it
		told.NegativeFrom = civil.MustParse(fmt.Sprintf("20%02d-01-01", 15+random.IntN(11)))
	}
	return &told
}

// offers tell remedies apart.
func offers(remedies []basis.Remedy) (told []string) {
	for _, r := range remedies {
		one := string(r.Status)
		for _, p := range r.Pieces {
			one += fmt.Sprint(" ", p.Kind, " ", p)
		}
		told = append(told, one)
	}
	return told
}
