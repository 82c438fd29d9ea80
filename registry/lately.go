package registry

import (
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// lately is facts as evidence for one decider: it remembers what it was asked for last, since
// shapes lie by importer and what is packed is made anew for each who asks.
type lately struct {
	*facts
	parties [2]*fact.Organization // the exporter and the importer asked for last
	next    int
	holder  fact.ID
	held    []*fact.Certification
	pair    columns.Parties
	signed  *contracts // of the pair; nil: nothing was asked for yet
}

func (l *lately) erased() (*erasedFacts, error) { return l.lost, nil }

func (l *lately) negative() basis.Negative { return l.facts.negative }

func (l *lately) organization(id fact.ID) (*fact.Organization, error) {
	for _, o := range l.parties {
		if o != nil && o.ID == id {
			return o, nil
		}
	}
	o, err := l.facts.organization(id)
	if err == nil {
		l.parties[l.next], l.next = o, 1-l.next
	}
	return o, err
}

func (l *lately) certifications(organization fact.ID) ([]*fact.Certification, error) {
	if l.holder != organization || l.held == nil {
		l.holder, l.held = organization, l.certified.get(organization)
	}
	return l.held, nil
}

// contracts are those of a pair, of which agreements and assessments are asked for one
// after the other.
func (l *lately) contracts(exporter, importer fact.ID) *contracts {
	if asked := between(exporter, importer); l.signed == nil || l.pair != asked {
		l.pair, l.signed = asked, &contracts{}
		if of := l.byPair.get(asked); of != nil {
			l.signed = of
		}
	}
	return l.signed
}

func (l *lately) agreements(exporter, importer fact.ID) ([]*fact.Agreement, error) {
	return l.contracts(exporter, importer).agreements, nil
}

func (l *lately) assessments(exporter, importer fact.ID) ([]*fact.Assessment, error) {
	return l.contracts(exporter, importer).assessments, nil
}

func (l *lately) rules(group string) ([]*fact.BindingRules, error) { return l.byGroup.get(group), nil }
