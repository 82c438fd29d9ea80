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

// Scenario is a hypothesis about the law beside the law as it stands.
type Scenario struct {
	asIs, changed *View
}

// Scenario supposes changes of the law; nothing is stored.
func (v *View) Scenario(changes []law.Change) (*Scenario, error) {
	changed, err := v.Under(changes...)
	if err != nil {
		return nil, err
	}
	return &Scenario{v, changed}, nil
}

// View is the registry under the hypothesis.
func (s *Scenario) View() *View { return s.changed }

// Impact is what the changes do on a day, to the flows that are active then.
type Impact struct {
	AsOf              civil.Date
	Worsened          int
	Improved          int
	NewlyWithoutBasis int
	StillCovered      []InstrumentCount // of flows that lose a basis and keep another: on what they rest
	ByOrigin          []OriginCount
	worsened          []int // shapes
	view              *View // of which is asked about the flows: as the law stands
	book              *book
	changed           *View
	supposed          *book // of changed
}

// OriginCount counts the flows of an origin that lose their last valid basis.
type OriginCount struct {
	Origin            string
	NewlyWithoutBasis int
}

// Flows lists the flows that are worse off, by external id.
func (i *Impact) Flows(ctx context.Context, paging Paging) (*FlowPage, error) {
	list := &flowList{View: i.view, book: i.book, day: i.AsOf, filter: columns.Filter{Shapes: i.worsened, Status: activeStatuses}}
	return list.page(ctx, paging)
}

// Remedies finds what would mend, under the hypothesis, the flows that are worse off,
// greatest first, like [View.Mend].
func (i *Impact) Remedies(ctx context.Context, first int) ([]*Mending, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	return i.changed.mendAll(ctx, i.supposed, columns.Filter{Shapes: i.worsened, Status: brokenStatuses}, i.AsOf, first)
}

// activeStatuses are those of flows that are active.
var activeStatuses = basis.Statuses[1:]

// Impact compares the law as it stands with the changed law on a day.
func (s *Scenario) Impact(ctx context.Context, asOf civil.Date) (*Impact, error) {
	before, err := s.asIs.everything(ctx)
	if err != nil {
		return nil, err
	}
	after, err := s.changed.everything(ctx)
	if err != nil {
		return nil, err
	}
	impact := &Impact{AsOf: s.asIs.Day(asOf), view: s.asIs, book: before, changed: s.changed, supposed: after, worsened: []int{}}
	origins, covered := map[string]int{}, map[string]int{}
	for shape := range before.flows.Shapes() {
		active := before.view.Active(shape, impact.AsOf)
		if active == 0 {
			continue
		}
		was, is := before.view.Life(shape).On(impact.AsOf), after.view.Life(shape).On(impact.AsOf)
		if is.Status == basis.NoValidBasis && was.Status != basis.NoValidBasis {
			origin, _ := before.flows.Route(shape)
			origins[origin] += active
			impact.NewlyWithoutBasis += active
		}
		switch c := cmp.Compare(rank(is.Status), rank(was.Status)); {
		case c > 0:
			impact.Worsened += active
			impact.worsened = append(impact.worsened, shape)
		case c < 0:
			impact.Improved += active
		}
		if is.Status != basis.NoValidBasis && losesBasis(was, is) {
			for _, id := range instrumentsOf(nil, is) {
				covered[id] += active
			}
		}
	}
	impact.StillCovered = s.changed.instrumentCounts(covered)
	for origin, flows := range origins {
		impact.ByOrigin = append(impact.ByOrigin, OriginCount{origin, flows})
	}
	slices.SortFunc(impact.ByOrigin, func(a, b OriginCount) int { return cmp.Compare(a.Origin, b.Origin) })
	return impact, nil
}

// rank orders the statuses of active flows from good to bad (contract,
// impact).
func rank(s basis.Status) int {
	switch s {
	case basis.Inactive, basis.NotRestricted, basis.Valid:
		return 0
	case basis.AtRisk:
		return 1
	case basis.NoValidBasis:
		return 2
	}
	return 2
}

// losesBasis reports whether a basis is gone: the same instrument with the same
// evidence.
func losesBasis(was, is columns.On) bool {
	for b := range was.Bases {
		kept := false
		for c := range is.Bases {
			kept = kept || b.Same(*c)
		}
		if !kept {
			return true
		}
	}
	return false
}
