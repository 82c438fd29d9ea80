package columns

import (
	"context"
	"maps"
	"slices"
	"sort"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Line is the counts of one kind of flows on a series of days.
type Line []int

// By tells by which names a flow is counted on days on which a shape has a
// verdict: by none, one or several.
type By func(shape int, on On, count func(name string))

// Series counts the active flows that a filter admits, on each of some ascending
// days, by names. It walks every stretch of every life once, however many days
// there are: a flow counts from the first of the days in a stretch to the last.
func (v *View) Series(ctx context.Context, f Filter, days []civil.Date, by By) (map[string]Line, error) {
	q := v.ask(f, 0)
	s := &series{question: q, days: days, by: by, from: make([]int, len(v.span.values)), to: make([]int, len(v.span.values))}
	for i, span := range v.span.values {
		s.from[i], s.to[i] = s.at(span.From), s.at(span.To)
	}
	differences := make([]map[string]Line, Workers())
	for i := range differences {
		differences[i] = map[string]Line{}
	}
	err := Shared(ctx, len(differences), v.Shapes(), func(worker, shape int) error {
		s.count(shape, differences[worker])
		return nil
	})
	return summed(differences, len(days)), err
}

// DailySeries is the Series of all flows by status: a look-up for each day.
func (v *View) DailySeries(days []civil.Date) map[string]Line {
	lines := map[string]Line{}
	for i, day := range days {
		for s, n := range v.Daily(day) {
			name := string(basis.Statuses[s])
			if n > 0 && lines[name] == nil {
				lines[name] = make(Line, len(days))
			}
			if n > 0 {
				lines[name][i] = n
			}
		}
	}
	return lines
}

// series is a count in the making.
type series struct {
	*question
	days     []civil.Date
	by       By
	from, to []int // of each span: the first day in it, and the first one behind it
}

// at is the number of the first day that is not before another.
func (s *series) at(day civil.Date) int {
	return sort.Search(len(s.days), func(i int) bool { return s.days[i] >= day })
}

// count notes on which days how many more flows of a shape count than on the day
// before.
func (s *series) count(shape int, differences map[string]Line) {
	if !s.describes(shape) {
		return
	}
	life := s.Life(shape)
	for i := range life.stretches() {
		stretch := life.stretch(i)
		from, to := s.at(stretch.from), len(s.days)
		if i+1 < life.stretches() {
			to = s.at(life.stretch(i + 1).from)
		}
		on := life.onStretch(stretch)
		if from == to || !s.holds(on) {
			continue
		}
		var lines []Line
		s.by(shape, on, func(name string) {
			if differences[name] == nil {
				differences[name] = make(Line, len(s.days)+1)
			}
			lines = append(lines, differences[name])
		})
		s.countRows(shape, from, to, lines)
	}
}

func (s *series) countRows(shape, from, to int, lines []Line) {
	first, end := s.rows(shape)
	for row := first; row < end; row++ {
		period := s.periods[row]
		begins, ends := max(from, s.from[period]), min(to, s.to[period])
		if begins >= ends || !s.says(row) {
			continue
		}
		for _, line := range lines {
			line[begins]++
			line[ends]--
		}
	}
}

// summed adds the differences up; a line on which nothing ever counts is left out.
func summed(differences []map[string]Line, days int) map[string]Line {
	lines := map[string]Line{}
	for _, of := range differences {
		for name, line := range of {
			if lines[name] == nil {
				lines[name] = make(Line, days)
			}
			now := 0
			for i := range days {
				now += line[i]
				lines[name][i] += now
			}
		}
	}
	maps.DeleteFunc(lines, func(_ string, line Line) bool { return slices.Max(line) == 0 })
	return lines
}
