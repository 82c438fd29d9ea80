package civil

// Interval is the period of days [From, To): From is its first day, To the day
// after its last one. It is empty when To is not after From.
type Interval struct {
	From, To Date
}

// Always is the period of all days.
var Always = Interval{From: First, To: end}

// Between is the period from … through of the contract and the law: both days
// belong to it, and a bound that is not given (the zero Date) is open.
func Between(from, through Date) Interval {
	period := Always
	if !from.IsZero() {
		period.From = from
	}
	if !through.IsZero() {
		period.To = through + 1
	}
	return period
}

// Until is the period from … up to an event: on the day of the event it is
// over. A bound that is not given (the zero Date) is open.
func Until(from, event Date) Interval {
	period := Between(from, 0)
	if !event.IsZero() {
		period.To = event
	}
	return period
}

// Before is the period of all days before day; nothing for the zero Date.
func Before(day Date) Interval { return Interval{From: First, To: day} }

// Since is the period of all days from day on; nothing for the zero Date, for
// what has no day has not happened.
func Since(day Date) Interval {
	if day.IsZero() {
		return Interval{}
	}
	return Interval{From: day, To: end}
}

// IsEmpty reports whether no day belongs to i.
func (i Interval) IsEmpty() bool { return i.To <= i.From }

// Contains reports whether d belongs to i.
func (i Interval) Contains(d Date) bool { return i.From <= d && d < i.To }

// Intersect is the period of the days that belong to both.
func (i Interval) Intersect(j Interval) Interval {
	return Interval{From: max(i.From, j.From), To: min(i.To, j.To)}
}

// First is the first day of the period, or the zero Date where it is open.
func (i Interval) First() Date {
	if i.From <= First {
		return 0
	}
	return i.From
}

// Through is the last day of the period, or the zero Date where it is open.
func (i Interval) Through() Date {
	if i.To >= end {
		return 0
	}
	return i.To - 1
}
