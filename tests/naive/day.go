package naive

import (
	"fmt"
	"strings"
	"time"
)

// Day is a civil date, counted in days from 1970-01-01.
type Day int

const secondsPerDay = 24 * 60 * 60

// ParseDay reads YYYY-MM-DD, years 1 to 9999.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("day %q: %w", s, err)
	}
	if t.Year() < 1 {
		return 0, fmt.Errorf("day %q: year below 1", s)
	}
	return Day(t.Unix() / secondsPerDay), nil
}

// MustDay is ParseDay for days that are written in the code.
func MustDay(s string) Day {
	d, err := ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// FirstDay and LastDay bound what has a civil date of four digits.
var (
	FirstDay = MustDay("0001-01-01")
	LastDay  = MustDay("9999-12-31")
)

func (d Day) String() string {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC().Format(time.DateOnly)
}

// UnmarshalYAML reads a day of the law.
func (d *Day) UnmarshalYAML(b []byte) error {
	parsed, err := ParseDay(strings.Trim(string(b), "\"' \n"))
	*d = parsed
	return err
}

// reached tells whether an event has taken effect on d: it does on its own
// day (rules.md, preamble). An event without a day never has.
func reached(event *Day, d Day) bool { return event != nil && *event <= d }

// Window is a period from … through, both days included; a missing bound is
// open (rules.md, preamble).
type Window struct {
	From    *Day `yaml:"from"`
	Through *Day `yaml:"through"`
}

func (w Window) toCome(d Day) bool   { return w.From != nil && d < *w.From }
func (w Window) over(d Day) bool     { return w.Through != nil && d > *w.Through }
func (w Window) contains(d Day) bool { return !w.toCome(d) && !w.over(d) }

// cut returns the window ending on the given day at the latest.
func (w Window) cut(through Day) Window {
	if w.Through == nil || through < *w.Through {
		w.Through = &through
	}
	return w
}
