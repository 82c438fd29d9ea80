package columns

import (
	"cmp"
	"slices"
	"sort"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// running is how many flows there are, from each day on which that changes to the next.
// What changed lately is not laid out with the rest, which would be copied for it.
type running struct {
	days  []civil.Date
	flows []int32
	late  []step // ascending, one for each day
}

// step is how many flows more there are from a day on.
type step struct {
	day civil.Date
	by  int32
}

// on is how many there are on a day.
func (r *running) on(day civil.Date) (flows int) {
	r.along([]civil.Date{day}, func(_, n int) { flows = n })
	return flows
}

// along tells of each of some ascending days how many there are.
func (r *running) along(days []civil.Date, fn func(n, flows int)) {
	at, late, flows, added := 0, r.late, 0, 0
	for n, day := range days {
		at += sort.Search(len(r.days)-at, func(i int) bool { return r.days[at+i] > day })
		if at > 0 {
			flows = int(r.flows[at-1])
		}
		for ; len(late) > 0 && late[0].day <= day; late = late[1:] {
			added += int(late[0].by)
		}
		fn(n, flows+added)
	}
}

// len is on how many days there are others than on the day before.
func (r running) len() int { return len(r.days) + len(r.late) }

// mostLate is how many steps are not laid out, beside a part of those that are.
const mostLate = 64

// with is what it is after further steps.
func (r running) with(further []step) running {
	r.late = summed(slices.Concat(r.late, further))
	if len(r.late) > mostLate+len(r.days)/mostLate {
		return r.settled()
	}
	return r
}

// summed puts steps in order, one for each day on which something changes.
func summed(steps []step) (all []step) {
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.day, b.day) })
	all = steps[:0]
	for len(steps) > 0 {
		sum := steps[0]
		for steps = steps[1:]; len(steps) > 0 && steps[0].day == sum.day; steps = steps[1:] {
			sum.by += steps[0].by
		}
		if sum.by != 0 {
			all = append(all, sum)
		}
	}
	return all
}

// settled lays out what came late.
func (r running) settled() (made running) {
	steps := slices.Clone(r.late)
	before := int32(0)
	for i, day := range r.days {
		steps = append(steps, step{day, r.flows[i] - before})
		before = r.flows[i]
	}
	flows := int32(0)
	for _, s := range summed(steps) {
		flows += s.by
		made.days, made.flows = append(made.days, s.day), append(made.flows, flows)
	}
	return made
}
