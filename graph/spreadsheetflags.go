package graph

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// flagColumns are those of a flow, and what is said of its flag.
var flagColumns = slices.Concat(flowColumns, []sheet.Shown{
	{Name: "reasons"},
	{Name: "citations"},
	{Name: "assignee"},
	{Name: "snoozed_until"},
})

// flagRows are the flags of ?on, narrowed as the page narrows them: by status, importer,
// exporter, country, origin and customer, by who has them in hand (assignee), by whether
// they are snoozed, by the code of a reason, and by what would mend them (mend). The worst
// come first, then by id.
func flagRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	day, err := dayIn(q, "on")
	if err != nil {
		return nil, err
	}
	worstFirst, err := chosenOf(q, "status", registry.FlagStatuses())
	if err != nil {
		return nil, err
	}
	if worstFirst == nil {
		worstFirst = registry.FlagStatuses()
	}
	snoozed, err := chosenOf(q, "snoozed", []registry.Snoozed{registry.AllFlows, registry.AwakeFlows, registry.AsleepFlows})
	if err != nil {
		return nil, err
	}
	filter := registry.FlowFilter{
		Customer: chosenOrNone(q, "customer"), Importer: chosen(q, "importer"), Exporter: chosen(q, "exporter"), Destination: chosen(q, "country"),
		Origin: chosen(q, "origin"), Assignee: chosenOrNone(q, "assignee"), Remedy: chosenOrNone(q, "mend"),
	}
	if filter.Reason, err = chosenOf(q, "reason", registry.ReasonCodes()); err != nil {
		return nil, err
	}
	if snoozed != nil {
		filter.Snoozed = snoozed[0]
	}
	byStatus := make([]iter.Seq2[[]string, error], len(worstFirst))
	for i := range worstFirst {
		of := filter
		of.Status = worstFirst[i : i+1]
		if byStatus[i], err = flagsOf(ctx, view, &of, day); err != nil {
			return nil, err
		}
	}
	return func(yield func([]string, error) bool) {
		for _, flags := range byStatus {
			for cells, err := range flags {
				if !yield(cells, err) {
					return
				}
			}
		}
	}, nil
}

func flagsOf(ctx context.Context, view *registry.View, filter *registry.FlowFilter, day civil.Date) (iter.Seq2[[]string, error], error) {
	return rowsOf(func(paging registry.Paging) (*registry.FlowPage, func(*fact.Flow) ([]string, error), error) {
		fresh := view.Afresh()
		page, err := fresh.ListFlows(ctx, filter, day, paging)
		return page, flagRow{ctx, fresh, day}.cells, err
	})
}

// flagRow makes the rows of flags.
type flagRow struct {
	ctx  context.Context
	view *registry.View
	day  civil.Date
}

// cells are those of a flag.
func (r flagRow) cells(f *fact.Flow) ([]string, error) {
	verdict, err := r.view.VerdictOf(r.ctx, f, r.day)
	if err != nil {
		return nil, err
	}
	in := language.Of(r.ctx)
	var messages, citations []string
	for _, reason := range verdict.Reasons {
		messages, citations = append(messages, reason.Message.In(in)), append(citations, reason.Citation.In(in))
	}
	cells, err := flowCells(r.ctx, r.view, f, string(verdict.Status))
	if err != nil {
		return nil, err
	}
	assignee, until, err := r.triage(f)
	return append(cells, strings.Join(messages, "; "), strings.Join(citations, "; "), assignee, until), err
}

// triage is who has the flag in hand, and until when it is snoozed; "" where nobody said.
func (r flagRow) triage(f *fact.Flow) (assignee, until string, err error) {
	t, err := r.view.TriageOf(r.ctx, f)
	if err != nil || t == nil {
		return "", "", err
	}
	if t.Snooze != nil {
		until = t.Snooze.Until.String()
	}
	return t.Assignee, until, nil
}
