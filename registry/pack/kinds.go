package pack

import "github.com/safeconduct/safeconduct/registry/fact"

// Kind is a kind of records: how they are written as bytes, and by which ids they
// are found.
type Kind[T any] struct {
	key  int // how many bytes of ids come first, by which a record is found
	form func(*form, *T)
}

// The kinds of records that verdicts follow from.
var (
	Organizations = &Kind[fact.Organization]{16, func(f *form, o *fact.Organization) {
		f.header(&o.Header)
		f.text(&o.Name)
		word(f, &o.Kind)
		word(f, &o.Country)
		word(f, &o.Sector)
		f.text(&o.Group)
		f.date(&o.GroupFrom)
		f.date(&o.GroupThrough)
		list(f, &o.Domains, (*form).text)
	}}
	// Agreements are found by exporter and importer.
	Agreements = &Kind[fact.Agreement]{32, func(f *form, a *fact.Agreement) {
		f.id(&a.Exporter)
		f.id(&a.Importer)
		f.header(&a.Header)
		word(f, &a.Kind)
		list(f, &a.Clauses, func(f *form, c *fact.ClauseUse) {
			word(f, &c.Set)
			list(f, &c.Modules, word[string])
		})
		f.date(&a.ExporterSignedOn)
		f.date(&a.ImporterSignedOn)
		f.date(&a.EffectiveOn)
		f.date(&a.Through)
		f.date(&a.TerminatedOn)
		f.date(&a.AuthorisedOn)
		word(f, &a.Manner)
		f.text(&a.Terms)
		f.text(&a.Document.Path)
		f.text(&a.Document.SHA256)
	}}
	// Assessments are found by exporter and importer.
	Assessments = &Kind[fact.Assessment]{32, func(f *form, a *fact.Assessment) {
		f.id(&a.Exporter)
		f.id(&a.Importer)
		f.header(&a.Header)
		f.date(&a.CompletedOn)
		word(f, &a.Outcome)
		f.date(&a.ReviewDueOn)
		f.text(&a.Measures)
	}}
	// Certifications are found by the organization that has them.
	Certifications = &Kind[fact.Certification]{16, func(f *form, c *fact.Certification) {
		f.id(&c.Organization)
		f.header(&c.Header)
		word(f, &c.Framework)
		list(f, &c.Covers, word[fact.Coverage])
		f.date(&c.CertifiedOn)
		f.date(&c.NextDueOn)
		f.date(&c.EndedOn)
		word(f, &c.EndedReason)
		f.text(&c.Recourse)
	}}
	Rules = &Kind[fact.BindingRules]{16, func(f *form, b *fact.BindingRules) {
		f.header(&b.Header)
		f.text(&b.Group)
		word(f, &b.Type)
		word(f, &b.Regime)
		f.date(&b.ApprovedOn)
		f.date(&b.WithdrawnOn)
		f.text(&b.Authority)
	}}
	Flows = &Kind[fact.Flow]{16, func(f *form, x *fact.Flow) {
		f.header(&x.Header)
		f.text(&x.Name)
		f.id(&x.Customer)
		f.id(&x.Exporter)
		word(f, &x.ExporterRole)
		f.id(&x.Importer)
		word(f, &x.ImporterRole)
		word(f, &x.Origin)
		word(f, &x.Destination)
		list(f, &x.Data, word[fact.Category])
		f.text(&x.Purpose)
		f.text(&x.Product)
		word(f, &x.Means)
		f.date(&x.StartsOn)
		f.date(&x.EndedOn)
		word(f, &x.Declared.Instrument)
		f.id(&x.Declared.Agreement)
		f.id(&x.OnwardOf)
	}}
)
