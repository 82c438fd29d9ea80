package registry

import (
	"context"
	"iter"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// AgreementFilter narrows a list of agreements; what is not given admits all.
type AgreementFilter struct {
	Party    string // external id of one of its parties; one that nobody has, nothing matches
	Executed *bool  // whether both parties have signed
}

// Agreements lists agreements by external id.
func (v *View) Agreements(ctx context.Context, filter AgreementFilter, paging Paging) (*AgreementPage, error) {
	return listOf(ctx, v, agreements, (*confines).agreementsIn, filter.Party, filter.admits(), paging, agreementPair, agreementImporter)
}

// admits is the test that the filter is beside its party, nil for none.
func (f AgreementFilter) admits() func(*fact.Agreement) bool {
	if f.Executed == nil {
		return nil
	}
	return func(a *fact.Agreement) bool { return a.ExecutedOn().IsZero() != *f.Executed }
}

// Certifications lists certifications by external id: of all, or of the organization
// with an external id.
func (v *View) Certifications(ctx context.Context, organization string, paging Paging) (*CertificationPage, error) {
	return listOf(ctx, v, certifications, (*confines).certificationsIn, organization, nil, paging, certificationOf)
}

// Assessments lists assessments by external id: of all, or those of which one party has
// an external id.
func (v *View) Assessments(ctx context.Context, party string, paging Paging) (*AssessmentPage, error) {
	return listOf(ctx, v, assessments, (*confines).assessmentsIn, party, nil, paging, assessmentPair, assessmentImporter)
}

// BindingRules lists approvals of binding corporate rules by external id: of all groups,
// or of one.
func (v *View) BindingRules(ctx context.Context, group string, paging Paging) (*BindingRulesPage, error) {
	if group == "" {
		return list(ctx, v, bindingRules, (*confines).bindingRulesIn, nil, paging)
	}
	return listIn(ctx, v, bindingRules, nil, paging, func(r *table.Reader) iter.Seq2[*fact.BindingRules, error] {
		return bindingRules.By(r, rulesGroup, groupKey(group))
	})
}

// listOf is list of what indexes find by the id of an organization; without the external
// id of one, of all. A record is found by one of the indexes only.
func listOf[T any](ctx context.Context, v *View, t *table.Table[T], theirs func(*confines, *table.Reader) ([]*T, error), organization string, admits func(*T) bool, paging Paging, by ...*table.Index[T]) (*Page[*T], error) {
	if organization == "" {
		return list(ctx, v, t, theirs, admits, paging)
	}
	return listIn(ctx, v, t, admits, paging, func(r *table.Reader) iter.Seq2[*T, error] {
		return func(yield func(*T, error) bool) {
			o, err := organizations.ByExternalID(r, organization)
			if isMissing(known(err)) { // or its content was erased
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, index := range by {
				for record, err := range t.By(r, index, o.ID[:]) {
					if !yield(record, err) {
						return
					}
				}
			}
		}
	})
}

// listIn is list of what a walk finds in any order: few records beside those of the
// table, so that they are read and put into order. A limited caller is told of those
// of which he may know.
func listIn[T any](ctx context.Context, v *View, t *table.Table[T], admits func(*T) bool, paging Paging, walk func(*table.Reader) iter.Seq2[*T, error]) (*Page[*T], error) {
	of, err := v.confines(ctx)
	if err != nil {
		return nil, err
	}
	var found []*T
	err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) (err error) {
		found, err = take(-1, walk(r), func(record *T) bool {
			return (admits == nil || admits(record)) && of.admits(any(record).(Node))
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return pageOf(v, found, byExternalID(t), paging)
}
