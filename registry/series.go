package registry

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// SeriesStep is how far the days of a series lie apart.
type SeriesStep string

// The steps.
const (
	Daily   SeriesStep = "DAY"
	Weekly  SeriesStep = "WEEK"
	Monthly SeriesStep = "MONTH"
	Yearly  SeriesStep = "YEAR"
)

// SeriesSteps are all steps.
var SeriesSteps = []SeriesStep{Daily, Weekly, Monthly, Yearly}

// SeriesBy is what the lines of a series stand for.
type SeriesBy string

// What lines may stand for.
const (
	ByStatus      SeriesBy = "STATUS"
	ByRegime      SeriesBy = "REGIME"
	ByInstrument  SeriesBy = "INSTRUMENT"
	ByOrigin      SeriesBy = "ORIGIN"
	ByDestination SeriesBy = "DESTINATION"
	ByRoute       SeriesBy = "ROUTE"
)

// SeriesBys are all that lines may stand for.
var SeriesBys = []SeriesBy{ByStatus, ByRegime, ByInstrument, ByOrigin, ByDestination, ByRoute}

// SeriesQuery asks for a series.
type SeriesQuery struct {
	From, Through civil.Date
	Step          SeriesStep
	By            SeriesBy
	Filter        *FlowFilter // nil admits all
}

// Series is the counts of active flows on days that follow each other.
type Series struct {
	Days  []civil.Date `json:"days"`
	Lines []SeriesLine `json:"lines"` // by their names; by status, from the best
	// ErasedFlows is that of [Summary]; commands count flows of now, of which none is erased.
	ErasedFlows int `json:"-"`
}

// SeriesLine is the counts of one name, one for each day.
type SeriesLine struct {
	Name   string `json:"name"`
	Counts []int  `json:"counts"`
}

// mostPoints bounds a series.
const mostPoints = 20_000

// days are the days that are asked for: the first, and each that lies a number of
// whole steps behind it, up to the last.
func (q SeriesQuery) days() (days []civil.Date, err error) {
	if q.Through < q.From {
		return nil, fault.Bad("through", q.Through.String(), "lies before from, %s", q.From)
	}
	for n := 0; ; n++ {
		day := q.day(n)
		if day.IsZero() || day > q.Through {
			return days, nil
		}
		if n == mostPoints {
			return nil, fault.Bad("step", string(q.Step), "makes more than %d days from %s to %s: expected a longer step", mostPoints, q.From, q.Through)
		}
		days = append(days, day)
	}
}

// day is the day a number of steps behind the first; the zero Date behind the last
// of all days.
func (q SeriesQuery) day(n int) civil.Date {
	switch q.Step {
	case Daily:
		return laterBy(q.From, n)
	case Weekly:
		return laterBy(q.From, 7*n)
	case Monthly:
		return q.From.AddMonths(n)
	case Yearly:
		return q.From.AddMonths(12 * n)
	}
	return 0
}

func laterBy(day civil.Date, days int) civil.Date {
	if later := day + civil.Date(days); later <= civil.Last {
		return later
	}
	return 0
}

// Series counts the active flows that a filter admits on the days of a series.
func (v *View) Series(ctx context.Context, q SeriesQuery) (*Series, error) {
	days, err := q.days()
	if err != nil {
		return nil, err
	}
	filter, err := v.narrowTo(ctx, "a series", q.Filter)
	if err != nil {
		return nil, err
	}
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	v.reads.counting.Lock()
	defer v.reads.counting.Unlock()
	if err := v.reads.counting.check(); err != nil {
		return nil, err
	}
	var lines map[string]columns.Line
	if q.By == ByStatus && filter.AdmitsAll() {
		lines = b.view.DailySeries(days)
	} else if lines, err = b.view.Series(ctx, filter, days, q.By.names(v, b.view)); err != nil {
		if errors.Is(err, columns.ErrManyCounts) {
			err = fault.Bad("step", string(q.Step), "makes more than %d counts of %d days by %s: expected a longer step, or fewer flows", columns.MostCounts, len(days), string(q.By))
		}
		return nil, err
	}
	s := &Series{Days: days, Lines: []SeriesLine{}}
	for _, name := range q.By.order(lines) {
		s.Lines = append(s.Lines, SeriesLine{name, lines[name]})
	}
	v.reads.counting.counts += len(days) * (1 + len(s.Lines)) // the days count as a line
	if err := v.reads.counting.check(); err != nil {
		return nil, err
	}
	s.ErasedFlows, err = v.erasedFlows(ctx, b)
	return s, err
}

