// Package civil computes with civil days: dates without a clock and without a
// zone, periods and sets of days. It knows nothing of law and reads no clock.
//
// The contract writes periods with both days included ("from … through") and
// lets an event take effect on its own day. Inside, every period is half-open
// ([from, to)): [Between] converts on the way in, [Interval.Through] on the way
// out, and nobody else converts.
package civil

import (
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar (ISO 8601), years 1 to
// 9999, counted from 0001-01-01 as day 1. The zero Date is no day: "not given".
type Date int32

// The first and the last day that can be written, and the day after it, which
// no date names: it only closes half-open periods.
const (
	First Date = 1
	Last  Date = 3652059
	end        = Last + 1
)

const (
	layout      = "2006-01-02"
	secondsADay = 24 * 60 * 60
	// unixDay is the number of the day 1970-01-01.
	unixDay Date = 719163
)

// Of gives the day on which the moment t lies in UTC, or the zero Date when
// its year is outside 1 to 9999.
func Of(t time.Time) Date {
	t = t.UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return 0
	}
	seconds := t.Unix()
	days := seconds / secondsADay
	if seconds%secondsADay < 0 {
		days--
	}
	return unixDay + Date(days)
}

// Parse reads a date written exactly as YYYY-MM-DD. It refuses everything
// else: other separators, missing zeros, days that the calendar does not have.
func Parse(text string) (Date, error) {
	t, err := time.Parse(layout, text)
	if err != nil || len(text) != len(layout) || t.Year() < 1 {
		return 0, fmt.Errorf("%q is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16", clip(text))
	}
	return Of(t), nil
}

// MustParse is [Parse] for constants; it panics on bad input.
func MustParse(text string) Date {
	d, err := Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// clip keeps echoed input short: an error must never grow with its input.
func clip(text string) string {
	const most = 100
	if len(text) <= most {
		return text
	}
	return text[:most] + "…"
}

// IsZero reports whether d is "not given".
func (d Date) IsZero() bool { return d == 0 }

// String writes d as YYYY-MM-DD; the zero Date is the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(layout)
}

func (d Date) time() time.Time {
	return time.Unix(int64(d-unixDay)*secondsADay, 0).UTC()
}

// MarshalText writes YYYY-MM-DD, or nothing for the zero Date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [Parse] reads; the empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
