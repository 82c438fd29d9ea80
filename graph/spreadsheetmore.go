package graph

import (
	"context"
	"iter"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

var deadlineColumns = []sheet.Shown{
	{Name: "date", Kind: sheet.Day},
	{Name: "kind"},
	{Name: "evidence"},
	{Name: "message"},
	{Name: "flows_affected", Kind: sheet.Number},
	{Name: "flows_without_basis", Kind: sheet.Number},
}

// deadlineRows are the deadlines from ?from through ?through, of ?kind if that is given.
func deadlineRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	from, err := dayIn(q, "from")
	if err != nil {
		return nil, err
	}
	through, err := dayIn(q, "through")
	if err != nil {
		return nil, err
	}
	if from.IsZero() || through.IsZero() || through < from {
		return nil, fault.Bad("through", q.Get("through"), "and from, %q, are no period: expected both, the first day first", fault.Clip(q.Get("from")))
	}
	row := surely(func(d *registry.Deadline) []string {
		if kind := q.Get("kind"); kind != "" && kind != string(d.Kind) {
			return nil
		}
		return []string{d.Date.String(), string(d.Kind), d.Evidence, d.Message.In(language.Of(ctx)), strconv.Itoa(d.FlowsAffected), strconv.Itoa(d.FlowsWithoutBasis)}
	})
	return rowsOf(func(paging registry.Paging) (*registry.Page[*registry.Deadline], func(*registry.Deadline) ([]string, error), error) {
		page, err := view.Afresh().Deadlines(ctx, from, through, paging)
		return page, row, err
	})
}

var logColumns = []sheet.Shown{
	{Name: "commit", Kind: sheet.Number},
	{Name: "at"},
	{Name: "actor"},
	{Name: "verb"},
	{Name: "reason"},
	{Name: "changes", Kind: sheet.Number},
	{Name: "records"},
}

// logRows are the writes of ?actor and ?verb since ?from, each if it is given.
func logRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	var filter registry.LogFilter
	for name, to := range map[string]**string{"actor": &filter.Actor, "verb": &filter.Verb} {
		if given := q.Get(name); given != "" {
			*to = &given
		}
	}
	if given := q.Get("from"); given != "" {
		moment, err := time.Parse(time.RFC3339, given)
		if err != nil {
			return nil, fault.Bad("from", given, "is no moment: expected one such as 2026-03-01T12:00:00Z")
		}
		filter.From = &moment
	}
	row := surely(func(e *registry.LogEntry) []string {
		var records []string
		for _, one := range e.Records {
			records = append(records, one.Kind+" "+one.ExternalID)
		}
		return []string{
			strconv.Itoa(e.Commit), e.At.Format(time.RFC3339Nano), e.Actor, e.Verb, e.Reason,
			strconv.Itoa(e.Changes), strings.Join(records, "; "),
		}
	})
	return rowsOf(func(paging registry.Paging) (*registry.LogPage, func(*registry.LogEntry) ([]string, error), error) {
		page, err := view.Afresh().Log(ctx, filter, paging)
		return page, row, err
	})
}
