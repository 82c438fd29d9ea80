package registry_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// TestSavedScenariosTellWhatIsNew saves scenarios in random registries, changes those,
// and holds the new and the gone hits against the decisions of then and of now; so with
// what another scenario does.
func TestSavedScenariosTellWhatIsNew(t *testing.T) {
	ctx := anyone()
	fresh, gone := 0, 0
	for seed := range twins() / 10 {
		random := rand.New(rand.NewPCG(seed, 13))
		files := naive.Random(seed)
		r := openWith(t, inMemory(files))
		day := civil.MustParse(fmt.Sprintf("20%02d-06-15", 10+random.IntN(18)))
		then := now(t, r)
		flows := decidedFlows(t, then)
		if len(flows) == 0 {
			continue
		}
		for _, name := range []string{"one", "other"} {
			_, err := r.SaveScenario(ctx, registry.Command{ExternalID: name}, someChanges(random, r, files, flows, day), "", day)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		one, err := now(t, r).SavedScenario(ctx, "one")
		if err != nil {
			t.Fatal(err)
		}
		before := hitsOf(t, then, one, day)
		for range 1 + random.IntN(4) {
			f := flows[random.IntN(len(flows))]
			if len(before) > 0 && random.IntN(2) == 0 {
				f = flows[slices.IndexFunc(flows, func(f decidedFlow) bool { return f.ExternalID == before[0] })]
			}
			changeAtRandom(t, random, r, files, f)
		}
		view := now(t, r)
		other, err := view.SavedScenario(ctx, "other")
		if err != nil {
			t.Fatal(err)
		}
		since, err := view.SinceSaved(ctx, one, 0)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		after := hitsOf(t, view, one, day)
		f, g := comparisonAgrees(t, fmt.Sprintf("seed %d, %v since %v", seed, one.Told(), day), since, before, after)
		fresh, gone = fresh+f, gone+g
		compared, err := view.CompareSaved(ctx, one, "other", 0)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		comparisonAgrees(t, fmt.Sprintf("seed %d, %v against %v", seed, one.Told(), other.Told()), compared, after, hitsOf(t, view, other, day))
		if t.Failed() {
			return
		}
	}
	if fresh < 10 || gone < 5 {
		t.Errorf("only %d new hits and %d gone ones were seen", fresh, gone)
	}
}

// TestSavedUnderAnotherLaw asks what a scenario does since it was saved, of a registry
// that has other law since and in which nothing else was written: the flows that are
// newly hit are those by which the counts differ.
func TestSavedUnderAnotherLaw(t *testing.T) {
	endless, err := law.Load(law.Embedded(), fstest.MapFS{"shield.yaml": {Data: []byte(shieldWithoutEnd)}})
	if err != nil {
		t.Fatal(err)
	}
	store := memkv.New()
	r := openUnder(t, store, law.Default())
	if _, err := r.Import(anyone(), registry.Import{Sources: inText(map[string]string{
		"organizations.csv":  "id,name,kind,country\nde,D,SELF,DE\nus,U,VENDOR,US\n",
		"certifications.csv": "id,organization,framework,covers,certified_on\nc,us,eu-us-privacy-shield,NON_HR,2017-01-01\n",
		"flows.csv":          "id,name,exporter,exporter_role,importer,importer_role\nf,F,de,CONTROLLER,us,CONTROLLER\n",
	})}); err != nil {
		t.Fatal(err)
	}
	withdrawn := []*registry.LawChange{{Withdraw: &registry.SupposedEnd{ExternalID: "us", On: civil.MustParse("2021-01-01")}}}
	if _, err := r.SaveScenario(anyone(), registry.Command{ExternalID: "withdrawn"}, withdrawn, "", 0); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		law   *law.Law
		after []string
	}{
		"the same law": {law.Default(), nil},
		"another one":  {endless, []string{"f"}},
	} {
		view := now(t, openUnder(t, store, c.law))
		saved, err := view.SavedScenario(anyone(), "withdrawn")
		if err != nil {
			t.Fatal(err)
		}
		since, err := view.SinceSaved(anyone(), saved, 0)
		if err != nil {
			t.Fatal(err)
		}
		comparisonAgrees(t, name, since, nil, c.after)
	}
}

const shieldWithoutEnd = `
frameworks:
  - id: eu-us-privacy-shield
    regime: EU
    destination: US
    name: EU-US Privacy Shield
    from: 2016-07-12
    citation: "Implementing Decision (EU) 2016/1250"
    confidence: verified
`