// counting is how many counts the series of an operation have, which are kept until it is
// answered. They are made one series after the other.
type counting struct {
	sync.Mutex
	counts int
}

// check refuses too many counts with TOO_COMPLEX.
func (c *counting) check() error {
	if c.counts > columns.MostCounts {
		return fault.New(fault.TooComplex, "the series of the operation have more than %d counts: ask for fewer at a time, or by a longer step", columns.MostCounts)
	}
	return nil
}

// names gives the names by which a flow is counted.
func (by SeriesBy) names(v *View, t *columns.View) columns.Names {
	switch by {
	case ByStatus:
		return eachNamed(basis.Statuses, func(on columns.On) basis.Status { return on.Status })
	case ByRegime:
		return eachNamed(append([]law.Regime{""}, law.Regimes...), func(on columns.On) law.Regime { return on.Regime })
	case ByInstrument:
		return instrumentNames(v.law)
	case ByOrigin:
		return columns.Names{All: t.Words(), Of: func(all []int, way columns.Way, _ columns.On) []int {
			return append(all, int(way.Origin))
		}}
	case ByDestination:
		return columns.Names{All: t.Words(), Of: func(all []int, way columns.Way, _ columns.On) []int {
			return append(all, int(way.Destination))
		}}
	case ByRoute:
		return routeNames(t)
	}
	return columns.Names{}
}

// eachNamed are few names, of which a flow has one.
func eachNamed[T ~string](few []T, of func(on columns.On) T) columns.Names {
	n := columns.Names{Of: func(all []int, _ columns.Way, on columns.On) []int { return append(all, slices.Index(few, of(on))) }}
	for _, name := range few {
		n.All = append(n.All, string(name))
	}
	return n
}

// instrumentNames are those of the instruments that are bases of a flow, each once.
func instrumentNames(l *law.Law) columns.Names {
	n, numbers := columns.Names{}, map[string]int{}
	for _, i := range l.All() {
		numbers[i.ID] = len(n.All)
		n.All = append(n.All, i.ID)
	}
	n.Of = func(all []int, _ columns.Way, on columns.On) []int {
		for b := range on.Bases {
			if number := numbers[b.Instrument.ID]; !slices.Contains(all, number) {
				all = append(all, number)
			}
		}
		return all
	}
	return n
}

// routeNames are those of the ways that data goes, each with every status.
func routeNames(v *columns.View) columns.Names {
	n, numbers, words := columns.Names{}, map[columns.Way]int{}, v.Words() // of the first status of each
	for way := range v.Ways() {
		numbers[way] = len(n.All)
		for _, status := range basis.Statuses {
			n.All = append(n.All, words[way.Origin]+" "+words[way.Destination]+" "+string(status))
		}
	}
	n.Of = func(all []int, way columns.Way, on columns.On) []int {
		return append(all, numbers[way]+slices.Index(basis.Statuses, on.Status))
	}
	return n
}

// order are the names of lines, in their order.
func (by SeriesBy) order(lines map[string]columns.Line) []string {
	if by != ByStatus {
		return slices.Sorted(maps.Keys(lines))
	}
	var names []string
	for _, status := range basis.Statuses {
		if lines[string(status)] != nil {
			names = append(names, string(status))
		}
	}
	return names
}
