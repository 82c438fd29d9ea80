package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// HitEffect is what a hypothesis does to a flow.
type HitEffect string

// The effects, each but the last of which makes a hit.
const (
	HitFalls     HitEffect = "FALLS"
	HitWorsens   HitEffect = "WORSENS"
	HitFallsBack HitEffect = "FALLS_BACK"
	HitImproves  HitEffect = "IMPROVES"
)

// HitEffects are all effects, in the order of [columns.Effects].
var HitEffects = []HitEffect{HitFalls, HitWorsens, HitFallsBack, HitImproves}

// hitting are the effects that make a hit.
var hitting = []columns.Effect{columns.Falls, columns.Worsens, columns.FallsBack}

// HitFilter narrows the flows that a hypothesis does something to; what is not given
// admits all, several values of one field admit each.
type HitFilter struct {
	Effect   []HitEffect // none given: those that make a hit
	Fallback []string    // ids of instruments on which a flow rests that has lost a basis
	Text     string      // every word begins a word of name, external id, purpose or product
}

// Hit is a flow that a hypothesis does something to.
type Hit struct {
	Flow   *fact.Flow
	impact *Impact
	shape  int
}

// FlowsHit lists the flows that the hypothesis does something to, by external id.
func (i *Impact) FlowsHit(ctx context.Context, f HitFilter, paging Paging) (*HitPage, error) {
	effects := hitting
	if len(f.Effect) > 0 {
		effects = nil
		for _, e := range f.Effect {
			effects = append(effects, columns.Effects[slices.Index(HitEffects, e)])
		}
	}
	for _, id := range f.Fallback {
		if !i.scenario.changed.law.IsInstrument(id) {
			return nil, fault.Bad("fallback", id, "is no instrument")
		}
	}
	list, err := i.list(ctx, effects...)
	if err != nil {
		return nil, err
	}
	if list.words, err = searchWords("text", f.Text); err != nil {
		return nil, err
	}
	if len(f.Fallback) > 0 {
		list.filter.Shapes = slices.DeleteFunc(list.filter.Shapes, func(shape int) bool { return !i.restsOn(shape, f.Fallback) })
	}
	page, err := list.page(ctx, paging)
	if err != nil {
		return nil, err
	}
	show(i.scenario.changed, page.Nodes...)
	hits := &HitPage{PageInfo: page.PageInfo, cursors: page.cursors, total: page.total}
	for _, flow := range page.Nodes {
		shape, _ := i.before.flows.NumberOf(flow)
		hits.Nodes = append(hits.Nodes, &Hit{flow, i, shape})
	}
	return hits, nil
}

// restsOn reports whether flows of a shape fall back on one of some instruments.
func (i *Impact) restsOn(shape int, instruments []string) bool {
	return slices.ContainsFunc(i.fallback(shape), func(id string) bool { return slices.Contains(instruments, id) })
}

// fallback are the instruments on which flows of a shape rest after they have lost a
// basis, strongest first; none where they have lost none.
func (i *Impact) fallback(shape int) []string {
	was, is := i.before.view.Life(shape).On(i.AsOf), i.after.view.Life(shape).On(i.AsOf)
	if !columns.LosesBasis(was, is) {
		return nil
	}
	return instrumentsOf(nil, is)
}

// Effect is what the hypothesis does to the flow.
func (h *Hit) Effect() HitEffect {
	return HitEffects[slices.Index(columns.Effects, h.impact.effects[h.shape])]
}

// Before is the verdict as things are.
func (h *Hit) Before(ctx context.Context) (*Verdict, error) {
	return h.impact.scenario.asIs.VerdictOf(ctx, h.Flow, h.impact.AsOf)
}

// After is the verdict as is supposed.
func (h *Hit) After(ctx context.Context) (*Verdict, error) {
	return h.impact.scenario.changed.VerdictOf(ctx, h.Flow, h.impact.AsOf)
}

// Fallback are the instruments on which the flow rests after it has lost a basis,
// strongest first.
func (h *Hit) Fallback() []*law.Instrument {
	var found []*law.Instrument
	for _, id := range h.impact.fallback(h.shape) {
		found = append(found, h.impact.scenario.changed.law.Instrument(id))
	}
	return found
}

// FallsOn is the first of all days on which the flow loses its last valid basis; the
// zero Date where it never does.
func (h *Hit) FallsOn() civil.Date {
	return h.impact.before.view.FirstFall(h.impact.after.view, h.shape, h.Flow.Active())
}
