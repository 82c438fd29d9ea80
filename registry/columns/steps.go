package columns

import "github.com/safeconduct/safeconduct/registry/civil"

// steps gathers how many flows more there are from each day on. The usual days lie in
// pages, of which there are those on whose days something changes.
type steps struct {
	pages  [usualDays/daysInPage + 1]*[daysInPage]int32
	others []step
}

const (
	usualDays  = 110*365 + 27 // from usualFrom to usualTo
	daysInPage = 128
)

// add adds so many flows that are active in a period.
func (s *steps) add(active civil.Interval, flows int32) {
	s.on(active.From, flows)
	if active.To < civil.Always.To {
		s.on(active.To, -flows)
	}
}

func (s *steps) on(day civil.Date, by int32) {
	if day < usualFrom || day >= usualTo {
		s.others = append(s.others, step{day, by})
		return
	}
	n := day - usualFrom
	page := &s.pages[n/daysInPage]
	if *page == nil {
		*page = &[daysInPage]int32{}
	}
	(*page)[n%daysInPage] += by
}

// all are the steps, in some order.
func (s *steps) all() []step {
	all := s.others
	for number, page := range s.pages {
		if page == nil {
			continue
		}
		for n, by := range page {
			if by != 0 {
				all = append(all, step{usualFrom + civil.Date(number*daysInPage+n), by})
			}
		}
	}
	return all
}
