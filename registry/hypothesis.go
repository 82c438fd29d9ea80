package registry

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// LawChange is one hypothesis as it is asked, about the law or about evidence:
// exactly one field is given. The keys are part of the stored form, as those of facts.
type LawChange struct {
	Invalidate *law.Invalidation `cbor:"0,keyasint,omitempty"`
	End        *law.Ending       `cbor:"1,keyasint,omitempty"`
	Enact      *Enactment        `cbor:"2,keyasint,omitempty"`
	Terminate  *SupposedEnd      `cbor:"3,keyasint,omitempty"` // an agreement
	Lapse      *SupposedEnd      `cbor:"4,keyasint,omitempty"` // a certification
	Withdraw   *SupposedEnd      `cbor:"5,keyasint,omitempty"` // all certifications of an organization
	Negate     *SupposedTurn     `cbor:"6,keyasint,omitempty"` // all assessments of transfers to a country
	Leave      *law.Leaving      `cbor:"7,keyasint,omitempty"` // a state leaves the EEA
	Adequate   *SupposedAdequacy `cbor:"8,keyasint,omitempty"` // a country becomes adequate
}

// Enactment supposes a new finding of adequacy or a new framework.
type Enactment struct {
	ID          string       `cbor:"0,keyasint"`
	Kind        law.Kind     `cbor:"1,keyasint"`
	Name        string       `cbor:"2,keyasint"`
	Regime      law.Regime   `cbor:"3,keyasint"`
	Destination string       `cbor:"4,keyasint"`
	From        civil.Date   `cbor:"5,keyasint"`
	Through     civil.Date   `cbor:"6,keyasint,omitempty"`
	Sectors     []law.Sector `cbor:"7,keyasint,omitempty"`
}

// mostChanges bounds a scenario.
const mostChanges = 50

// Suppose makes a scenario of changes as they are asked; nothing is stored.
func (v *View) Suppose(ctx context.Context, asked []*LawChange) (*Scenario, error) {
	if len(asked) == 0 || len(asked) > mostChanges {
		return nil, fault.Bad("changes", "", "are %d: expected 1 to %d", len(asked), mostChanges)
	}
	if err := checkChanges(asked); err != nil {
		return nil, err
	}
	of, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	changed, err := v.under(string(of), func() (*law.Law, []supposedFact, error) { return v.supposed(ctx, asked) })
	if err != nil {
		return nil, err
	}
	return &Scenario{v, changed}, nil
}

// supposed is the law and the evidence of hypotheses.
func (v *View) supposed(ctx context.Context, asked []*LawChange) (l *law.Law, facts []supposedFact, err error) {
	var changes []law.Change
	err = v.read(ctx, func(r *table.Reader) error {
		changes, facts = nil, nil
		for _, a := range asked {
			fact, err := a.factChange(v, r)
			if err != nil {
				return err
			}
			if fact != nil {
				facts = append(facts, fact)
				continue
			}
			change, err := a.lawChange(v.law)
			if err != nil {
				return err
			}
			changes = append(changes, change)
		}
		return nil
	})
	if err != nil || len(changes) == 0 {
		return v.law, facts, err
	}
	l, err = v.law.With(changes...)
	return l, facts, err
}

// lawChange is a change of the law.
func (c *LawChange) lawChange(known *law.Law) (change law.Change, err error) {
	change = law.Change{Invalidate: c.Invalidate, End: c.End, Leave: c.Leave}
	switch {
	case c.Enact != nil:
		change.Enact, err = c.Enact.law(known)
	case c.Adequate != nil:
		change.Enact, err = c.Adequate.law(known)
	}
	return change, err
}

// check gives every fault that the enactment shows by itself. Whether its id is
// taken, the law checks.
func (e *Enactment) check(known *law.Law) (faults fault.List) {
	if e.ID == "" {
		faults.Add(fault.Bad("enact", "", "needs an id of its own"))
	} else {
		faults.Add(fact.CheckKey("enact", e.ID))
	}
	if e.Kind != law.KindAdequacy && strings.TrimSpace(e.Name) == "" {
		faults.Add(fault.Bad("name", "", "is missing: a framework that is enacted needs a name"))
	}
	faults.Add(fact.CheckText("name", e.Name))
	if why := known.CountryFault(e.destination()); !why.IsEmpty() {
		faults.Add(fault.BadFor("destination", e.Destination, why))
	}
	if !e.Through.IsZero() && e.Through < e.From {
		faults.Add(fault.Bad("through", e.Through.String(), "lies before the first day, %s", e.From))
	}
	return faults
}

// destination is the country, whose case is folded as everywhere.
func (e *Enactment) destination() string { return strings.ToUpper(e.Destination) }

// law is the law that holds only what is enacted.
func (e *Enactment) law(known *law.Law) (*law.Law, error) {
	if err := e.check(known).Err(); err != nil {
		return nil, err
	}
	header := law.Instrument{
		ID: e.ID, Name: e.Name, Regime: e.Regime, Window: law.Window{From: e.From, Through: e.Through},
		Source: law.Source{Citation: law.Hypothesis},
	}
	if strings.TrimSpace(e.Name) == "" {
		header.Supposed = known.CountryName(e.destination())
		header.Name = header.SaidName().String()
	}
	scope := law.Scope{Sectors: e.Sectors}
	switch e.Kind {
	case law.KindAdequacy:
		return &law.Law{Adequacy: []*law.Adequacy{{Instrument: header, Destination: e.destination(), Scope: scope}}}, nil
	case law.KindFramework:
		return &law.Law{Frameworks: []*law.Framework{{Instrument: header, Destination: e.destination(), Scope: scope}}}, nil
	case law.KindClauses, law.KindAddendum, law.KindProcessorTerms, law.KindOtherSafeguard, law.KindBindingRules, law.KindDerogation:
	}
	return nil, fault.Bad("kind", string(e.Kind), "cannot be enacted in a scenario: expected ADEQUACY or FRAMEWORK")
}
