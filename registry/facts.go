package registry

import (
	"errors"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/pack"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage/table"
)

// facts is the evidence of one state in memory. It is never changed.
type facts struct {
	organizations layered[fact.ID, *fact.Organization]
	byPair        layered[columns.Parties, *contracts]
	certified     layered[fact.ID, []*fact.Certification]
	byGroup       layered[string, []*fact.BindingRules]
	above         layered[fact.ID, *fact.Flow] // those that others pass on
	negative      basis.Negative               // of a hypothesis; nil where it supposes no such thing
	lost          *erasedFacts
	packed        *packedFacts // the same as bytes; nil where something lies over them
	due           *calendar    // of what is as bytes, whatever lies over it
}

// contracts is what is recorded of a pair.
type contracts struct {
	agreements  []*fact.Agreement
	assessments []*fact.Assessment
}

// readEvidence reads everything but the flows.
func (p *packedFacts) readEvidence(r *table.Reader) error {
	return errors.Join(
		each(organizations.All(r), p.organizations.Add), each(agreements.All(r), p.agreements.Add),
		each(assessments.All(r), p.assessments.Add), each(certifications.All(r), p.certified.Add),
		each(bindingRules.All(r), p.rules.Add),
	)
}

// readFlows reads the flows into rows, and again those that others pass on.
func readFlows(r *table.Reader, rows *columns.Builder, above *pack.Store[fact.Flow]) error {
	passedOn := map[fact.ID]bool{}
	for f, err := range flows.All(r) {
		if err != nil {
			return err
		}
		rows.Add(f)
		if f.IsOnward() {
			passedOn[f.OnwardOf] = true
		}
	}
	for id := range passedOn {
		f, err := flowOrNone(r, id)
		if err != nil {
			return err
		}
		if f != nil {
			above.Add(f)
		}
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

func between(exporter, importer fact.ID) columns.Parties {
	return columns.Parties{Exporter: exporter, Importer: importer}
}

// countryOf is where a party is established; "" for one whose content was erased.
func (f *facts) countryOf(id fact.ID) (string, error) {
	o, err := f.party(id)
	if err != nil {
		return "", err
	}
	return o.Country, nil
}

// party is an organization; what is kept of one whose content was erased.
func (f *facts) party(id fact.ID) (*fact.Organization, error) {
	o := f.organizations.get(id)
	if o == nil {
		o = f.lost.organizations[id]
	}
	return found(o, "organization", id)
}

func (f *facts) organization(id fact.ID) (*fact.Organization, error) {
	return found(f.organizations.get(id), "organization", id)
}

func (f *facts) flow(id fact.ID) (*fact.Flow, error) { return found(f.above.get(id), "flow", id) }

func found[T any](record *T, kind string, id uuid.UUID) (*T, error) {
	if record == nil {
		return nil, fault.New(fault.NotFound, "there is no %s %s", sentence.Text(kind), id)
	}
	return record, nil
}
