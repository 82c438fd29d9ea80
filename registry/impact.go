package registry

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Impact is what a hypothesis does on a day, to the flows that are active then.
type Impact struct {
	AsOf civil.Date
	ImpactCounts
	StillCovered []InstrumentCount // of flows that lose a basis and keep another: on what they rest
	ByOrigin     []OriginCount
	ByStatus     []StatusMove

	scenario *Scenario
	filter   columns.Filter // that the flows are narrowed by
	before   *book
	*comparison
}

// comparison is what happens to each shape. Where it need not be known to count flows, it
// is found when they are asked for one by one.
type comparison struct {
	mu      sync.Mutex
	after   *book
	effects []columns.Effect // by shape; nil until it is found
}

// ImpactCounts are what a hypothesis does, as numbers of flows.
type ImpactCounts struct {
	Hits              int `cbor:"0,keyasint"` // worsened, or fallen back on another basis
	Worsened          int `cbor:"1,keyasint"` // whose status is worse
	NewlyWithoutBasis int `cbor:"2,keyasint"` // that lose their last valid basis: part of those
	FallingBack       int `cbor:"3,keyasint"` // that lose a basis, and rest on another with a status that is no worse
	Improved          int `cbor:"4,keyasint"` // whose status is better
}

// countsOf are the counts of effects.
func countsOf(n columns.EffectCounts) ImpactCounts {
	worsened := n[columns.Falls] + n[columns.Worsens]
	return ImpactCounts{
		Hits: worsened + n[columns.FallsBack], Worsened: worsened, NewlyWithoutBasis: n[columns.Falls],
		FallingBack: n[columns.FallsBack], Improved: n[columns.Improves],
	}
}

// OriginCount counts the flows of an origin that lose their last valid basis.
type OriginCount struct {
	Origin            string
	NewlyWithoutBasis int
}

// StatusMove counts the flows of a status by the one that they would have.
type StatusMove struct {
	Before, After basis.Status
	Flows         int
}

// Statuses are all statuses of a flow.
var Statuses = basis.Statuses

// activeStatuses are those of flows that are active.
var activeStatuses = basis.Statuses[1:]

// Impact compares what is with what is supposed, on a day: of the flows that a filter
// admits as things are, nil admits all. Not by text.
func (s *Scenario) Impact(ctx context.Context, asOf civil.Date, filter *FlowFilter) (*Impact, error) {
	i := &Impact{AsOf: s.asIs.Day(asOf), scenario: s, comparison: &comparison{}}
	err := i.narrow(ctx, filter)
	if err != nil {
		return nil, err
	}
	if i.before, err = s.asIs.everything(ctx); err != nil {
		return nil, err
	}
	counted, err := i.countHeaps()
	if err == nil && counted == nil {
		counted, err = i.compare(ctx)
	}
	if err != nil {
		return nil, err
	}
	i.tell(counted)
	return i, nil
}

// countHeaps counts what is left of flows where instruments only end, without deciding
// one of them; nil where that cannot be told.
func (i *Impact) countHeaps() (*impactTally, error) {
	ends := i.scenario.onlyEnds()
	if ends == nil || !i.before.view.HasKinds() {
		return nil, nil //nolint:nilnil // it has to be decided
	}
	passedOn, err := i.before.passedOn()
	if err != nil {
		return nil, err
	}
	counted := i.newTally()
	told := i.before.view.HeapsAfter(i.filter, i.AsOf, ends, passedOn, func(h columns.Heap, left columns.On) {
		counted.count(columns.EffectOf(h.On, left), h.Way, h.Flows, h.On, left)
	})
	if !told {
		return nil, nil //nolint:nilnil // it has to be decided
	}
	return counted, nil
}

// compare decides what the hypothesis touches, and holds it against what is, shape by
// shape.
func (i *Impact) compare(ctx context.Context) (*impactTally, error) {
	after, err := i.scenario.changed.everything(ctx)
	if err != nil {
		return nil, err
	}
	effects := make([]columns.Effect, i.before.flows.Shapes())
	workers := make([]*impactTally, columns.Workers())
	for n := range workers {
		workers[n] = i.newTally()
	}
	err = i.before.view.Compare(ctx, after.view, i.filter, i.AsOf, func(worker, shape, flows int, was, is columns.On) {
		effects[shape] = columns.EffectOf(was, is)
		workers[worker].count(effects[shape], i.before.flows.Way(shape), flows, was, is)
	})
	if err != nil {
		return nil, err
	}
	i.after, i.effects = after, effects
	all := workers[0]
	for _, w := range workers[1:] {
		all.add(w)
	}
	return all, nil
}

// compared makes sure that what happens to each shape is known.
func (i *Impact) compared(ctx context.Context) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.effects != nil {
		return nil
	}
	_, err := i.compare(ctx)
	return err
}

