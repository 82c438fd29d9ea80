package registry

import (
	"context"
	"iter"

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

// Agreements lists the agreements by external id.
func (v *View) Agreements(ctx context.Context, paging Paging) (*AgreementPage, error) {
	return list(ctx, v, agreements, nil, paging)
}

// Certifications lists the certifications by external id.
func (v *View) Certifications(ctx context.Context, paging Paging) (*CertificationPage, error) {
	return list(ctx, v, certifications, nil, paging)
}

// BindingRules lists the approvals of binding corporate rules by external id.
func (v *View) BindingRules(ctx context.Context, paging Paging) (*BindingRulesPage, error) {
	return list(ctx, v, bindingRules, nil, paging)
}

// Assessments lists the assessments by external id.
func (v *View) Assessments(ctx context.Context, paging Paging) (*AssessmentPage, error) {
	return list(ctx, v, assessments, nil, paging)
}

// Agreement finds an agreement by the caller's own key; NOT_FOUND when there is none.
func (v *View) Agreement(ctx context.Context, externalID string) (*fact.Agreement, error) {
	return one(ctx, v, agreements, externalID)
}

// Certification finds a certification by the caller's own key; NOT_FOUND when there
// is none.
func (v *View) Certification(ctx context.Context, externalID string) (*fact.Certification, error) {
	return one(ctx, v, certifications, externalID)
}

// one reads a record of a table by external id.
func one[T any](ctx context.Context, v *View, t *table.Table[T], externalID string) (record *T, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		record, err = t.ByExternalID(r, externalID)
		return err
	})
	return record, err
}

// byExternalID is the order of a table's records by external id.
func byExternalID[T any](t *table.Table[T]) order[*T] {
	return order[*T]{t.Name, func(record *T) string {
		_, externalID, _ := t.Header(record)
		return externalID
	}}
}

// list reads one page of a table by external id, and not the rest. It has those
// records that are admitted; nil admits all.
func list[T any](ctx context.Context, v *View, t *table.Table[T], admits func(*T) bool, paging Paging) (*Page[*T], error) {
	return listAs(ctx, v, access.Read, t, admits, paging)
}

// listAs is list as a part of another act.
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

// take gives the first records of a walk that are admitted.
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
