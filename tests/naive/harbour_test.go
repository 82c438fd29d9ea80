package naive_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/tests/naive"
)

const (
	lawFolder     = "../../registry/law/data"
	harbourFolder = "../contract/harbour"
)

func loadLaw(t testing.TB) *naive.Law {
	t.Helper()
	law, err := naive.LoadLaw(os.DirFS(lawFolder))
	if err != nil {
		t.Fatal(err)
	}
	return law
}

func loadHarbour(t testing.TB) *naive.Registry {
	t.Helper()
	files := map[string][]byte{}
	names, err := filepath.Glob(filepath.Join(harbourFolder, "*.csv"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no harbour in %s: %v", harbourFolder, err)
	}
	for _, name := range names {
		if files[filepath.Base(name)], err = os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	reg, err := naive.ReadCSV(files)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

// expected is what expected.json holds of interest here.
type expected struct {
	AsOf map[string]struct {
		ActiveFlows int                        `json:"activeFlows"`
		ByStatus    map[string]int             `json:"byStatus"`
		Flagged     []string                   `json:"flagged"`
		Verdicts    map[string]expectedVerdict `json:"verdicts"`
	} `json:"asOf"`
	Timelines struct {
		Window [2]string                    `json:"window"`
		Flows  map[string][]expectedSegment `json:"flows"`
	} `json:"timelines"`
	WhatIf struct {
		Instrument        string   `json:"instrument"`
		On                string   `json:"on"`
		AsOf              string   `json:"asOf"`
		NewlyWithoutBasis int      `json:"newlyWithoutBasis"`
		Flows             []string `json:"flows"`
	} `json:"whatIf"`
}

type expectedVerdict struct {
	Status  string        `json:"status"`
	Regime  string        `json:"regime"`
	Bases   []naive.Basis `json:"bases"`
	Reasons []string      `json:"reasons"`
}

type expectedSegment struct {
	From        *string  `json:"from"`
	Through     *string  `json:"through"`
	Status      string   `json:"status"`
	Instruments []string `json:"instruments"`
	Reasons     []string `json:"reasons"`
}

func loadExpected(t *testing.T) expected {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(harbourFolder, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	return want
}

// A published basis names neither rules nor risks.
func published(bases []naive.Basis) []naive.Basis {
	bases = slices.Clone(bases)
	for i := range bases {
		bases[i].Rules, bases[i].Risks = "", nil
	}
	return bases
}

func sameBases(a, b []naive.Basis) bool {
	return slices.EqualFunc(a, b, func(a, b naive.Basis) bool {
		return a.Kind == b.Kind && a.Instrument == b.Instrument &&
			a.Agreement == b.Agreement && a.Certification == b.Certification
	})
}

func TestHarbourVerdictsAsOfADay(t *testing.T) {
	law, reg, want := loadLaw(t), loadHarbour(t), loadExpected(t)
	for asOf, snapshot := range want.AsOf {
		day := naive.MustDay(asOf)
		byStatus, active, flagged := map[string]int{}, 0, []string{}
		for _, id := range reg.Flows {
			got, expect := law.Decide(reg, id, day), snapshot.Verdicts[id]
			if got.Status != expect.Status || got.Regime != expect.Regime ||
				!sameBases(published(got.Bases), expect.Bases) || !slices.Equal(got.Reasons, expect.Reasons) {
				t.Errorf("%s on %s:\n got %+v\nwant %+v", id, asOf, got, expect)
			}
			if got.Status == naive.Inactive {
				continue
			}
			active++
			byStatus[got.Status]++
			if got.Status == naive.NoValidBasis {
				flagged = append(flagged, id)
			}
		}
		slices.Sort(flagged)
		if active != snapshot.ActiveFlows || !slices.Equal(flagged, snapshot.Flagged) {
			t.Errorf("%s: %d active, flagged %v; want %d, %v", asOf, active, flagged, snapshot.ActiveFlows, snapshot.Flagged)
		}
		for status, count := range snapshot.ByStatus {
			if byStatus[status] != count {
				t.Errorf("%s: %d flows %s, want %d", asOf, byStatus[status], status, count)
			}
		}
	}
}

func TestHarbourTimelinesDayByDay(t *testing.T) {
	law, reg, want := loadLaw(t), loadHarbour(t), loadExpected(t)
	for id, segments := range want.Timelines.Flows {
		for _, segment := range segments {
			first, last := want.Timelines.Window[0], want.Timelines.Window[1]
			if segment.From != nil {
				first = *segment.From
			}
			if segment.Through != nil {
				last = *segment.Through
			}
			for d := naive.MustDay(first); d <= naive.MustDay(last); d++ {
				checkSegment(t, id, d, law.Decide(reg, id, d), segment)
			}
		}
	}
}

func checkSegment(t *testing.T, id string, d naive.Day, got naive.Verdict, want expectedSegment) {
	t.Helper()
	var instruments []string
	for _, b := range got.Bases {
		instruments = append(instruments, b.Instrument)
	}
	if got.Status != want.Status || !slices.Equal(instruments, want.Instruments) {
		t.Fatalf("%s on %s: got %+v, want %+v", id, d, got, want)
	}
	// Timelines compare risks; the reasons of NO_VALID_BASIS stand under asOf.
	if got.Status != naive.NoValidBasis && !slices.Equal(got.Reasons, want.Reasons) {
		t.Fatalf("%s on %s: reasons %v, want %v", id, d, got.Reasons, want.Reasons)
	}
}

func TestHarbourWithoutAFramework(t *testing.T) {
	law, reg, want := loadLaw(t), loadHarbour(t), loadExpected(t).WhatIf
	changed, asOf := law.Invalidate(want.Instrument, naive.MustDay(want.On)), naive.MustDay(want.AsOf)
	var worse []string
	for _, id := range reg.Flows {
		before, after := law.Decide(reg, id, asOf).Status, changed.Decide(reg, id, asOf).Status
		if before != after && after == naive.NoValidBasis {
			worse = append(worse, id)
		}
	}
	slices.Sort(worse)
	if len(worse) != want.NewlyWithoutBasis || !slices.Equal(worse, want.Flows) {
		t.Errorf("without %s: %v, want %v", want.Instrument, worse, want.Flows)
	}
}
