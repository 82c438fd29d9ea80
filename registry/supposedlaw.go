package registry

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// SupposedAdequacy supposes that a country becomes adequate: the short form of as
// many enactments as there are regimes.
type SupposedAdequacy struct {
	Country string       `cbor:"0,keyasint"`
	From    civil.Date   `cbor:"1,keyasint"`
	Regimes []law.Regime `cbor:"2,keyasint,omitempty"` // none given: all
}

// law is the law that holds only the findings. Their ids are made of regime and
// country, and are free as long as nobody enacts the like.
func (s *SupposedAdequacy) law(known *law.Law) (*law.Law, error) {
	country := strings.ToUpper(s.Country)
	if why := known.CountryFault(country); why != "" {
		return nil, fault.Bad("adequate", s.Country, "%s", why)
	}
	enacted := &law.Law{}
	for _, regime := range law.Regimes {
		if len(s.Regimes) > 0 && !slices.Contains(s.Regimes, regime) {
			continue
		}
		enacted.Adequacy = append(enacted.Adequacy, &law.Adequacy{
			Instrument: law.Instrument{
				ID:     "supposed-adequacy-" + strings.ToLower(string(regime)+"-"+country),
				Name:   "Supposed adequacy of " + known.CountryName(country) + " under " + string(regime),
				Regime: regime, Window: law.Window{From: s.From}, Source: law.Source{Citation: law.Hypothesis},
			},
			Destination: country,
		})
	}
	return enacted, nil
}

// String is the change in words.
func (c *LawChange) String() string {
	switch {
	case c.Invalidate != nil:
		return "invalidate " + c.Invalidate.Instrument + " on " + c.Invalidate.On.String()
	case c.End != nil:
		return "end " + c.End.Instrument + " through " + c.End.Through.String()
	case c.Enact != nil:
		return c.Enact.String()
	case c.Terminate != nil:
		return "terminate " + c.Terminate.String()
	case c.Lapse != nil:
		return "lapse " + c.Lapse.String()
	case c.Withdraw != nil:
		return "withdraw " + c.Withdraw.String()
	case c.Negate != nil:
		return "negate " + strings.ToUpper(c.Negate.Country) + " on " + c.Negate.On.String()
	case c.Leave != nil:
		return "leave " + strings.ToUpper(c.Leave.Country) + " on " + c.Leave.On.String()
	case c.Adequate != nil:
		return c.Adequate.String()
	}
	return ""
}

// String is the enactment in words.
func (e *Enactment) String() string {
	words := "enact " + e.ID + " (" + string(e.Kind) + ", " + string(e.Regime) + " " + e.destination()
	for _, sector := range e.Sectors {
		words += " " + string(sector)
	}
	words += ") from " + e.From.String()
	if !e.Through.IsZero() {
		words += " through " + e.Through.String()
	}
	return words
}

// String names what ends, and the day.
func (e *SupposedEnd) String() string { return e.ExternalID + " on " + e.On.String() }

// String is the change in words.
func (s *SupposedAdequacy) String() string {
	words := "adequate " + strings.ToUpper(s.Country)
	for _, regime := range s.Regimes {
		words += " " + string(regime)
	}
	return words + " from " + s.From.String()
}
