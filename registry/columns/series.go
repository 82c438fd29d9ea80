package columns

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Line is the counts of one kind of flows on a series of days.
type Line []int

// Names are what flows are counted by: of tells by which of them, in numbers, a flow
// of a way is counted on days on which something holds for it. It is none, one or several, and
// added to all.
type Names struct {
	All []string
	Of  func(all []int, way Way, on On) []int
}

// Series counts the active flows that a filter admits, on each of some ascending
// days, by names. It walks every stretch of every life once, however many days
// there are: a flow counts from the first of the days in a stretch to the last. Where
// kinds say all that is asked for, and are kept, it looks them up.
func (v *View) Series(ctx context.Context, f Filter, days []civil.Date, by Names) (map[string]Line, error) {
	if k, q := v.byKinds(f, days[0]); k != nil {
		return k.series(q, days, by)
	}
	q := v.ask(f, days[0])
	s := &series{question: q, days: days, by: by, place: placesOf(days)}
	if q.active != nil {
		s.spans = make([]within, len(v.span.values))
		for i, span := range v.span.values {
			s.spans[i] = s.within(span)
		}
	}
	workers := make([]*tally, Workers())
	for i := range workers {
		workers[i] = &tally{lines: make([]Line, len(by.All))}
	}
	count := s.count
	if len(days) == 1 {
		count = s.countDay
	}
	ctx, s.giveUp = context.WithCancelCause(ctx)
	defer s.giveUp(nil)
	err := q.sweep(ctx, func(worker, shape int) { count(workers[worker], shape) })
	if errors.Is(context.Cause(ctx), ErrManyCounts) {
		err = ErrManyCounts
	}
	if err != nil {
		return nil, err
	}
	return by.summed(workers, len(days))
}

// ErrManyCounts says that a series has more counts than [MostCounts].
var ErrManyCounts = errors.New("columns: a series of too many counts")

// MostCounts is how many counts a series may have in all of its lines.
const MostCounts = 2_000_000

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
	days   []civil.Date
	by     Names
	place  places
	spans  []within     // of all spans; nil where few rows are asked for
	lines  atomic.Int64 // that are in use, of all workers
	giveUp context.CancelCauseFunc
}

// within is what lies in a period: the first day, and the first one behind it.
type within struct{ from, to int32 }

func (s *series) within(span civil.Interval) within {
	return within{s.place.of(span.From), s.place.of(span.To)}
}

// tally is what one worker has counted: of each name and day, how many more flows
// count than on the day before.
type tally struct {
	lines  []Line // nil while nothing is counted
	latest Line   // of those
	names  []int
	runs   []run // of the shape that is counted
}

// run is days on which the flows of a shape count by a name.
type run struct {
	within
	line Line
}

// line is the line of a name in a tally. Of more than there may be, the last is that of
// others, too: nobody will read it.
func (s *series) line(t *tally, name int) Line {
	if t.lines[name] == nil {
		if s.lines.Add(1)*int64(len(s.days)) > int64(Workers()*MostCounts) && t.latest != nil {
			s.giveUp(ErrManyCounts)
			return t.latest
		}
		t.latest = make(Line, len(s.days)+1)
		t.lines[name] = t.latest
	}
	return t.lines[name]
}

// count counts the flows of a shape.
func (s *series) count(t *tally, shape int) {
	if !s.describes(shape) {
		return
	}
	life := s.Life(shape)
	t.runs = t.runs[:0]
	to := int32(len(s.days))
	for i := life.stretches() - 1; i >= 0; i-- {
		stretch := life.stretch(i)
		from := s.place.of(stretch.from)
		if from < to && s.holds(life, stretch) {
			t.names = s.by.Of(t.names[:0], s.Way(shape), life.onStretch(stretch))
			for _, name := range t.names {
				t.addRun(within{from, to}, s.line(t, name))
			}
		}
		to = from
	}
	if len(t.runs) > 0 {
		s.countRows(t.runs, shape)
	}
}

// addRun adds days on which the flows count by a name, or lets a run begin earlier that
// they continue.
func (t *tally) addRun(days within, line Line) {
	for i := len(t.runs) - 1; i >= 0 && t.runs[i].from >= days.to; i-- {
		if r := &t.runs[i]; r.from == days.to && &r.line[0] == &line[0] {
			r.from = days.from
			return
		}
	}
	t.runs = append(t.runs, run{days, line})
}

func (s *series) countRows(runs []run, shape int) {
	first, end := s.rows(shape)
	for row := first; row < end; row++ {
		if !s.says(row) {
			continue
		}
		var active within
		if s.spans != nil {
			active = s.spans[s.periods[row]]
		} else {
			active = s.within(s.span.values[s.periods[row]])
		}
		for i := range runs {
			r := &runs[i]
			if from, to := max(r.from, active.from), min(r.to, active.to); from < to {
				r.line[from]++
				r.line[to]--
			}
		}
	}
}

// countDay counts the flows of a shape on the only day.
func (s *series) countDay(t *tally, shape int) {
	life, stretch, of := s.judge(shape)
	if of&active == 0 {
		return
	}
	if n, _ := s.question.countRows(shape, active); n > 0 {
		t.names = s.by.Of(t.names[:0], s.Way(shape), life.onStretch(stretch))
		for _, name := range t.names {
			s.line(t, name)[0] += n
		}
	}
}

// summed adds the differences up; a line on which nothing ever counts is left out.
func (n Names) summed(workers []*tally, days int) (map[string]Line, error) {
	all, inUse := make([]Line, len(n.All)), 0
	for name := range all {
		for _, t := range workers {
			if t.lines[name] == nil {
				continue
			}
			if all[name] == nil {
				if inUse += days; inUse > MostCounts {
					return nil, ErrManyCounts
				}
				all[name] = make(Line, days)
			}
			now := 0
			for i := range days {
				now += t.lines[name][i]
				all[name][i] += now
			}
		}
	}
	return n.named(all), nil
}

// named gives lines their names.
func (n Names) named(all []Line) map[string]Line {
	lines := map[string]Line{}
	for name, line := range all {
		if len(line) > 0 && slices.Max(line) > 0 {
			lines[n.All[name]] = line
		}
	}
	return lines
}
