package registry

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// facts is the evidence of one state in memory. It is never changed.
type facts struct {
	organizations layered[fact.ID, *fact.Organization]
	byPair        layered[columns.Parties, *contracts]
	certified     layered[fact.ID, []*fact.Certification]
	byGroup       layered[string, []*fact.BindingRules]
	above         layered[fact.ID, *fact.Flow] // those that others pass on
	lost          *erasedFacts
}

// contracts is what is recorded of a pair.
type contracts struct {
	agreements  []*fact.Agreement
	assessments []*fact.Assessment
}

// gathering is facts in the making.
type gathering struct {
	organizations map[fact.ID]*fact.Organization
	byPair        map[columns.Parties]*contracts
	certified     map[fact.ID][]*fact.Certification
	byGroup       map[string][]*fact.BindingRules
	above         map[fact.ID]*fact.Flow
	lost          *erasedFacts
}

func newGathering() *gathering {
	return &gathering{
		organizations: map[fact.ID]*fact.Organization{},
		byPair:        map[columns.Parties]*contracts{},
		certified:     map[fact.ID][]*fact.Certification{},
		byGroup:       map[string][]*fact.BindingRules{},
		above:         map[fact.ID]*fact.Flow{},
	}
}

func (g *gathering) facts() *facts {
	return &facts{
		organizations: layered[fact.ID, *fact.Organization]{under: g.organizations},
		byPair:        layered[columns.Parties, *contracts]{under: g.byPair},
		certified:     layered[fact.ID, []*fact.Certification]{under: g.certified},
		byGroup:       layered[string, []*fact.BindingRules]{under: g.byGroup},
		above:         layered[fact.ID, *fact.Flow]{under: g.above},
		lost:          g.lost,
	}
}

// readEvidence reads everything but the flows.
func (g *gathering) readEvidence(r *table.Reader) error {
	for o, err := range organizations.All(r) {
		if err != nil {
			return err
		}
		g.organizations[o.ID] = o
	}
	for a, err := range agreements.All(r) {
		if err != nil {
			return err
		}
		of := g.between(a.Exporter, a.Importer)
		of.agreements = append(of.agreements, a)
	}
	for a, err := range assessments.All(r) {
		if err != nil {
			return err
		}
		of := g.between(a.Exporter, a.Importer)
		of.assessments = append(of.assessments, a)
	}
	for c, err := range certifications.All(r) {
		if err != nil {
			return err
		}
		g.certified[c.Organization] = append(g.certified[c.Organization], c)
	}
	for rules, err := range bindingRules.All(r) {
		if err != nil {
			return err
		}
		g.byGroup[rules.Group] = append(g.byGroup[rules.Group], rules)
	}
	lost, err := readErased(r)
	g.lost = lost
	return err
}

// readFlows reads the flows into rows, and again those that others pass on.
func (g *gathering) readFlows(r *table.Reader, rows *columns.Builder) error {
	for f, err := range flows.All(r) {
		if err != nil {
			return err
		}
		rows.Add(f)
		if f.IsOnward() {
			g.above[f.OnwardOf] = nil
		}
	}
	for id := range g.above {
		f, err := flowOrNone(r, id)
		if err != nil {
			return err
		}
		g.above[id] = f
	}
	return nil
}

// flowOrNone is a flow, nil for one whose content was erased or that is gone.
func flowOrNone(r *table.Reader, id fact.ID) (*fact.Flow, error) {
	f, err := flows.Get(r, id)
	if isMissing(known(err)) {
		return nil, nil //nolint:nilnil // its content was erased since
	}
	return f, err
}

// between is the place for what is recorded of a pair.
func (g *gathering) between(exporter, importer fact.ID) *contracts {
	parties := between(exporter, importer)
	if g.byPair[parties] == nil {
		g.byPair[parties] = &contracts{}
	}
	return g.byPair[parties]
}

func between(exporter, importer fact.ID) columns.Parties {
	return columns.Parties{Exporter: exporter, Importer: importer}
}

// countryOf is where a party is established; "" for one whose content was erased.
func (f *facts) countryOf(id fact.ID) (string, error) {
	o := f.organizations.get(id)
	if o == nil {
		o = f.lost.organizations[id]
	}
	o, err := found(o, "organization", id)
	if err != nil {
		return "", err
	}
	return o.Country, nil
}

// The facts are evidence for deciders.

func (f *facts) erased() (*erasedFacts, error) { return f.lost, nil }

func (f *facts) organization(id fact.ID) (*fact.Organization, error) {
	return found(f.organizations.get(id), "organization", id)
}

func (f *facts) flow(id fact.ID) (*fact.Flow, error) { return found(f.above.get(id), "flow", id) }

func (f *facts) agreements(exporter, importer fact.ID) ([]*fact.Agreement, error) {
	if of := f.byPair.get(between(exporter, importer)); of != nil {
		return of.agreements, nil
	}
	return nil, nil
}

func (f *facts) assessments(exporter, importer fact.ID) ([]*fact.Assessment, error) {
	if of := f.byPair.get(between(exporter, importer)); of != nil {
		return of.assessments, nil
	}
	return nil, nil
}

func (f *facts) certifications(organization fact.ID) ([]*fact.Certification, error) {
	return f.certified.get(organization), nil
}

func (f *facts) rules(group string) ([]*fact.BindingRules, error) { return f.byGroup.get(group), nil }

func found[T any](record *T, kind string, id uuid.UUID) (*T, error) {
	if record == nil {
		return nil, fault.New(fault.NotFound, "there is no %s %s", kind, id)
	}
	return record, nil
}
