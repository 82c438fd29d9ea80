package fact

// What outlives the erasure of a version: the identity of the fact, and what
// says whom it concerned, by ids that say nothing by themselves. So answers about
// those can say that they are incomplete.

// Clear takes the content from an organization.
func (o *Organization) Clear() { *o = Organization{Header: o.Header} }

// Clear takes the content from an agreement.
func (a *Agreement) Clear() {
	*a = Agreement{Header: a.Header, Exporter: a.Exporter, Importer: a.Importer}
}

// Clear takes the content from a certification.
func (c *Certification) Clear() {
	*c = Certification{Header: c.Header, Organization: c.Organization}
}

// Clear takes the content from an approval; the name of the group stays, since it
// is the only tie to its members.
func (b *BindingRules) Clear() { *b = BindingRules{Header: b.Header, Group: b.Group} }

// Clear takes the content from an assessment.
func (a *Assessment) Clear() {
	*a = Assessment{Header: a.Header, Exporter: a.Exporter, Importer: a.Importer}
}

// Clear takes the content from a flow.
func (f *Flow) Clear() { *f = Flow{Header: f.Header, Exporter: f.Exporter, Importer: f.Importer} }

// Clear takes the content from a document, but for its sum, which is its key.
func (d *Document) Clear() { *d = Document{Header: d.Header} }
