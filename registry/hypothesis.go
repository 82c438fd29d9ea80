package registry

import (
	"github.com/safeconduct/safeconduct/registry/civil"
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
	var changes []law.Change
	for _, a := range asked {
		change := law.Change{Invalidate: a.Invalidate, End: a.End}
		if a.Enact != nil {
			enacted, err := a.Enact.law(v.law)
			if err != nil {
				return nil, err
			}
			change.Enact = enacted
		}
		changes = append(changes, change)
	}
	return v.Scenario(changes)
}

// law is the law that holds only what is enacted.
func (e *Enactment) law(known *law.Law) (*law.Law, error) {
	if why := known.CountryFault(e.Destination); why != "" {
		return nil, fault.Bad("destination", e.Destination, "%s", why)
	}
	if !e.Through.IsZero() && e.Through < e.From {
		return nil, fault.Bad("through", e.Through.String(), "lies before from, %s", e.From)
	}
	header := law.Instrument{
		ID: e.ID, Name: e.Name, Regime: e.Regime, Window: law.Window{From: e.From, Through: e.Through},
		Source: law.Source{Citation: "hypothesis of the scenario"},
	}
	scope := law.Scope{Sectors: e.Sectors}
	switch e.Kind {
	case law.KindAdequacy:
		return &law.Law{Adequacy: []*law.Adequacy{{Instrument: header, Destination: e.Destination, Scope: scope}}}, nil
	case law.KindFramework:
		return &law.Law{Frameworks: []*law.Framework{{Instrument: header, Destination: e.Destination, Scope: scope}}}, nil
	case law.KindClauses, law.KindAddendum, law.KindProcessorTerms, law.KindOtherSafeguard, law.KindBindingRules, law.KindDerogation:
	}
	return nil, fault.Bad("kind", string(e.Kind), "cannot be enacted in a scenario: expected ADEQUACY or FRAMEWORK")
}
