package graph

import (
	"context"
	"iter"
	"net/url"
	"slices"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

var flowColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "name"},
	{Name: "status"},
	{Name: "customer"},
	{Name: "exporter"},
	{Name: "importer"},
	{Name: "origin"},
	{Name: "destination"},
}

// flowRows are the flows with their statuses on ?on, narrowed as the page narrows them: by
// status, customer, exporter, importer, origin, destination and words (q).
func flowRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	day, err := dayIn(q, "on")
	if err != nil {
		return nil, err
	}
	status, err := chosenOf(q, "status", registry.Statuses)
	if err != nil {
		return nil, err
	}
	filter := registry.FlowFilter{
		Status: status, Customer: chosen(q, "customer"), Exporter: chosen(q, "exporter"), Importer: chosen(q, "importer"),
		Origin: chosen(q, "origin"), Destination: chosen(q, "destination"), Text: q.Get("q"),
	}
	list := func(ctx context.Context, view *registry.View, _ url.Values, paging registry.Paging) (*registry.FlowPage, error) {
		return view.ListFlows(ctx, &filter, day, paging)
	}
	return recordRows(list, func(ctx context.Context, view *registry.View, f *fact.Flow) ([]string, error) {
		verdict, err := view.VerdictOf(ctx, f, day)
		if err != nil {
			return nil, err
		}
		return flowCells(ctx, view, f, string(verdict.Status))
	})(ctx, view, q)
}

// flowCells say of a flow what it is, its status, its parties and its route.
func flowCells(ctx context.Context, view *registry.View, f *fact.Flow, status string) ([]string, error) {
	cells, err := partiesAndRoute(ctx, view, f)
	return append([]string{f.ExternalID, f.Name, status}, cells...), err
}

// partiesAndRoute are the names of a flow's customer, exporter and importer, and the
// countries from which and to which its data moves.
func partiesAndRoute(ctx context.Context, view *registry.View, f *fact.Flow) ([]string, error) {
	cells, err := namesIn(ctx, view, f.Customer, f.Exporter, f.Importer)
	if err != nil {
		return nil, err
	}
	origin, err := view.Origin(ctx, f)
	if err != nil {
		return nil, err
	}
	destination, err := view.Destination(ctx, f)
	return append(cells, origin, destination), err
}

// namesIn are the names of parties, "" of none.
func namesIn(ctx context.Context, view *registry.View, ids ...fact.ID) (names []string, err error) {
	names = slices.Grow(names, len(ids))
	for _, id := range ids {
		o, err := view.Party(ctx, id)
		if err != nil {
			return nil, err
		}
		if o == nil {
			names = append(names, "")
			continue
		}
		names = append(names, o.Name)
	}
	return names, nil
}
