package columns

import (
	"context"
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

// known is the daily counts themselves, where they need not be made.
func (d daily) known() daily { return d }

// The days for which changes are gathered in an array; others are few.
var (
	usualFrom = civil.MustParse("1990-01-01")
	usualTo   = civil.MustParse("2100-01-01")
)

// changes are what is added to counts on each day.
type changes struct {
	usual  []Counts
	others map[civil.Date]*Counts
	turns  []stretch // of the shape that is counted
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
	return &changes{usual: make([]Counts, usualTo-usualFrom), others: map[civil.Date]*Counts{}}
}

// newFewChanges is for few.
func newFewChanges() *changes { return &changes{others: map[civil.Date]*Counts{}} }

// fewShapes change on so few days that an array of all days is not worth it.
const fewShapes = 1000

// recounted are the counts of a view of which some shapes are decided otherwise than
// in this one, or have other rows.
func (v *View) recounted(next *View, again []int) daily {
	c := newFewChanges()
	if len(again) > fewShapes {
		c = newChanges()
	}
	for _, shape := range again {
		if v.Table == next.Table && slices.Equal(v.Life(shape).words, next.Life(shape).words) {
			continue
		}
		if shape < v.Shapes() {
			c.count(v, shape, -1)
		}
		c.count(next, shape, +1)
	}
	return c.to(v.daily())
}

// count adds the flows of a shape, or takes them away (by -1): each counts from the
// day on which it comes to a status to the day on which it leaves it.
func (c *changes) count(v *View, shape, by int) {
	c.turns = v.Life(shape).turns(c.turns[:0])
	activeSince(v, shape, c.turns, func(s stretch, within civil.Interval) {
		c.on(within.From)[s.status()] += by
		c.on(within.To)[s.status()] -= by
	})
}

func (s stretch) begins() civil.Date { return s.from }

// activeSince tells of each flow of a shape on which days it is active from each of some
// ascending turns to the next, where there are any.
func activeSince[T interface{ begins() civil.Date }](v *View, shape int, turns []T, fn func(turn T, within civil.Interval)) {
	from, to := v.rows(shape)
	for row := from; row < to; row++ {
		active := v.span.values[v.periods[row]]
		for i, turn := range turns {
			within := active
			within.From = max(within.From, turn.begins())
			if i+1 < len(turns) {
				within.To = min(within.To, turns[i+1].begins())
			}
			if !within.IsEmpty() {
				fn(turn, within)
			}
		}
	}
}

// turns adds the stretches with which the status is another one.
func (l Life) turns(all []stretch) []stretch {
	for i := range l.stretches() {
		if s := l.stretch(i); i == 0 || all[len(all)-1].status() != s.status() {
			all = append(all, s)
		}
	}
	return all
}

// counted counts the flows of all shapes.
func counted(ctx context.Context, v *View, workers int) (daily, error) {
	by := make([]*changes, workers)
	for i := range by {
		by[i] = newChanges()
	}
	err := Shared(ctx, workers, v.Shapes(), func(worker, shape int) error {
		by[worker].count(v, shape, +1)
		return nil
	})
	for _, c := range by[1:] {
		by[0].add(c)
	}
	return by[0].to(daily{}), err
}

// add adds what others have gathered.
func (c *changes) add(other *changes) {
	for i := range other.usual {
		c.usual[i].add(&other.usual[i])
	}
	for day, counts := range other.others {
		c.on(day).add(counts)
	}
}

func (c *Counts) add(other *Counts) {
	for i, n := range other {
		c[i] += n
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
			added.add(change)
		}
		d.counts[i] = before.on(day)
		d.counts[i].add(&added)
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
func (v *View) Daily(day civil.Date) Counts { return v.daily().on(day) }
