package columns

import (
	"sort"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// places finds days among others that ascend.
type places struct {
	days  []civil.Date
	usual []int32 // of each usual day; nil where there are too few days to make it
}

// placesOf makes a table of the usual days where many are asked for.
func placesOf(days []civil.Date) places {
	p := places{days: days}
	if len(days) == 1 {
		return p
	}
	p.usual = make([]int32, usualTo-usualFrom)
	n := p.search(usualFrom)
	for i := range p.usual {
		for int(n) < len(days) && days[n] < usualFrom+civil.Date(i) {
			n++
		}
		p.usual[i] = n
	}
	return p
}

// of is the number of the first day that is not before another.
func (p *places) of(day civil.Date) int32 {
	if p.usual != nil && usualFrom <= day && day < usualTo {
		return p.usual[day-usualFrom]
	}
	return p.search(day)
}

func (p *places) search(day civil.Date) int32 {
	return int32(sort.Search(len(p.days), func(i int) bool { return p.days[i] >= day }))
}