// narrow keeps the filter, which admits active flows only.
func (i *Impact) narrow(ctx context.Context, filter *FlowFilter) (err error) {
	if i.filter, err = i.scenario.asIs.narrowTo(ctx, "an impact", filter); err != nil {
		return err
	}
	if len(i.filter.Status) == 0 {
		i.filter.Status = activeStatuses
		return nil
	}
	i.filter.Status = slices.DeleteFunc(slices.Clone(i.filter.Status), func(s basis.Status) bool { return s == basis.Inactive })
	if len(i.filter.Status) == 0 {
		return fault.Bad("status", string(basis.Inactive), "narrows an impact to nothing: it is told of active flows")
	}
	return nil
}

// impactTally is what one worker has counted.
type impactTally struct {
	effects columns.EffectCounts
	origins []int          // of flows that fall, by the words of the table
	covered map[string]int // by instrument
	moves   [statuses][statuses]int
}

// statuses is how many there are.
const statuses = len(columns.Counts{})

func (i *Impact) newTally() *impactTally {
	return &impactTally{origins: make([]int, len(i.before.flows.Words())), covered: map[string]int{}}
}

func (t *impactTally) count(effect columns.Effect, way columns.Way, flows int, was, is columns.On) {
	t.effects[effect] += flows
	t.moves[was.Place()][is.Place()] += flows
	if effect == columns.Falls {
		t.origins[way.Origin] += flows
	}
	if is.Status != basis.NoValidBasis && columns.LosesBasis(was, is) {
		for _, id := range instrumentsOf(nil, is) {
			t.covered[id] += flows
		}
	}
}

func (t *impactTally) add(more *impactTally) {
	for effect, n := range more.effects {
		t.effects[effect] += n
	}
	for word, n := range more.origins {
		t.origins[word] += n
	}
	for id, n := range more.covered {
		t.covered[id] += n
	}
	for before := range more.moves {
		for after, n := range more.moves[before] {
			t.moves[before][after] += n
		}
	}
}

// tell puts what was counted in order.
func (i *Impact) tell(all *impactTally) {
	i.ImpactCounts = countsOf(all.effects)
	i.StillCovered = i.scenario.changed.instrumentCounts(all.covered)
	for word, flows := range all.origins {
		if flows > 0 {
			i.ByOrigin = append(i.ByOrigin, OriginCount{i.before.flows.Words()[word], flows})
		}
	}
	slices.SortFunc(i.ByOrigin, func(a, b OriginCount) int { return cmp.Compare(a.Origin, b.Origin) })
	for before := range all.moves {
		for after, flows := range all.moves[before] {
			if flows > 0 {
				i.ByStatus = append(i.ByStatus, StatusMove{basis.Statuses[before], basis.Statuses[after], flows})
			}
		}
	}
}

// Flows lists the flows that are worse off, by external id.
func (i *Impact) Flows(ctx context.Context, paging Paging) (*FlowPage, error) {
	list, err := i.list(ctx, columns.Falls, columns.Worsens)
	if err != nil {
		return nil, err
	}
	return list.page(ctx, paging)
}

// Remedies finds what would mend, under the hypothesis, the flows that are worse off,
// greatest first, like [View.Mend].
func (i *Impact) Remedies(ctx context.Context, first int) ([]*Mending, error) {
	if err := checkFirst(first); err != nil {
		return nil, err
	}
	list, err := i.list(ctx, columns.Falls, columns.Worsens)
	if err != nil {
		return nil, err
	}
	worse := list.filter
	worse.Status, worse.Regime, worse.Instrument = brokenStatuses, nil, nil // of what was, the shapes say it
	broken, err := i.after.countByShape(ctx, worse, i.AsOf)
	if err != nil {
		return nil, err
	}
	changed := i.scenario.changed
	of, err := i.after.findMends(ctx, changed.law, i.AsOf, func(shape int) bool { return broken[shape] > 0 })
	if err != nil {
		return nil, err
	}
	return changed.tellMendings(ctx, i.after, i.after.mendings(broken, of), i.AsOf, first)
}

// list is the flows that have one of some effects.
func (i *Impact) list(ctx context.Context, effects ...columns.Effect) (*flowList, error) {
	if err := i.compared(ctx); err != nil {
		return nil, err
	}
	filter := i.filter
	filter.Shapes = i.shapes(effects...)
	return &flowList{View: i.scenario.asIs, book: i.before, day: i.AsOf, filter: filter}, nil
}

// shapes are those whose flows have one of some effects.
func (i *Impact) shapes(effects ...columns.Effect) []int {
	found := []int{}
	for shape, effect := range i.effects {
		if slices.Contains(effects, effect) {
			found = append(found, shape)
		}
	}
	return found
}
