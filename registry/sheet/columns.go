package sheet

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// id is the column that every kind has: the row was found by it.
func id[T any](of func(*T) *fact.Header) Column[T] {
	return Column[T]{"id", func(*T, string, Names) *fault.Error { return nil }, func(t *T, _ Keys) string { return of(t).ExternalID }}
}

// OrganizationColumns are the columns of organizations.csv.
var OrganizationColumns = Schema[fact.Organization]{Organizations, []Column[fact.Organization]{
	id(func(o *fact.Organization) *fact.Header { return &o.Header }),
	text("name", func(o *fact.Organization) *string { return &o.Name }),
	word("kind", func(o *fact.Organization) *fact.OrganizationKind { return &o.Kind }, ""),
	country("country", func(o *fact.Organization) *string { return &o.Country }),
	word("sector", func(o *fact.Organization) *law.Sector { return &o.Sector }, law.Commercial),
	text("group", func(o *fact.Organization) *string { return &o.Group }),
	date("group_from", func(o *fact.Organization) *civil.Date { return &o.GroupFrom }),
	date("group_through", func(o *fact.Organization) *civil.Date { return &o.GroupThrough }),
	words("domain", func(o *fact.Organization) *[]string { return &o.Domains }),
}, func(h fact.Header) *fact.Organization { return &fact.Organization{Header: h, Sector: law.Commercial} }}

// AgreementColumns are the columns of agreements.csv.
var AgreementColumns = Schema[fact.Agreement]{Agreements, []Column[fact.Agreement]{
	id(func(a *fact.Agreement) *fact.Header { return &a.Header }),
	word("kind", func(a *fact.Agreement) *fact.AgreementKind { return &a.Kind }, ""),
	organization("exporter", true, func(a *fact.Agreement) *fact.ID { return &a.Exporter }),
	organization("importer", true, func(a *fact.Agreement) *fact.ID { return &a.Importer }),
	column("clauses", func(a *fact.Agreement) *[]fact.ClauseUse { return &a.Clauses }, Clauses, writeClauses),
	date("exporter_signed_on", func(a *fact.Agreement) *civil.Date { return &a.ExporterSignedOn }),
	date("importer_signed_on", func(a *fact.Agreement) *civil.Date { return &a.ImporterSignedOn }),
	date("effective_on", func(a *fact.Agreement) *civil.Date { return &a.EffectiveOn }),
	date("through", func(a *fact.Agreement) *civil.Date { return &a.Through }),
	date("terminated_on", func(a *fact.Agreement) *civil.Date { return &a.TerminatedOn }),
	date("authorised_on", func(a *fact.Agreement) *civil.Date { return &a.AuthorisedOn }),
	word("manner", func(a *fact.Agreement) *fact.Manner { return &a.Manner }, fact.Signed),
	text("terms", func(a *fact.Agreement) *string { return &a.Terms }),
	{"document", setDocument, writeDocument},
}, func(h fact.Header) *fact.Agreement { return &fact.Agreement{Header: h, Manner: fact.Signed} }}

// Clauses reads SET or SET/M1+M2, several separated by ";". Whether sets and
// modules exist, the agreement checks itself.
func Clauses(cell string) []fact.ClauseUse {
	var uses []fact.ClauseUse
	for _, item := range items(cell) {
		set, modules, named := strings.Cut(item, "/")
		use := fact.ClauseUse{Set: trim(set)}
		if named {
			for module := range strings.SplitSeq(modules, "+") {
				use.Modules = append(use.Modules, trim(module))
			}
		}
		uses = append(uses, use)
	}
	return uses
}

func writeClauses(uses []fact.ClauseUse) string {
	written := make([]string, len(uses))
	for i, use := range uses {
		written[i] = use.String()
	}
	return joined(written)
}

// CertificationColumns are the columns of certifications.csv.
var CertificationColumns = Schema[fact.Certification]{Certifications, []Column[fact.Certification]{
	id(func(c *fact.Certification) *fact.Header { return &c.Header }),
	organization("organization", true, func(c *fact.Certification) *fact.ID { return &c.Organization }),
	text("framework", func(c *fact.Certification) *string { return &c.Framework }),
	words("covers", func(c *fact.Certification) *[]fact.Coverage { return &c.Covers }),
	date("certified_on", func(c *fact.Certification) *civil.Date { return &c.CertifiedOn }),
	date("next_due_on", func(c *fact.Certification) *civil.Date { return &c.NextDueOn }),
	date("ended_on", func(c *fact.Certification) *civil.Date { return &c.EndedOn }),
	word("ended_reason", func(c *fact.Certification) *fact.EndedReason { return &c.EndedReason }, ""),
	text("recourse", func(c *fact.Certification) *string { return &c.Recourse }),
}, func(h fact.Header) *fact.Certification { return &fact.Certification{Header: h} }}

