package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Summary counts the flows that are active on a day.
type Summary struct {
	AsOf        civil.Date
	ActiveFlows int
	ByStatus    []StatusCount
	view        *View
	book        *book
	exporters   []fact.ID // whose flows are counted; none: all
}

// StatusCount is a number of flows of a status.
type StatusCount struct {
	Status basis.Status
	Flows  int
}

// InstrumentCount is a number of flows that rest on an instrument.
type InstrumentCount struct {
	Instrument *law.Instrument
	Flows      int
}

// RouteCount is a number of flows from an origin to a destination of a status.
type RouteCount struct {
	Origin, Destination string
	Status              basis.Status
	Flows               int
}

// Summary counts the flows of a day: what is kept by day is looked up, and the rest is
// swept when somebody asks for it.
func (v *View) Summary(ctx context.Context, asOf civil.Date) (*Summary, error) {
	b, err := v.everythingAs(ctx, access.ReadFlows)
	if err != nil {
		return nil, err
	}
	day := v.Day(asOf)
	of, err := v.confine(ctx, columns.Filter{})
	if err != nil {
		return nil, err
	}
	counts, err := b.view.Count(ctx, of, day)
	if err != nil {
		return nil, err
	}
	s := &Summary{AsOf: day, ActiveFlows: counts.Active(), view: v, book: b, exporters: of.Exporter}
	for i, status := range basis.Statuses {
		if status != basis.Inactive && counts[i] > 0 {
			s.ByStatus = append(s.ByStatus, StatusCount{status, counts[i]})
		}
	}
	return s, nil
}

// ByInstrument counts the flows by instrument: a flow counts once for each that is a
// basis of it.
func (s *Summary) ByInstrument() []InstrumentCount {
	counts := map[string]int{}
	var ids []string
	s.sweep(func(_, active int, on columns.On) {
		ids = instrumentsOf(ids[:0], on)
		for _, id := range ids {
			counts[id] += active
		}
	})
	return s.view.instrumentCounts(counts)
}

// ByRoute counts the flows by origin, destination and status, in this order.
func (s *Summary) ByRoute() (routes []RouteCount) {
	counts := map[RouteCount]int{}
	s.sweep(func(shape, active int, on columns.On) {
		origin, destination := s.book.view.Route(shape)
		counts[RouteCount{Origin: origin, Destination: destination, Status: on.Status}] += active
	})
	for route, flows := range counts {
		route.Flows = flows
		routes = append(routes, route)
	}
	slices.SortFunc(routes, func(a, b RouteCount) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Destination, b.Destination), cmp.Compare(a.Status, b.Status))
	})
	return routes
}

// sweep walks the shapes of which flows are active.
func (s *Summary) sweep(fn func(shape, active int, on columns.On)) {
	for shape := range s.book.view.Shapes() {
		if !anyOf(s.exporters, s.book.flows.Exporter(shape)) {
			continue
		}
		if active := s.book.view.Active(shape, s.AsOf); active > 0 {
			fn(shape, active, s.book.view.Life(shape).On(s.AsOf))
		}
	}
}

// instrumentsOf appends the instruments of bases, each once.
func instrumentsOf(ids []string, on columns.On) []string {
	for b := range on.Bases {
		if !slices.Contains(ids, b.Instrument.ID) {
			ids = append(ids, b.Instrument.ID)
		}
	}
	return ids
}

func (v *View) instrumentCounts(counts map[string]int) []InstrumentCount {
	var all []InstrumentCount
	for id, flows := range counts {
		all = append(all, InstrumentCount{v.law.Instrument(id), flows})
	}
	slices.SortFunc(all, func(a, b InstrumentCount) int { return cmp.Compare(a.Instrument.ID, b.Instrument.ID) })
	return all
}
