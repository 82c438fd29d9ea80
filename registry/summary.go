package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Summary counts the flows that are active on a day.
type Summary struct {
	AsOf         civil.Date
	ActiveFlows  int
	ByStatus     []StatusCount
	ByInstrument []InstrumentCount // a flow counts once for each instrument that is a basis of it
	ByRoute      []RouteCount
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

// Summary counts the flows of a day.
func (v *View) Summary(ctx context.Context, asOf civil.Date) (*Summary, error) {
	b, err := v.everything(ctx)
	if err != nil {
		return nil, err
	}
	day := v.Day(asOf)
	counts := b.view.Daily(day)
	s := &Summary{AsOf: day, ActiveFlows: counts.Active()}
	for i, status := range basis.Statuses {
		if status != basis.Inactive && counts[i] > 0 {
			s.ByStatus = append(s.ByStatus, StatusCount{status, counts[i]})
		}
	}
	byInstrument, byRoute := map[string]int{}, map[RouteCount]int{}
	for shape := range b.view.Shapes() {
		active := b.view.Active(shape, day)
		if active == 0 {
			continue
		}
		on := b.view.Life(shape).On(day)
		origin, destination := b.view.Route(shape)
		byRoute[RouteCount{Origin: origin, Destination: destination, Status: on.Status}] += active
		for _, id := range instrumentsOf(on) {
			byInstrument[id] += active
		}
	}
	s.ByInstrument = v.instrumentCounts(byInstrument)
	for route, flows := range byRoute {
		route.Flows = flows
		s.ByRoute = append(s.ByRoute, route)
	}
	slices.SortFunc(s.ByRoute, func(a, b RouteCount) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Destination, b.Destination), cmp.Compare(a.Status, b.Status))
	})
	return s, nil
}

// instrumentsOf are the instruments of bases, each once.
func instrumentsOf(on columns.On) (ids []string) {
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
