package columns

import (
	"maps"
	"slices"
	"sort"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// daily are the counts of active flows by status, from each day on which one of
// them changes to the next.
type daily struct {
	days   []civil.Date
	counts []Counts
}

// The days for which changes are gathered in an array; others are few.
var (
	usualFrom = civil.MustParse("1990-01-01")
	usualTo   = civil.MustParse("2100-01-01")
)

// changes are what is added to counts on each day.
type changes struct {
	usual  []Counts
	others map[civil.Date]*Counts
}

func (c *changes) on(day civil.Date) *Counts {
	if c.usual != nil && usualFrom <= day && day < usualTo {
		return &c.usual[day-usualFrom]
	}
	if c.others[day] == nil {
		c.others[day] = &Counts{}
	}
	return c.others[day]
}

func newChanges() *changes {
	return &changes{make([]Counts, usualTo-usualFrom), map[civil.Date]*Counts{}}
}

// newFewChanges is for few.
func newFewChanges() *changes { return &changes{nil, map[civil.Date]*Counts{}} }

// count adds the flows of a shape, or takes them away (by -1): each counts from the
// day on which it comes to a status to the day on which it leaves it.
func (c *changes) count(v *View, shape, by int) {
	stretches := v.lives.of(shape).stretches
	from, to := v.rows(shape)
	for row := from; row < to; row++ {
		active := v.span.values[v.periods[row]]
		for i, s := range stretches {
			within := active
			within.From = max(within.From, s.from)
			if i+1 < len(stretches) {
				within.To = min(within.To, stretches[i+1].from)
			}
			if !within.IsEmpty() {
				c.on(within.From)[s.status] += by
				c.on(within.To)[s.status] -= by
			}
		}
	}
}

// to adds the changes to counts, day by day.
func (c *changes) to(before daily) (d daily) {
	for i := range c.usual {
		if c.usual[i] != (Counts{}) {
			c.others[usualFrom+civil.Date(i)] = &c.usual[i]
		}
	}
	d.days = slices.AppendSeq(slices.Clone(before.days), maps.Keys(c.others))
	slices.Sort(d.days)
	d.days = slices.Compact(d.days)
	d.counts = make([]Counts, len(d.days))
	var added Counts
	for i, day := range d.days {
		if change := c.others[day]; change != nil {
			for s, n := range change {
				added[s] += n
			}
		}
		d.counts[i] = before.on(day)
		for s, n := range added {
			d.counts[i][s] += n
		}
	}
	return d
}

// on is how many flows are active on a day.
func (d daily) on(day civil.Date) Counts {
	i := sort.Search(len(d.days), func(i int) bool { return d.days[i] > day })
	if i == 0 {
		return Counts{}
	}
	return d.counts[i-1]
}

// Daily is how many flows are active on a day, by status: a look-up.
func (v *View) Daily(day civil.Date) Counts { return v.daily.on(day) }