// BindingRulesColumns are the columns of binding_rules.csv.
var BindingRulesColumns = Schema[fact.BindingRules]{BindingRules, []Column[fact.BindingRules]{
	id(func(b *fact.BindingRules) *fact.Header { return &b.Header }),
	text("group", func(b *fact.BindingRules) *string { return &b.Group }),
	word("type", func(b *fact.BindingRules) *law.RulesType { return &b.Type }, ""),
	word("regime", func(b *fact.BindingRules) *law.Regime { return &b.Regime }, ""),
	date("approved_on", func(b *fact.BindingRules) *civil.Date { return &b.ApprovedOn }),
	date("withdrawn_on", func(b *fact.BindingRules) *civil.Date { return &b.WithdrawnOn }),
	text("authority", func(b *fact.BindingRules) *string { return &b.Authority }),
}, func(h fact.Header) *fact.BindingRules { return &fact.BindingRules{Header: h} }}

// AssessmentColumns are the columns of assessments.csv.
var AssessmentColumns = Schema[fact.Assessment]{Assessments, []Column[fact.Assessment]{
	id(func(a *fact.Assessment) *fact.Header { return &a.Header }),
	organization("exporter", true, func(a *fact.Assessment) *fact.ID { return &a.Exporter }),
	organization("importer", true, func(a *fact.Assessment) *fact.ID { return &a.Importer }),
	date("completed_on", func(a *fact.Assessment) *civil.Date { return &a.CompletedOn }),
	date("review_due_on", func(a *fact.Assessment) *civil.Date { return &a.ReviewDueOn }),
	word("outcome", func(a *fact.Assessment) *fact.Outcome { return &a.Outcome }, ""),
	text("measures", func(a *fact.Assessment) *string { return &a.Measures }),
}, func(h fact.Header) *fact.Assessment { return &fact.Assessment{Header: h} }}

// FlowColumns are the columns of flows.csv.
var FlowColumns = Schema[fact.Flow]{Flows, []Column[fact.Flow]{
	id(func(f *fact.Flow) *fact.Header { return &f.Header }),
	text("name", func(f *fact.Flow) *string { return &f.Name }),
	organization("exporter", true, func(f *fact.Flow) *fact.ID { return &f.Exporter }),
	organization("importer", true, func(f *fact.Flow) *fact.ID { return &f.Importer }),
	word("exporter_role", func(f *fact.Flow) *law.Role { return &f.ExporterRole }, ""),
	word("importer_role", func(f *fact.Flow) *law.Role { return &f.ImporterRole }, ""),
	organization("customer", false, func(f *fact.Flow) *fact.ID { return &f.Customer }),
	country("origin", func(f *fact.Flow) *string { return &f.Origin }),
	country("destination", func(f *fact.Flow) *string { return &f.Destination }),
	words("data", func(f *fact.Flow) *[]fact.Category { return &f.Data }),
	text("purpose", func(f *fact.Flow) *string { return &f.Purpose }),
	text("product", func(f *fact.Flow) *string { return &f.Product }),
	word("means", func(f *fact.Flow) *fact.Means { return &f.Means }, fact.Storage),
	date("starts_on", func(f *fact.Flow) *civil.Date { return &f.StartsOn }),
	date("ended_on", func(f *fact.Flow) *civil.Date { return &f.EndedOn }),
	{"declared_basis", setDeclared, writeDeclared},
	reference("onward_of", "flow", false, Names.Flow, Keys.Flow, func(f *fact.Flow) *fact.ID { return &f.OnwardOf }),
}, func(h fact.Header) *fact.Flow { return &fact.Flow{Header: h, Means: fact.Storage} }}

func setDeclared(f *fact.Flow, cell string, names Names) *fault.Error {
	f.Declared = fact.Declared{}
	if cell == "" {
		return nil
	}
	if names.IsInstrument(cell) {
		f.Declared.Instrument = cell
		return nil
	}
	agreement, found := names.Agreement(cell)
	if !found {
		return fault.Bad("", cell, "names neither a legal instrument nor an agreement")
	}
	f.Declared.Agreement = agreement
	return nil
}

func writeDeclared(f *fact.Flow, keys Keys) string {
	if f.Declared.Instrument != "" {
		return f.Declared.Instrument
	}
	return keyOf(f.Declared.Agreement, keys, Keys.Agreement)
}

// Columns are the names of the columns that a kind of file has, none for no kind.
func (k Kind) Columns() []string {
	switch k {
	case Organizations:
		return OrganizationColumns.Names()
	case Agreements:
		return AgreementColumns.Names()
	case Certifications:
		return CertificationColumns.Names()
	case BindingRules:
		return BindingRulesColumns.Names()
	case Assessments:
		return AssessmentColumns.Names()
	case Flows:
		return FlowColumns.Names()
	case Scenarios, Triages, Comments: // which no file has
	}
	return []string{}
}
