package civil_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/civil"
)

func TestDatesAreDaysOfTheCalendar(t *testing.T) {
	for text, ok := range map[string]bool{
		"2020-07-16": true, "2024-02-29": true, "0001-01-01": true, "9999-12-31": true, "2000-02-29": true,
		"2023-02-29": false, "1900-02-29": false, "2020-7-16": false, "16.07.2020": false, "0000-12-31": false,
		"10000-01-01": false, "2020-13-01": false, "": false, "2020-07-16T00:00:00Z": false, "２０２０-07-16": false, "-001-01-01": false,
		"2020-07-16" + " ": false,
	} {
		d, err := civil.Parse(text)
		if (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
		if ok && d.String() != text {
			t.Errorf("%q comes back as %q", text, d)
		}
	}
}

func TestEveryDayComesBack(t *testing.T) {
	day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := civil.First; d <= civil.Last; d++ {
		if got := civil.Of(day); got != d {
			t.Fatalf("%s is day %d, want %d", day, got, d)
		}
		if d%97 == 0 && civil.MustParse(d.String()) != d {
			t.Fatalf("day %d is written %s", d, d)
		}
		day = day.AddDate(0, 0, 1)
	}
	if civil.Of(day) != 0 {
		t.Errorf("there is a day after the last: %s", civil.Of(day))
	}
}

func TestTodayIsTheDayInUTC(t *testing.T) {
	late := time.Date(2020, 7, 15, 23, 30, 0, 0, time.FixedZone("west", -3600))
	if got := civil.Of(late).String(); got != "2020-07-16" {
		t.Errorf("got %s", got)
	}
	if got := civil.Of(time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC)).String(); got != "1969-12-31" {
		t.Errorf("got %s", got)
	}
}

func TestPeriodsAndEvents(t *testing.T) {
	d := civil.MustParse
	judgment := civil.Until(d("2000-07-26"), d("2015-10-06"))
	for day, in := range map[string]bool{"2000-07-25": false, "2000-07-26": true, "2015-10-05": true, "2015-10-06": false} {
		if judgment.Contains(d(day)) != in {
			t.Errorf("an event takes effect on its own day: %s is %v", day, !in)
		}
	}
	term := civil.Between(d("2020-01-01"), d("2020-01-31"))
	if !term.Contains(d("2020-01-31")) || term.Contains(d("2020-02-01")) || term.Through() != d("2020-01-31") {
		t.Errorf("both days belong to a period: %+v", term)
	}
	if open := civil.Between(0, 0); open != civil.Always || open.First() != 0 || open.Through() != 0 {
		t.Errorf("bounds that are not given are open: %+v", open)
	}
	if !civil.Since(0).IsEmpty() {
		t.Error("what has no day has not happened")
	}
}

// horizon is how many days the bitmaps of the tests have.
const horizon = 40

// bitmap is a set of days as the tests see it.
type bitmap [horizon + 1]bool

func drawSet(t *rapid.T, name string) (civil.Set, bitmap) {
	var b bitmap
	intervals := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) civil.Interval {
		return civil.Interval{From: civil.Date(rapid.IntRange(1, horizon).Draw(t, "from")), To: civil.Date(rapid.IntRange(1, horizon).Draw(t, "to"))}
	}), 0, 6).Draw(t, name)
	for _, i := range intervals {
		for d := i.From; d < i.To; d++ {
			b[d] = true
		}
	}
	return civil.SetOf(intervals...), b
}

func check(t *rapid.T, what string, s civil.Set, want func(d civil.Date) bool) {
	t.Helper()
	for d := civil.First; d <= horizon; d++ {
		if s.Contains(d) != want(d) {
			t.Fatalf("%s: day %d is %v in %s", what, d, s.Contains(d), s)
		}
	}
	spans := slices.Collect(s.Spans)
	for i, span := range spans {
		if span.IsEmpty() || i > 0 && spans[i-1].To >= span.From {
			t.Fatalf("%s: spans are empty, overlap or touch: %v", what, spans)
		}
	}
}

func TestSetsAgainstABitmapOfDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, a := drawSet(t, "s")
		u, b := drawSet(t, "u")
		i := civil.Interval{From: civil.Date(rapid.IntRange(1, horizon).Draw(t, "from")), To: civil.Date(rapid.IntRange(1, horizon).Draw(t, "to"))}
		check(t, "set", s, func(d civil.Date) bool { return a[d] })
		check(t, "union", s.Union(u), func(d civil.Date) bool { return a[d] || b[d] })
		check(t, "intersection", s.Intersect(u), func(d civil.Date) bool { return a[d] && b[d] })
		check(t, "difference", s.Minus(u), func(d civil.Date) bool { return a[d] && !b[d] })
		check(t, "complement", s.Complement(), func(d civil.Date) bool { return !a[d] })
		check(t, "without", s.Without(i), func(d civil.Date) bool { return a[d] && !i.Contains(d) })
		check(t, "clip", s.Clip(i), func(d civil.Date) bool { return a[d] && i.Contains(d) })
		if !s.Complement().Complement().Equal(s) {
			t.Fatal("the complement of the complement is another set")
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("2020-07-16")
	f.Add("2023-02-29")
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := civil.Parse(text); err == nil && d.String() != text {
			t.Errorf("%q reads as %s", text, d)
		}
	})
}
