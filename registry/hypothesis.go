package registry

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// LawChange is one hypothesis as it is asked: exactly one field is given.
type LawChange struct {
	Invalidate *law.Invalidation
	End        *law.Ending
	Enact      *Enactment
}

// Enactment supposes a new finding of adequacy or a new framework.
type Enactment struct {
	ID          string
	Kind        law.Kind
	Name        string
	Regime      law.Regime
	Destination string
	From        civil.Date
	Through     civil.Date
	Sectors     []law.Sector
}

// mostChanges bounds a scenario.
const mostChanges = 50

// Suppose makes a scenario of changes as they are asked.
func (v *View) Suppose(asked []*LawChange) (*Scenario, error) {
	if len(asked) == 0 || len(asked) > mostChanges {
		return nil, fault.Bad("changes", "", "are %d: expected 1 to %d", len(asked), mostChanges)
	}
	changes := make([]law.Change, len(asked))
	for i, a := range asked {
		change, err := a.under(v.law)
		if err != nil {
			return nil, err
		}
		changes[i] = change
	}
	return v.Scenario(changes)
}

// under checks a change as it is asked: that it is one. What it names, the law
// checks.
func (c *LawChange) under(known *law.Law) (change law.Change, err error) {
	given := 0
	for _, is := range []bool{c.Invalidate != nil, c.End != nil, c.Enact != nil} {
		if is {
			given++
		}
	}
	if given != 1 {
		return change, fault.Bad("changes", "", "must each give exactly one of invalidate, end and enact: one of them gives %d", given)
	}
	change = law.Change{Invalidate: c.Invalidate, End: c.End}
	if c.Enact != nil {
		change.Enact, err = c.Enact.law(known)
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
	if strings.TrimSpace(e.Name) == "" {
		faults.Add(fault.Bad("name", "", "is missing: what is enacted needs a name"))
	}
	faults.Add(fact.CheckText("name", e.Name))
	if why := known.CountryFault(e.destination()); why != "" {
		faults.Add(fault.Bad("destination", e.Destination, "%s", why))
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
		Source: law.Source{Citation: "hypothesis of the scenario"},
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
