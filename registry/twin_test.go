package registry_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/tests/naive"
)

// twins is how many random registries are compared: a thousand, ten thousand
// in make torture.
func twins() uint64 {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 10_000
	}
	return 1_000
}

// TestEngineEqualsItsTwin decides random registries with the engine and with
// the naive twin and compares every verdict on every day on which something may
// change and on its neighbours, under the law and under a changed one; every third
// under a law that limits its instruments otherwise. A seed that fails is printed, and its files are kept in testdata/twins;
// SAFECONDUCT_SEED runs one seed alone.
func TestEngineEqualsItsTwin(t *testing.T) {
	twin, err := naive.LoadLaw(os.DirFS("law/data"))
	if err != nil {
		t.Fatal(err)
	}
	if seed, err := strconv.ParseUint(os.Getenv("SAFECONDUCT_SEED"), 10, 64); err == nil {
		compareTwins(t, twin, seed)
		return
	}
	seeds := make(chan uint64)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for seed := range seeds {
				compareTwins(t, twin, seed)
			}
		})
	}
	for seed := range twins() {
		seeds <- seed
	}
	close(seeds)
	group.Wait()
}

// compareTwins compares one random registry, and the same under a hypothesis.
func compareTwins(t *testing.T, twin *naive.Law, seed uint64) {
	engine := law.Default()
	if seed%3 == 1 {
		engine, twin = underAnotherLaw(t, twin, seed)
	}
	files := naive.Random(seed)
	facts, err := naive.ReadCSV(files)
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
		return
	}
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: engine, Clock: time.Now})
	if err != nil {
		t.Error(err)
		return
	}
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(files)}); err != nil {
		t.Errorf("seed %d: %v", seed, err)
		return
	}
	view, err := r.Now(anyone())
	if err != nil {
		t.Error(err)
		return
	}
	if !compareAll(t, fmt.Sprintf("seed %d", seed), view, twin, facts) {
		keep(t, seed, files)
		return
	}
	checkAgrees(t, seed, view)
	name, change, changed := hypothesis(twin, seed)
	if seed%8 == 0 {
		keepKinds(t, r)
	}
	if seed%4 == 0 {
		sweepsAgree(t, seed, view, change)
	}
	s, err := view.Suppose(anyone(), []*registry.LawChange{change})
	if err != nil {
		t.Errorf("seed %d, %s: %v", seed, name, err)
		return
	}
	if !compareAll(t, fmt.Sprintf("seed %d, %s", seed, name), s.View(), changed, facts) {
		keep(t, seed, files)
	}
}

// otherLaws is how many random laws there are.
const otherLaws = 16

// randomLaws are those that were made, by number, each once.
var randomLaws [otherLaws]struct {
	once sync.Once
	text []byte
	law  *law.Law
	err  error
}

// randomLaw is a law that limits its instruments otherwise than the embedded one, and
// the text that was laid over that.
func randomLaw(n uint64) (*law.Law, []byte, error) {
	l := &randomLaws[n%otherLaws]
	l.once.Do(func() {
		if l.text, l.err = naive.RandomLaw(n%otherLaws, os.DirFS("law/data")); l.err == nil {
			l.law, l.err = law.Load(law.Embedded(), fstest.MapFS{"random.yaml": {Data: l.text}})
		}
	})
	return l.law, l.text, l.err
}

// underAnotherLaw is a random law, for engine and twin alike.
func underAnotherLaw(t *testing.T, twin *naive.Law, seed uint64) (*law.Law, *naive.Law) {
	engine, text, err := randomLaw(seed / 3)
	if err != nil {
		t.Errorf("seed %d, its law: %v", seed, err)
		return law.Default(), twin
	}
	laid, err := twin.Overlay(text)
	if err != nil {
		t.Errorf("seed %d, its law: %v", seed, err)
		return law.Default(), twin
	}
	return engine, laid
}

// supposable are instruments that hypotheses end, of every kind.
var supposable = []string{
	"eu-us-dpf", "ch-us-dpf", "uk-ext-dpf", "eu-us-privacy-shield", "eu-adequacy-ca", "ch-adequacy-eea", "uk-adequacy-eea", "scc-2021",
	"scc-2010", "ch-addendum", "uk-addendum", "uk-idta", "bcr-controller", "gdpr-46-2-f", "art49-a-consent", "eu-adequacy-gb",
}

// leavers are states that hypotheses take out of the EEA: all of them are inside
// in 2010. Finland takes a territory along.
var leavers = []string{"DE", "IE", "FR", "FI"}

// hypothesis is a change of the law for a seed.
func hypothesis(twin *naive.Law, seed uint64) (string, *registry.LawChange, *naive.Law) {
	instrument := supposable[seed%uint64(len(supposable))]
	day := fmt.Sprintf("20%02d-%02d-15", 10+seed/3%20, 1+seed%12)
	if seed%5 == 0 {
		state := leavers[seed/5%uint64(len(leavers))]
		return state + " leaves on " + day,
			&registry.LawChange{Leave: &law.Leaving{Country: state, On: civil.MustParse(day)}},
			twin.Leave(state, naive.MustDay(day))
	}
	begun := law.Default().Instrument(instrument).From <= civil.MustParse(day) // an earlier end is refused
	if begun && seed/uint64(len(supposable))%2 == 0 {
		return "end " + instrument + " through " + day,
			&registry.LawChange{End: &law.Ending{Instrument: instrument, Through: civil.MustParse(day)}},
			twin.End(instrument, naive.MustDay(day))
	}
	return "invalidate " + instrument + " on " + day,
		&registry.LawChange{Invalidate: &law.Invalidation{Instrument: instrument, On: civil.MustParse(day)}},
		twin.Invalidate(instrument, naive.MustDay(day))
}

