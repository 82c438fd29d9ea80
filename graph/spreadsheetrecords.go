package graph

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

var organizationColumns = []sheet.Shown{{Name: "id"}, {Name: "name"}, {Name: "kind"}, {Name: "country"}, {Name: "group"}}

// foundAtOnce is how many organizations that a search finds are read at once: it looks at
// all that is recorded for each page.
const foundAtOnce = 50_000

// organizationRows are the organizations of ?kind, ?country and ?group that a search (q)
// finds, each if it is given.
func organizationRows(ctx context.Context, view *registry.View, q url.Values) (iter.Seq2[[]string, error], error) {
	kinds, err := chosenOf(q, "kind", fact.OrganizationKinds)
	if err != nil {
		return nil, err
	}
	filter := registry.OrganizationFilter{Search: q.Get("q"), Kinds: kinds, Country: q.Get("country"), Group: q.Get("group")}
	list := func(ctx context.Context, view *registry.View, _ url.Values, paging registry.Paging) (*registry.OrganizationPage, error) {
		if filter.Search != "" {
			most := foundAtOnce
			paging.First, paging.Bulk = &most, true
		}
		return view.SearchOrganizations(ctx, filter, paging)
	}
	return recordRows(list, func(_ context.Context, _ *registry.View, o *fact.Organization) ([]string, error) {
		return []string{o.ExternalID, o.Name, string(o.Kind), o.Country, o.Group}, nil
	})(ctx, view, q)
}

var agreementColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "kind"},
	{Name: "exporter"},
	{Name: "importer"},
	{Name: "clauses"},
	{Name: "exporter_signed_on", Kind: sheet.Day},
	{Name: "importer_signed_on", Kind: sheet.Day},
	{Name: "executed_on", Kind: sheet.Day},
	{Name: "through", Kind: sheet.Day},
	{Name: "terminated_on", Kind: sheet.Day},
}

// The states of signatures to which the page narrows agreements.
const (
	executed = "executed"
	waiting  = "waiting"
)

// agreementList are the agreements of ?party whose ?signatures are there, or are waited
// for.
func agreementList(ctx context.Context, view *registry.View, q url.Values, paging registry.Paging) (*registry.AgreementPage, error) {
	filter := registry.AgreementFilter{Party: q.Get("party")}
	state, err := chosenOf(q, "signatures", []string{executed, waiting})
	if err != nil {
		return nil, err
	}
	if state != nil {
		both := state[0] == executed
		filter.Executed = &both
	}
	return view.Agreements(ctx, filter, paging)
}

func agreementCells(ctx context.Context, view *registry.View, a *fact.Agreement) ([]string, error) {
	names, err := namesIn(ctx, view, a.Exporter, a.Importer)
	if err != nil {
		return nil, err
	}
	clauses := make([]string, len(a.Clauses))
	for i, use := range a.Clauses {
		clauses[i] = use.String()
	}
	return []string{
		a.ExternalID, string(a.Kind), names[0], names[1], strings.Join(clauses, "; "), a.ExporterSignedOn.String(),
		a.ImporterSignedOn.String(), a.ExecutedOn().String(), a.Through.String(), a.TerminatedOn.String(),
	}, nil
}

var certificationColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "organization"},
	{Name: "framework"},
	{Name: "covers"},
	{Name: "certified_on", Kind: sheet.Day},
	{Name: "next_due_on", Kind: sheet.Day},
	{Name: "ended_on", Kind: sheet.Day},
}

// certificationList are the certifications of ?organization.
func certificationList(ctx context.Context, view *registry.View, q url.Values, paging registry.Paging) (*registry.CertificationPage, error) {
	return view.Certifications(ctx, q.Get("organization"), paging)
}

func certificationCells(ctx context.Context, view *registry.View, c *fact.Certification) ([]string, error) {
	names, err := namesIn(ctx, view, c.Organization)
	if err != nil {
		return nil, err
	}
	covers := make([]string, len(c.Covers))
	for i, one := range c.Covers {
		covers[i] = string(one)
	}
	return []string{
		c.ExternalID, names[0], c.Framework, strings.Join(covers, "; "),
		c.CertifiedOn.String(), c.NextDueOn.String(), c.EndedOn.String(),
	}, nil
}

var approvalColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "group"},
	{Name: "type"},
	{Name: "regime"},
	{Name: "approved_on", Kind: sheet.Day},
	{Name: "withdrawn_on", Kind: sheet.Day},
	{Name: "authority"},
}

// approvalList are the approvals of binding rules of ?group.
func approvalList(ctx context.Context, view *registry.View, q url.Values, paging registry.Paging) (*registry.BindingRulesPage, error) {
	return view.BindingRules(ctx, q.Get("group"), paging)
}

func approvalCells(_ context.Context, _ *registry.View, b *fact.BindingRules) ([]string, error) {
	return []string{
		b.ExternalID, b.Group, string(b.Type), string(b.Regime), b.ApprovedOn.String(), b.WithdrawnOn.String(), b.Authority,
	}, nil
}

var assessmentColumns = []sheet.Shown{
	{Name: "id"},
	{Name: "exporter"},
	{Name: "importer"},
	{Name: "completed_on", Kind: sheet.Day},
	{Name: "outcome"},
	{Name: "review_due_on", Kind: sheet.Day},
	{Name: "measures"},
}

// assessmentList are the assessments of ?party.
func assessmentList(ctx context.Context, view *registry.View, q url.Values, paging registry.Paging) (*registry.AssessmentPage, error) {
	return view.Assessments(ctx, q.Get("party"), paging)
}

func assessmentCells(ctx context.Context, view *registry.View, a *fact.Assessment) ([]string, error) {
	names, err := namesIn(ctx, view, a.Exporter, a.Importer)
	if err != nil {
		return nil, err
	}
	return []string{
		a.ExternalID, names[0], names[1], a.CompletedOn.String(), string(a.Outcome), a.ReviewDueOn.String(), a.Measures,
	}, nil
}
