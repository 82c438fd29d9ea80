package civil

import "time"

// AddMonths is the day so many months later: the same day of the month, or the last
// one of a month that has no such day. It is the zero Date outside the years 1 to
// 9999.
func (d Date) AddMonths(n int) Date {
	t := d.time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Of(first.AddDate(0, 0, min(t.Day(), last)-1))
}
