package accesslog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry/accesslog"
)

// clock is one that a test sets.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// logAt is an access log in a folder of its own at a moment.
func logAt(t *testing.T) (f *accesslog.Folder, dir string, c *clock) {
	t.Helper()
	dir, c = filepath.Join(t.TempDir(), "access"), &clock{time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)}
	f = accesslog.New(dir, c.now)
	t.Cleanup(func() { f.Close() })
	return f, dir, c
}

func add(t *testing.T, f *accesslog.Folder, actor, outcome string) {
	t.Helper()
	if err := f.Add(&accesslog.Line{Actor: actor, Outcome: outcome, Path: "/graphql"}); err != nil {
		t.Fatal(err)
	}
}

// walk reads all lines from a place on that a filter admits, as actor and outcome.
func walk(t *testing.T, f *accesslog.Folder, from accesslog.Place, filter accesslog.Filter) (told []string, places []accesslog.Place) {
	t.Helper()
	err := f.Walk(context.Background(), from, filter, func(behind accesslog.Place, l *accesslog.Line) bool {
		told, places = append(told, l.Actor+" "+l.Outcome), append(places, behind)
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return told, places
}

func TestALineIsInTheFileOfItsDay(t *testing.T) {
	f, dir, c := logAt(t)
	add(t, f, "a", "OK")
	text, err := os.ReadFile(filepath.Join(dir, "2026-11-26.jsonl"))
	if want := `{"at":"2026-11-26T12:00:00Z","actor":"a","path":"/graphql","outcome":"OK","status":0,"items":0,"micros":0}` + "\n"; err != nil || string(text) != want {
		t.Errorf("the file has %q, %v", text, err)
	}
	c.at = c.at.Add(24 * time.Hour)
	add(t, f, "b", "OK")
	c.at = c.at.Add(-36 * time.Hour) // a clock that is set back begins no earlier day again
	add(t, f, "c", "OK")
	if days, err := f.Days(); err != nil || strings.Join(days, " ") != "2026-11-26 2026-11-27" {
		t.Errorf("the days are %v, %v", days, err)
	}
	if today, err := f.Advance("2026-12-01"); err != nil || today != "2026-12-01" {
		t.Errorf("it advances to %s, %v", today, err)
	}
	add(t, f, "d", "OK")
	if told, _ := walk(t, f, accesslog.Place{Day: "2026-11-28"}, accesslog.Filter{}); strings.Join(told, ",") != "d OK" {
		t.Errorf("in the day that it was advanced to: %q", told)
	}
}

// TestWhatACrashLeft: a line that was cut off was never acknowledged, and goes; those
// before it stay.
func TestWhatACrashLeft(t *testing.T) {
	f, dir, c := logAt(t)
	add(t, f, "a", "OK")
	add(t, f, "b", "OK")
	path := filepath.Join(dir, "2026-11-26.jsonl")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(whole) {
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		again := accesslog.New(dir, c.now)
		add(t, again, "c", "OK")
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		want := strings.Repeat("x", strings.Count(string(whole[:cut]), "\n")+1)
		if told, _ := walk(t, again, accesslog.Place{}, accesslog.Filter{}); len(told) != len(want) || told[len(told)-1] != "c OK" {
			t.Fatalf("cut at %d: %q", cut, told)
		}
	}
}

// TestALogIsReadFromAnyPlace compares pages of every filter with a naive walk.
func TestALogIsReadFromAnyPlace(t *testing.T) {
	f, _, c := logAt(t)
	begin := c.at
	var all []string
	for i := range 400 {
		actor, outcome := fmt.Sprint("actor-", i%7), []string{"OK", "FORBIDDEN"}[i%2]
		add(t, f, actor, outcome)
		all = append(all, actor+" "+outcome)
		c.at = c.at.Add(20 * time.Minute)
	}
	told, places := walk(t, f, accesslog.Place{}, accesslog.Filter{})
	if strings.Join(told, ",") != strings.Join(all, ",") {
		t.Fatalf("read %d of %d", len(told), len(all))
	}
	for i, at := range places {
		if rest, _ := walk(t, f, at, accesslog.Filter{}); strings.Join(rest, ",") != strings.Join(all[i+1:], ",") {
			t.Fatalf("behind line %d: %d lines", i, len(rest))
		}
	}
	for name, at := range map[string]accesslog.Place{
		"within a line": {Day: places[3].Day, Offset: places[3].Offset + 5}, "behind the file": {Day: places[3].Day, Offset: 1 << 40}, "before it": {Day: places[3].Day, Offset: -1},
	} {
		if err := f.Walk(t.Context(), at, accesslog.Filter{}, func(accesslog.Place, *accesslog.Line) bool { return true }); !errors.Is(err, accesslog.ErrNoPlace) {
			t.Errorf("%s: %v", name, err)
		}
	}
	actor, outcome := "actor-3", "FORBIDDEN"
	from, until := begin.Add(100*20*time.Minute), begin.Add(300*20*time.Minute)
	for name, filter := range map[string]accesslog.Filter{
		"all": {}, "actor": {Actor: &actor}, "outcome": {Outcome: &outcome}, "times": {From: &from, Until: &until},
		"everything": {Actor: &actor, Outcome: &outcome, From: &from, Until: &until},
	} {
		var want []string
		for i, one := range all {
			if (filter.Actor == nil || strings.HasPrefix(one, actor+" ")) && (filter.Outcome == nil || strings.HasSuffix(one, outcome)) &&
				(filter.From == nil || i >= 100 && i <= 300) {
				want = append(want, one)
			}
		}
		if got, _ := walk(t, f, accesslog.Place{}, filter); strings.Join(got, ",") != strings.Join(want, ",") || len(want) == 0 {
			t.Errorf("%s: %d lines, want %d", name, len(got), len(want))
		}
	}
}

// TestNobodyFillsTheDisk: those who are not let in have few lines a second; the rest
// is counted, and told by the next sync.
func TestNobodyFillsTheDisk(t *testing.T) {
	f, _, _ := logAt(t)
	for range 1_000 {
		add(t, f, "", "UNAUTHENTICATED")
	}
	add(t, f, "somebody", "OK")
	ctx, end := context.WithCancel(t.Context())
	end()
	f.KeepSynced(ctx, func(err error) { t.Error(err) })
	lines, untold := 0, 0
	err := f.Walk(t.Context(), accesslog.Place{}, accesslog.Filter{}, func(_ accesslog.Place, l *accesslog.Line) bool {
		lines, untold = lines+1, untold+l.Untold
		return true
	})
	if err != nil || lines != 52 || untold != 949 {
		t.Errorf("%d lines, which tell of %d more, %v", lines, untold, err)
	}
}

func BenchmarkAdd(b *testing.B) {
	f := accesslog.New(b.TempDir(), time.Now)
	defer f.Close()
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Add(&accesslog.Line{Actor: "token:crm:abcdefghijkl", Role: "SALES", Path: "/graphql", Operation: "DpaStatus", Asked: []string{"customers(search: String!, first: Int)", "dpa(asOf: Date)"}, Outcome: "OK", Status: 200}); err != nil {
			b.Fatal(err)
		}
	}
}
