package registry

import (
	"context"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
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
	return list(ctx, v, agreements, paging)
}

// Certifications lists the certifications by external id.
func (v *View) Certifications(ctx context.Context, paging Paging) (*CertificationPage, error) {
	return list(ctx, v, certifications, paging)
}

// BindingRules lists the approvals of binding corporate rules by external id.
func (v *View) BindingRules(ctx context.Context, paging Paging) (*BindingRulesPage, error) {
	return list(ctx, v, bindingRules, paging)
}

// Assessments lists the assessments by external id.
func (v *View) Assessments(ctx context.Context, paging Paging) (*AssessmentPage, error) {
	return list(ctx, v, assessments, paging)
}

func list[T any](ctx context.Context, v *View, t *table.Table[T], paging Paging) (*Page[*T], error) {
	var all []*T
	err := v.read(ctx, func(r *table.Reader) (err error) {
		all, err = collect(t.Ordered(r, ""))
		return err
	})
	if err != nil {
		return nil, err
	}
	return paginate(all, func(record *T) string {
		_, externalID, _ := t.Header(record)
		return externalID
	}, paging)
}

// Node is a record of any kind.
type Node interface {
	Key() (fact.ID, string)
}

// Node finds a record of any kind by its id as it is written; NOT_FOUND when
// there is none, also for text that is no id.
func (v *View) Node(ctx context.Context, written string) (node Node, err error) {
	id, err := uuid.Parse(written)
	if err != nil {
		return nil, noNode(written)
	}
	err = v.read(ctx, func(r *table.Reader) error {
		for _, find := range []func(*table.Reader, fact.ID) (Node, error){
			nodeOf(organizations), nodeOf(agreements), nodeOf(certifications), nodeOf(bindingRules), nodeOf(assessments), nodeOf(flows),
		} {
			if node, err = find(r, id); err == nil || !isMissing(err) {
				return err
			}
		}
		return noNode(written)
	})
	return node, err
}

func noNode(written string) error {
	return fault.New(fault.NotFound, "there is no record %q", fault.Clip(written))
}

// nodeOf finds a record of one table; without one, the error of the table.
func nodeOf[T any](t *table.Table[T]) func(*table.Reader, fact.ID) (Node, error) {
	return func(r *table.Reader, id fact.ID) (Node, error) {
		record, err := t.Get(r, id)
		if err != nil {
			return nil, err
		}
		return any(record).(Node), nil
	}
}

// Nodes finds records of any kind by their ids, in their order; nil in the
// place of an unknown one.
func (v *View) Nodes(ctx context.Context, ids []string) ([]Node, error) {
	if len(ids) > largestPage {
		return nil, fault.Bad("ids", "", "are %d: expected at most %d", len(ids), largestPage)
	}
	nodes := make([]Node, len(ids))
	for i, id := range ids {
		node, err := v.Node(ctx, id)
		if err != nil && !isMissing(err) {
			return nil, err
		}
		if err == nil {
			nodes[i] = node
		}
	}
	return nodes, nil
}
