package registry

import (
	"cmp"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
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

// Impact is what the changes do on a day, to the flows that are active then.
type Impact struct {
	AsOf              civil.Date
	Worsened          int
	Improved          int
	NewlyWithoutBasis int
	StillCovered      []InstrumentCount // of flows that lose a basis and keep another: on what they rest
	ByOrigin          []OriginCount
	worsened          []*fact.Flow
	view              *View // of which is asked about the flows: as the law stands
}

// OriginCount counts the flows of an origin that lose their last valid basis.
type OriginCount struct {
	Origin            string
	NewlyWithoutBasis int
}

// Flows lists the flows that are worse off, by external id.
func (i *Impact) Flows(paging Paging) (*Page[*fact.Flow], error) {
	return i.view.pageOfFlows(i.worsened, paging)
}

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
	impact := &Impact{AsOf: s.asIs.Day(asOf), view: s.asIs}
	origins, covered := map[string]int{}, map[string]int{}
	for i, f := range before.flows {
		was, is := before.decisions[i].Timeline.On(impact.AsOf), after.decisions[i].Timeline.On(impact.AsOf)
		if was.Status == basis.Inactive {
			continue
		}
		if is.Status == basis.NoValidBasis && was.Status != basis.NoValidBasis {
			origin, _ := before.decisions[i].Case.Route()
			origins[origin]++
			impact.NewlyWithoutBasis++
		}
		switch c := cmp.Compare(rank(is.Status), rank(was.Status)); {
		case c > 0:
			impact.Worsened++
			impact.worsened = append(impact.worsened, f)
		case c < 0:
			impact.Improved++
		}
		if is.Status != basis.NoValidBasis && losesBasis(was.Bases, is.Bases) {
			for _, id := range instrumentsOf(is.Bases) {
				covered[id]++
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
func losesBasis(was, is []basis.Basis) bool {
	return slices.ContainsFunc(was, func(b basis.Basis) bool {
		return !slices.ContainsFunc(is, func(c basis.Basis) bool {
			return b.Instrument.ID == c.Instrument.ID && b.Evidence() == c.Evidence()
		})
	})
}