// compareAll compares every flow and reports whether all are alike.
func compareAll(t *testing.T, name string, view *registry.View, twin *naive.Law, facts *naive.Registry) bool {
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Error(err)
		return false
	}
	engine := basis.NewEngine(view.Law())
	for _, f := range page.Nodes {
		d, err := view.Decision(anyone(), f)
		if err != nil {
			t.Error(err)
			return false
		}
		checkTimeline(t, name+", "+f.ExternalID, d.Timeline)
		if outline := compacted(t, engine.Outline(d.Case).Timeline); !reflect.DeepEqual(outline, compacted(t, d.Timeline)) {
			t.Errorf("%s, %s: the outline is %+v, the decision %+v", name, f.ExternalID, outline, d.Timeline)
		}
		days := twin.Boundaries(facts, f.ExternalID)
		for _, s := range d.Timeline {
			days = append(days, naive.MustDay(s.From.String()))
		}
		for _, day := range days {
			on := d.Timeline.On(civil.MustParse(day.String()))
			if alone := engine.On(d.Case, civil.MustParse(day.String())); !on.Same(alone) || on.Regime != alone.Regime {
				t.Errorf("%s, %s on %s: alone it is %+v, in its timeline %+v", name, f.ExternalID, day, alone, on.Verdict)
				return false
			}
			if diff := cmp.Diff(twin.Decide(facts, f.ExternalID, day), tellTwin(on)); diff != "" {
				t.Errorf("%s, %s on %s (-twin +engine):\n%s", name, f.ExternalID, day, diff)
				return false
			}
		}
	}
	return true
}

func compacted(t *testing.T, of basis.Timeline) columns.Life {
	life, err := columns.Compact(of)
	if err != nil {
		t.Error(err)
	}
	return life
}

// checkAgrees holds the audit's check, which decides flows of one shape once and
// for one day alone, against the timelines.
func checkAgrees(t *testing.T, seed uint64, view *registry.View) {
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Error(err)
		return
	}
	decisions := decide(t, view, page.Nodes)
	if decisions == nil {
		return
	}
	for i := range 8 {
		day := civil.MustParse(fmt.Sprintf("20%02d-%02d-%02d", (seed*7+uint64(i)*11)%30, 1+seed%12, 1+(seed+uint64(i))%28))
		check, err := view.Check(anyone(), day)
		if err != nil {
			t.Error(err)
			return
		}
		var got, want []string
		for f, err := range check.Flagged {
			if err != nil {
				t.Error(err)
				return
			}
			var reasons []string
			for _, r := range f.Reasons {
				reasons = append(reasons, fmt.Sprintf("%s %v %s", r.Code, r.Message, r.Citation))
			}
			got = append(got, fmt.Sprint(f.ID, f.Regime, reasons))
		}
		active := 0
		for j, d := range decisions {
			on := view.Verdict(d, day)
			if on.Status != basis.Inactive {
				active++
			}
			if on.Status == basis.NoValidBasis {
				var reasons []string
				for _, r := range on.Reasons {
					reasons = append(reasons, fmt.Sprintf("%s %v %s", r.Code, r.Message, r.Citation))
				}
				want = append(want, fmt.Sprint(page.Nodes[j].ExternalID, on.Regime, reasons))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || active != check.ActiveFlows {
			t.Errorf("seed %d, check of %s: %d active, want %d (-timelines +check):\n%s", seed, day, check.ActiveFlows, active, diff)
		}
	}
}

// checkTimeline holds a timeline against its definition: all days, no gap, no
// overlap, neighbours that differ.
func checkTimeline(t *testing.T, name string, timeline basis.Timeline) {
	if timeline[0].From != civil.First || timeline[len(timeline)-1].Through() != 0 {
		t.Errorf("%s: the timeline does not cover all days", name)
	}
	for i := 1; i < len(timeline); i++ {
		before, s := timeline[i-1], timeline[i]
		if before.To != s.From {
			t.Errorf("%s: gap or overlap at %s", name, s.From)
		}
	}
	merged := timeline.Merged()
	for i := 1; i < len(merged); i++ {
		if merged[i-1].Same(merged[i].Verdict) {
			t.Errorf("%s: neighbours are alike at %s", name, merged[i].From)
		}
	}
}

// tellTwin tells a verdict in the twin's words.
func tellTwin(on *basis.Segment) naive.Verdict {
	v := naive.Verdict{Status: string(on.Status), Regime: string(on.Regime), Reasons: codesOf(on.Reasons)}
	for _, b := range on.Bases {
		one := naive.Basis{Kind: string(b.Kind), Instrument: b.Instrument.ID, Risks: codesOf(b.Risks)}
		switch e := b.Evidence(); e.Kind {
		case basis.AgreementEvidence:
			one.Agreement = e.ExternalID
		case basis.CertificationEvidence:
			one.Certification = e.ExternalID
		case basis.RulesEvidence:
			one.Rules = e.ExternalID
		case basis.AssessmentEvidence, basis.FlowEvidence, basis.OrganizationEvidence:
		}
		v.Bases = append(v.Bases, one)
	}
	for _, r := range on.Reasons {
		if r.Citation == "" || strings.Contains(r.Message(law.Default()).String(), "{") || r.Message(law.Default()).String() == "" {
			v.Reasons = append(v.Reasons, "without citation or words: "+string(r.Code))
		}
	}
	return v
}

// keep writes the files of a seed that failed, so that it can be looked at.
func keep(t *testing.T, seed uint64, files map[string][]byte) {
	dir := filepath.Join("testdata", "twins", strconv.FormatUint(seed, 10))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Error(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Error(err)
		}
	}
}