// TestSavedIsAskedUnderAHypothesis asks within a scenario what a saved one does since it
// was saved, which supposed nothing else.
func TestSavedIsAskedUnderAHypothesis(t *testing.T) {
	r, on := verbsOn(t), civil.MustParse("2024-01-01")
	lapsed := []*registry.LawChange{{Lapse: &registry.SupposedEnd{ExternalID: "c", On: on}}}
	if _, err := r.SaveScenario(anyone(), registry.Command{ExternalID: "lapsed"}, lapsed, "", on); err != nil {
		t.Fatal(err)
	}
	s, err := now(t, r).Suppose(anyone(), []*registry.LawChange{{Invalidate: &law.Invalidation{Instrument: "eu-us-dpf", On: on - 1}}})
	if err != nil {
		t.Fatal(err)
	}
	saved, err := s.View().SavedScenario(anyone(), "lapsed")
	if err != nil {
		t.Fatal(err)
	}
	since, err := s.View().SinceSaved(anyone(), saved, 0)
	if err != nil {
		t.Fatal(err)
	}
	comparisonAgrees(t, "within a scenario", since, []string{"f"}, nil)
}

// changeAtRandom ends a flow or a piece of evidence, or records a copy of a flow.
func changeAtRandom(t *testing.T, random *rand.Rand, r *registry.Registry, files map[string][]byte, f decidedFlow) {
	t.Helper()
	command := registry.Command{ExternalID: f.ExternalID, Reason: "at random"}
	var err error
	switch random.IntN(4) {
	case 0:
		_, err = r.Remove(anyone(), "flows", command)
	case 1:
		if _, _, do := someEnd(random, r, files); do != nil {
			err = do()
		}
	default:
		_, err = r.Record(anyone(), "flows", registry.Command{}, registry.Fields{
			"id": fmt.Sprint("copy-", random.Uint64()), "name": "N", "exporter": f.Case.Exporter.ExternalID, "importer": f.Case.Importer.ExternalID,
			"exporter_role": string(f.ExporterRole), "importer_role": string(f.ImporterRole), "origin": f.Origin, "destination": f.Destination,
		})
	}
	if code := fault.CodeOf(err); err != nil && code == fault.Internal {
		t.Fatal(err)
	}
}

// hitsOf are the flows that a scenario hits in a view, as their decisions have it.
func hitsOf(t *testing.T, view *registry.View, s *registry.SavedScenario, day civil.Date) (ids []string) {
	t.Helper()
	again, err := view.Again(anyone(), s)
	if err != nil {
		t.Fatal(err)
	}
	before, after := decidedFlows(t, view), decidedFlows(t, again.View())
	for i := range before {
		p := pairOfFlows{before[i], after[i], day}
		if e := p.effect(); p.before().Status != basis.Inactive && e != "" && e != registry.HitImproves {
			ids = append(ids, before[i].ExternalID)
		}
	}
	return ids
}

func comparisonAgrees(t *testing.T, name string, c *registry.ScenarioComparison, before, after []string) (fresh, gone int) {
	t.Helper()
	ctx := anyone()
	without := func(all, others []string) (left []string) {
		for _, id := range all {
			if !slices.Contains(others, id) {
				left = append(left, id)
			}
		}
		return left
	}
	fresh, errNew := c.NewHits(ctx)
	gone, errGone := c.GoneHits(ctx)
	newIDs, goneIDs := idsIn(t, ctx, c.New), idsIn(t, ctx, c.Gone)
	if err := errors.Join(errNew, errGone); err != nil {
		t.Fatal(err)
	}
	wantNew, wantGone := without(after, before), without(before, after)
	if c.Before.Hits != len(before) || c.After.Hits != len(after) || fresh != len(wantNew) || gone != len(wantGone) ||
		!slices.Equal(newIDs, wantNew) || !slices.Equal(goneIDs, wantGone) {
		t.Errorf("%s: %d and %d hits, new %v, gone %v; want %d and %d, %v and %v", name, c.Before.Hits, c.After.Hits, newIDs, goneIDs, len(before), len(after), wantNew, wantGone)
	}
	return fresh, gone
}

// idsIn turns the pages of a list of flows.
func idsIn(t *testing.T, ctx context.Context, list func(context.Context, registry.Paging) (*registry.FlowPage, error)) (ids []string) {
	t.Helper()
	size := 2
	var after *string
	for {
		page, err := list(ctx, registry.Paging{First: &size, After: after})
		if err != nil {
			t.Fatal(err)
		}
		if page.PageInfo.HasPreviousPage != (len(ids) > 0) {
			t.Errorf("after %d flows, there is a page before: %v", len(ids), page.PageInfo.HasPreviousPage)
		}
		for _, f := range page.Nodes {
			ids = append(ids, f.ExternalID)
		}
		if !page.PageInfo.HasNextPage {
			return ids
		}
		after = page.PageInfo.EndCursor
	}
}
