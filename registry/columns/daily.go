package columns

import (
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
	if usualFrom <= day && day < usualTo {
		return &c.usual[day-usualFrom]
	}
	if c.others[day] == nil {
		c.others[day] = &Counts{}
	}
	return c.others[day]
}

// countDaily counts all flows on all days at once: each adds one on the day on
// which it comes to a status, and takes it away when it leaves it.
func (v *View) countDaily() daily {
	all := changes{make([]Counts, usualTo-usualFrom), map[civil.Date]*Counts{}}
	for shape := range v.lives {
		stretches := v.lives[shape].stretches
		from, to := v.rows(shape)
		for row := from; row < to; row++ {
			active := v.spans[v.periods[row]]
			for i, s := range stretches {
				within := active
				within.From = max(within.From, s.from)
				if i+1 < len(stretches) {
					within.To = min(within.To, stretches[i+1].from)
				}
				if !within.IsEmpty() {
					all.on(within.From)[s.status]++
					all.on(within.To)[s.status]--
				}
			}
		}
	}
	return all.added()
}

// added adds the changes up, day by day.
func (c *changes) added() (d daily) {
	for i := range c.usual {
		if c.usual[i] != (Counts{}) {
			c.others[usualFrom+civil.Date(i)] = &c.usual[i]
		}
	}
	for day := range c.others {
		d.days = append(d.days, day)
	}
	slices.Sort(d.days)
	var now Counts
	for _, day := range d.days {
		for i, n := range c.others[day] {
			now[i] += n
		}
		d.counts = append(d.counts, now)
	}
	return d
}

// Daily is how many flows are active on a day, by status: a look-up.
func (v *View) Daily(day civil.Date) Counts {
	i := sort.Search(len(v.daily.days), func(i int) bool { return v.daily.days[i] > day })
	if i == 0 {
		return Counts{}
	}
	return v.daily.counts[i-1]
}
