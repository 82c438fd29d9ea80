package registry

import (
	"fmt"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// evidence finds the facts that a flow's case is made of: looked up in storage
// for one flow, in memory for all of them.
type evidence interface {
	organization(fact.ID) (*fact.Organization, error)
	agreements(exporter, importer fact.ID) ([]*fact.Agreement, error)
	certifications(organization fact.ID) ([]*fact.Certification, error)
	rules(group string) ([]*fact.BindingRules, error)
	assessments(exporter, importer fact.ID) ([]*fact.Assessment, error)
	flow(fact.ID) (*fact.Flow, error)
	erased() (*erasedFacts, error) // of this state
	negative() basis.Negative      // of a hypothesis
}

// decider decides flows, each after the one through which its data came, and
// every one once.
type decider struct {
	engine   *basis.Engine
	evidence evidence
	judge    func(*basis.Engine, *basis.Case) *basis.Decision
	keep     func(*fact.Flow) bool // whether others may need its decision
	decided  map[fact.ID]*basis.Decision
}

func newDecider(l *law.Law, e evidence) *decider {
	everyone := func(*fact.Flow) bool { return true }
	return &decider{basis.NewEngine(l), e, (*basis.Engine).Decide, everyone, map[fact.ID]*basis.Decision{}}
}

// decideEach decides flows, in their order.
func (d *decider) decideEach(of []*fact.Flow) (decisions []*basis.Decision, err error) {
	decisions = make([]*basis.Decision, len(of))
	for i, f := range of {
		if decisions[i], err = d.decide(f); err != nil {
			return nil, err
		}
	}
	return decisions, nil
}

func (d *decider) decide(f *fact.Flow) (*basis.Decision, error) {
	chain, err := d.undecided(f)
	if err != nil {
		return nil, err
	}
	var above *basis.Decision
	for _, link := range slices.Backward(chain) {
		decision := d.decided[link.ID]
		if decision == nil {
			c, err := d.caseOf(link, above)
			if err != nil {
				return nil, err
			}
			decision = d.judge(d.engine, c)
			if d.keep(link) {
				d.decided[link.ID] = decision
			}
		}
		above = decision
	}
	return above, nil
}

// undecided is the flow and the flows through which its data came, upwards to the
// first one that has been decided. A circle, which no write lets in, is an error
// rather than a walk without end.
func (d *decider) undecided(f *fact.Flow) ([]*fact.Flow, error) {
	chain := []*fact.Flow{f}
	if !f.IsOnward() {
		return chain, nil
	}
	seen := map[fact.ID]bool{}
	erased, err := d.evidence.erased()
	if err != nil {
		return nil, err
	}
	for top := f; d.decided[top.ID] == nil && top.IsOnward() && !erased.has(top.OnwardOf); chain = append(chain, top) {
		seen[top.ID] = true
		if top, err = d.evidence.flow(top.OnwardOf); err != nil {
			return nil, err
		}
		if seen[top.ID] {
			return nil, fmt.Errorf("the flow %q passes its own data on", top.ExternalID)
		}
	}
	return chain, nil
}

// decideOn decides a flow for one day alone, on which it is active.
func (d *decider) decideOn(f *fact.Flow, day civil.Date) (basis.Verdict, error) {
	c, err := d.caseBelow(f)
	if err != nil {
		return basis.Verdict{}, err
	}
	return d.engine.On(c, day), nil
}

// caseBelow gathers the evidence for a flow, and decides the one through which its data
// came, if any; the flow itself is not decided.
func (d *decider) caseBelow(f *fact.Flow) (*basis.Case, error) {
	erased, err := d.evidence.erased()
	if err != nil {
		return nil, err
	}
	var above *basis.Decision
	if f.IsOnward() && !erased.has(f.OnwardOf) {
		upstream, err := d.evidence.flow(f.OnwardOf)
		if err != nil {
			return nil, err
		}
		if above, err = d.decide(upstream); err != nil {
			return nil, err
		}
	}
	return d.caseOf(f, above)
}

// caseOf gathers the evidence for a flow below a decided one, if any.
func (d *decider) caseOf(f *fact.Flow, above *basis.Decision) (c *basis.Case, err error) {
	c = &basis.Case{Flow: f, Upstream: above}
	erased, err := d.evidence.erased()
	if err != nil {
		return nil, err
	}
	if c.Exporter, err = d.party(erased, f.Exporter); err != nil {
		return nil, err
	}
	if c.Importer, err = d.party(erased, f.Importer); err != nil {
		return nil, err
	}
	c.Erased = erased.of(c)
	_, destination := c.Route()
	c.NegativeFrom = d.evidence.negative().From(destination, c.Importer.Country)
	if c.Agreements, err = d.evidence.agreements(f.Exporter, f.Importer); err != nil {
		return nil, err
	}
	if c.Certifications, err = d.evidence.certifications(f.Importer); err != nil {
		return nil, err
	}
	if c.Assessments, err = d.evidence.assessments(f.Exporter, f.Importer); err != nil {
		return nil, err
	}
	if c.Exporter.Group != "" && c.Exporter.Group == c.Importer.Group {
		c.Rules, err = d.evidence.rules(c.Exporter.Group)
	}
	return c, err
}

// party is a party of a flow; what is kept of one whose content was erased.
func (d *decider) party(erased *erasedFacts, id fact.ID) (*fact.Organization, error) {
	if o := erased.organizations[id]; o != nil {
		return o, nil
	}
	return d.evidence.organization(id)
}

// stored looks evidence up in storage, by index.
type stored struct {
	*table.Reader
	lost *erasedFacts // once it was asked for
}

func (s *stored) erased() (lost *erasedFacts, err error) {
	if s.lost == nil {
		s.lost, err = readErased(s.Reader)
	}
	return s.lost, err
}

// negative is nothing: what is supposed is in no storage.
func (s *stored) negative() basis.Negative { return nil }

func (s *stored) organization(id fact.ID) (*fact.Organization, error) {
	return organizations.Get(s.Reader, id)
}

func (s *stored) flow(id fact.ID) (*fact.Flow, error) { return flows.Get(s.Reader, id) }

func (s *stored) agreements(exporter, importer fact.ID) ([]*fact.Agreement, error) {
	return collect(agreements.By(s.Reader, agreementPair, ids(exporter, importer)[0]))
}

func (s *stored) certifications(organization fact.ID) ([]*fact.Certification, error) {
	return collect(certifications.By(s.Reader, certificationOf, organization[:]))
}

func (s *stored) rules(group string) ([]*fact.BindingRules, error) {
	return collect(bindingRules.By(s.Reader, rulesGroup, groupKey(group)))
}

func (s *stored) assessments(exporter, importer fact.ID) ([]*fact.Assessment, error) {
	return collect(assessments.By(s.Reader, assessmentPair, ids(exporter, importer)[0]))
}
