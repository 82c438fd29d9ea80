package registry

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// The pages of the entities and their edges.
type (
	OrganizationPage  = Page[*fact.Organization]
	OrganizationEdge  = Edge[*fact.Organization]
	FlowPage          = Page[*fact.Flow]
	FlowEdge          = Edge[*fact.Flow]
	AgreementPage     = Page[*fact.Agreement]
	AgreementEdge     = Edge[*fact.Agreement]
	CertificationPage = Page[*fact.Certification]
	CertificationEdge = Edge[*fact.Certification]
	BindingRulesPage  = Page[*fact.BindingRules]
	BindingRulesEdge  = Edge[*fact.BindingRules]
	AssessmentPage    = Page[*fact.Assessment]
	AssessmentEdge    = Edge[*fact.Assessment]
	DeadlinePage      = Page[*Deadline]
	DeadlineEdge      = Edge[*Deadline]
)

// Agreement finds an agreement by the caller's own key; NOT_FOUND when there is none.
func (v *View) Agreement(ctx context.Context, externalID string) (*fact.Agreement, error) {
	return one(ctx, v, agreements, externalID)
}

// Certification finds a certification by the caller's own key; NOT_FOUND when there
// is none.
func (v *View) Certification(ctx context.Context, externalID string) (*fact.Certification, error) {
	return one(ctx, v, certifications, externalID)
}

// Approval finds an approval of binding corporate rules by the caller's own key;
// NOT_FOUND when there is none.
func (v *View) Approval(ctx context.Context, externalID string) (*fact.BindingRules, error) {
	return one(ctx, v, bindingRules, externalID)
}

// Assessment finds a transfer impact assessment by the caller's own key; NOT_FOUND when
// there is none.
func (v *View) Assessment(ctx context.Context, externalID string) (*fact.Assessment, error) {
	return one(ctx, v, assessments, externalID)
}

// one reads a record of a table by external id. What a limited caller may not know of,
// or what was erased, is told to him as what does not exist.
func one[T any](ctx context.Context, v *View, t *table.Table[T], externalID string) (record *T, err error) {
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) error {
		record, err = t.ByExternalID(r, externalID)
		return err
	})
	if !access.CallerOf(ctx).IsLimited() || err != nil && !isMissing(err) {
		return record, err
	}
	if err == nil {
		is, why := v.mayKnow(ctx, any(record).(Node))
		if is || why != nil {
			return record, why
		}
	}
	return nil, known(&table.NotFound{Table: t.Name, Key: externalID})
}

// byExternalID is the order of a table's records by external id.
func byExternalID[T any](t *table.Table[T]) order[*T] {
	return order[*T]{t.Name, func(record *T) string {
		_, externalID, _ := t.Header(record)
		return externalID
	}}
}

// list reads one page of a table by external id, and not the rest; for a limited caller
// one of the records of which he may know. It has those that are admitted; nil admits all.
func list[T any](ctx context.Context, v *View, t *table.Table[T], theirs func(*confines, *table.Reader) ([]*T, error), admits func(*T) bool, paging Paging) (*Page[*T], error) {
	if !access.CallerOf(ctx).IsLimited() {
		return listAs(ctx, v, access.ReadFlows, t, admits, paging)
	}
	all, err := confinedTo(ctx, v, theirs)
	if err != nil {
		return nil, err
	}
	if admits != nil {
		all = slices.DeleteFunc(all, func(record *T) bool { return !admits(record) })
	}
	return pageOf(v, all, byExternalID(t), paging)
}

// pageOf cuts a page out of records that lie in no order.
func pageOf[T any](v *View, all []*T, by order[*T], paging Paging) (*Page[*T], error) {
	ordered := make([]keyed[*T], len(all)) // of which each key is made once
	for i, one := range all {
		ordered[i] = keyed[*T]{by.key(one), one}
	}
	slices.SortFunc(ordered, func(a, b keyed[*T]) int { return cmp.Compare(a.key, b.key) })
	for i, one := range ordered {
		all[i] = one.of
	}
	page, err := by.paginate(all, paging)
	if err != nil {
		return nil, err
	}
	show(v, page.Nodes...)
	return page, nil
}

// listAs reads one page of a table as a part of an act. It has those records that are
// admitted; nil admits all.
func listAs[T any](ctx context.Context, v *View, part access.Act, t *table.Table[T], admits func(*T) bool, paging Paging) (*Page[*T], error) {
	by := byExternalID(t)
	size, after, err := by.asked(paging)
	if err != nil {
		return nil, err
	}
	var head, found []*T
	err = v.readAs(ctx, part, func(r *table.Reader) (err error) {
		if head, err = take(1, t.Ordered(r, ""), admits); err != nil {
			return err
		}
		found, err = take(size+1, t.Ordered(r, after), admits)
		return err
	})
	if err != nil {
		return nil, err
	}
	nodes := found[:min(size, len(found))]
	page := by.page(nodes, func(ctx context.Context) (int, error) { return count(ctx, v, part, t, admits) })
	page.PageInfo.HasNextPage = len(found) > size
	page.PageInfo.HasPreviousPage = len(head) > 0 && by.key(head[0]) <= after
	show(v, nodes...)
	return page, nil
}

// take gives the first records of a walk that are admitted, at most so many; -1 gives all.
func take[T any](most int, walk iter.Seq2[*T, error], admits func(*T) bool) ([]*T, error) {
	taken := []*T{}
	for record, err := range walk {
		if err != nil {
			return nil, err
		}
		if admits == nil || admits(record) {
			taken = append(taken, record)
		}
		if len(taken) == most {
			break
		}
	}
	return taken, nil
}

// count counts the records that are admitted; to count all, none is decoded.
func count[T any](ctx context.Context, v *View, part access.Act, t *table.Table[T], admits func(*T) bool) (n int, err error) {
	err = v.readAs(ctx, part, func(r *table.Reader) (err error) {
		if admits == nil {
			n, err = t.Count(r)
			return err
		}
		n = 0
		for record, err := range t.All(r) {
			if err != nil {
				return err
			}
			if admits(record) {
				n++
			}
		}
		return nil
	})
	return n, err
}
