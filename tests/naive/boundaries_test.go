package naive_test

import (
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/tests/naive"
)

func TestDaysReadAndWrite(t *testing.T) {
	for _, text := range []string{"0001-01-01", "1600-02-29", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"} {
		if d, err := naive.ParseDay(text); err != nil || d.String() != text {
			t.Errorf("%s reads as %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "0000-01-01", "2023-02-29", "2023-1-1", "2023-01-01T00:00:00Z"} {
		if d, err := naive.ParseDay(text); err == nil {
			t.Errorf("%q reads as %s", text, d)
		}
	}
	if naive.MustDay("2021-01-01") != naive.MustDay("2020-12-31")+1 {
		t.Error("days do not follow each other")
	}
}

// Between two neighbouring boundaries nothing may change: the verdict of a
// boundary stands through the day before the next one.
func TestNothingChangesBetweenBoundaries(t *testing.T) {
	law := loadLaw(t)
	laws := []*naive.Law{
		law,
		law.Invalidate("scc-2021", naive.MustDay("2024-05-05")),
		law.End("eu-us-dpf", naive.MustDay("2025-05-05")),
	}
	for seed := range uint64(60) {
		reg, err := naive.ReadCSV(naive.Random(seed))
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range reg.Flows {
			checkStretches(t, laws[i%len(laws)], reg, id)
		}
	}
}

func checkStretches(t *testing.T, law *naive.Law, reg *naive.Registry, id string) {
	t.Helper()
	boundaries := law.Boundaries(reg, id)
	if !slices.IsSorted(boundaries) {
		t.Fatalf("%s: boundaries out of order", id)
	}
	for i, from := range boundaries[:len(boundaries)-1] {
		next := boundaries[i+1]
		want := render(law.Decide(reg, id, from))
		for _, d := range []naive.Day{from + (next-from)/2, next - 1} {
			if got := render(law.Decide(reg, id, d)); got != want {
				t.Fatalf("%s: %s on %s, but %s on %s", id, want, from, got, d)
			}
		}
	}
}
