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

var flagColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "name"},
	{Name: "status"},
	{Name: "customer"},
	{Name: "exporter"},
	{Name: "importer"},
	{Name: "origin"},
	{Name: "destination"},
	{Name: "reasons"},
	{Name: "citations"},
	{Name: "assignee"},
	{Name: "snoozed_until"},
}

// nothing is how the page's address writes a group of flags that have none of a kind: no
// customer, or nothing that would mend them.
const nothing = "-"

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
		Importer: chosen(q, "importer"), Exporter: chosen(q, "exporter"), Destination: chosen(q, "country"),
		Origin: chosen(q, "origin"), Assignee: chosen(q, "assignee"),
	}
	if snoozed != nil {
		filter.Snoozed = snoozed[0]
	}
	if q.Get("assignee") == nothing {
		filter.Assignee = []string{""}
	}
	if q.Get("customer") != nothing {
		filter.Customer = chosen(q, "customer")
	}
	first := 1
	if _, err := view.ListFlows(ctx, &filter, day, registry.Paging{First: &first}); err != nil {
		return nil, err
	}
	return func(yield func([]string, error) bool) {
		for i := range worstFirst {
			of := filter
			of.Status = worstFirst[i : i+1]
			for cells, err := range flagsOf(ctx, view, &of, day, q) {
				if !yield(cells, err) {
					return
				}
			}
		}
	}, nil
}

func flagsOf(ctx context.Context, view *registry.View, filter *registry.FlowFilter, day civil.Date, q url.Values) iter.Seq2[[]string, error] {
	return rowsOf(func(paging registry.Paging) (*registry.FlowPage, func(*fact.Flow) ([]string, error), error) {
		fresh := view.Afresh()
		page, err := fresh.ListFlows(ctx, filter, day, paging)
		return page, flagRow{ctx, fresh, day, q}.cells, err
	})
}

// flagRow makes the rows of flags.
type flagRow struct {
	ctx  context.Context
	view *registry.View
	day  civil.Date
	q    url.Values
}

// cells are those of a flag, none where it is narrowed away.
func (r flagRow) cells(f *fact.Flow) ([]string, error) {
	verdict, err := r.view.VerdictOf(r.ctx, f, r.day)
	if err != nil {
		return nil, err
	}
	admitted, err := r.admits(f, verdict)
	if err != nil || !admitted {
		return nil, err
	}
	in := language.Of(r.ctx)
	var messages, citations []string
	for _, reason := range verdict.Reasons {
		messages, citations = append(messages, reason.Message.In(in)), append(citations, reason.Citation.In(in))
	}
	cells, err := flowCells(r.ctx, r.view, f, verdict.Status)
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

// admits narrows by what the columns of the registry cannot.
func (r flagRow) admits(f *fact.Flow, verdict *registry.Verdict) (bool, error) {
	if r.q.Get("customer") == nothing && f.Customer != (fact.ID{}) {
		return false, nil
	}
	code := r.q.Get("reason")
	if code != "" && !slices.ContainsFunc(verdict.Reasons, func(why registry.VerdictReason) bool { return string(why.Code) == code }) {
		return false, nil
	}
	mend := r.q.Get("mend")
	if mend == "" {
		return true, nil
	}
	remedies, err := r.view.RemediesOf(r.ctx, f, r.day)
	if err != nil || mend == nothing {
		return len(remedies) == 0, err
	}
	return slices.ContainsFunc(remedies, func(remedy *registry.Remedy) bool { return mendKey(remedy.Pieces) == mend }), nil
}

// mendKey is how the page's address writes what has to come about, whoever the parties
// are: ASSESS, or ASSESS+SIGN:scc-2021/M2.
func mendKey(pieces []registry.RemedyPiece) string {
	keys := make([]string, len(pieces))
	for i := range pieces {
		keys[i] = string(pieces[i].Kind)
		if evidence := pieces[i].Evidence(); len(evidence) > 0 {
			slices.Sort(evidence)
			keys[i] += ":" + strings.Join(evidence, ",")
		}
	}
	slices.Sort(keys)
	return strings.Join(keys, "+")
}
