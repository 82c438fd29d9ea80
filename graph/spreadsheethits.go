package graph

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

var hitColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "name"},
	{Name: "customer"},
	{Name: "exporter"},
	{Name: "importer"},
	{Name: "origin"},
	{Name: "destination"},
	{Name: "effect"},
	{Name: "before"},
	{Name: "after"},
	{Name: "fallback"},
	{Name: "falls_on", Kind: sheet.Day},
}

// hitRows are the flows to which ?changes, which are JSON as GraphQL takes them, do
// something on ?on; narrowed as the page narrows them: by effect, by the instrument on
// which they fall back, and by words (q).
func hitRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	day, err := dayIn(q, "on")
	if err != nil {
		return nil, err
	}
	var changes []*registry.LawChange
	if decode([]byte(q.Get("changes")), &changes) != nil || slices.Contains(changes, nil) {
		return nil, fault.Bad("changes", q.Get("changes"), "are no JSON of the expected form: expected a list of changes as scenario takes them")
	}
	effect, err := chosenOf(q, "effect", registry.HitEffects)
	if err != nil {
		return nil, err
	}
	filter := registry.HitFilter{Effect: effect, Fallback: chosen(q, "fallback"), Text: q.Get("q")}
	scenario, err := view.Suppose(ctx, changes)
	if err != nil {
		return nil, err
	}
	impact, err := scenario.Impact(ctx, day, nil)
	if err != nil {
		return nil, err
	}
	return rowsOf(func(paging registry.Paging) (*registry.HitPage, func(*registry.Hit) ([]string, error), error) {
		fresh := view.Afresh()
		page, err := impact.Afresh().FlowsHit(ctx, filter, paging)
		return page, func(h *registry.Hit) ([]string, error) { return hitCells(ctx, fresh, h) }, err
	})
}

func hitCells(ctx context.Context, view *registry.View, h *registry.Hit) ([]string, error) {
	before, err := h.Before(ctx)
	if err != nil {
		return nil, err
	}
	after, err := h.After(ctx)
	if err != nil {
		return nil, err
	}
	cells, err := partiesAndRoute(ctx, view, h.Flow)
	var fallback []string
	for _, instrument := range h.Fallback() {
		fallback = append(fallback, instrument.ID)
	}
	return append(append([]string{h.Flow.ExternalID, h.Flow.Name}, cells...),
		string(h.Effect()), string(before.Status), string(after.Status), strings.Join(fallback, "; "), h.FallsOn().String(),
	), err
}
