package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Summary counts the flows that are active on a day.
type Summary struct {
	AsOf        civil.Date
	ActiveFlows int
	ByStatus    []StatusCount
	ErasedFlows int // of the state, whatever the day: their content was erased since, and they are in no count
	view        *View
	book        *book
	of          columns.Filter // the flows that the caller may know
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

// Summary counts the flows of a day by status, and further when somebody asks for it.
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
	erased, err := v.erasedFlows(ctx, b)
	if err != nil {
		return nil, err
	}
	s := &Summary{AsOf: day, ActiveFlows: counts.Active(), ErasedFlows: erased, view: v, book: b, of: of}
	for i, status := range basis.Statuses {
		if status != basis.Inactive && counts[i] > 0 {
			s.ByStatus = append(s.ByStatus, StatusCount{status, counts[i]})
		}
	}
	return s, nil
}

// ByInstrument counts the flows by instrument: a flow counts once for each that is a
// basis of it.
func (s *Summary) ByInstrument(ctx context.Context) ([]InstrumentCount, error) {
	counts, err := countHeaps(ctx, s, func(ids []string, h columns.Heap) []string { return instrumentsOf(ids, h.On) })
	return s.view.instrumentCounts(counts), err
}

// ByRoute counts the flows by origin, destination and status, in this order.
func (s *Summary) ByRoute(ctx context.Context) (routes []RouteCount, err error) {
	type toStatus struct {
		columns.Way
		basis.Status
	}
	counts, err := countHeaps(ctx, s, func(none []toStatus, h columns.Heap) []toStatus { return append(none, toStatus{h.Way, h.Status}) })
	words := s.book.flows.Words()
	for to, flows := range counts {
		routes = append(routes, RouteCount{words[to.Origin], words[to.Destination], to.Status, flows})
	}
	slices.SortFunc(routes, func(a, b RouteCount) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Destination, b.Destination), cmp.Compare(a.Status, b.Status))
	})
	return routes, err
}

// countHeaps counts the flows of the day by what keys appends for each heap of them.
func countHeaps[K comparable](ctx context.Context, s *Summary, keys func(none []K, h columns.Heap) []K) (map[K]int, error) {
	type counting struct {
		counts map[K]int
		keys   []K
	}
	workers := make([]counting, columns.Workers())
	for i := range workers {
		workers[i].counts = map[K]int{}
	}
	err := s.book.view.Heaps(ctx, s.of, s.AsOf, func(worker int, h columns.Heap) {
		w := &workers[worker]
		w.keys = keys(w.keys[:0], h)
		for _, key := range w.keys {
			w.counts[key] += h.Flows
		}
	})
	all := workers[0].counts
	for _, w := range workers[1:] {
		for key, flows := range w.counts {
			all[key] += flows
		}
	}
	return all, err
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
