package registry

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// SupposedAdequacy supposes that a country becomes adequate: the short form of as
// many enactments as there are regimes.
type SupposedAdequacy struct {
	Country string       `cbor:"0,keyasint"`
	From    civil.Date   `cbor:"1,keyasint"`
	Regimes []law.Regime `cbor:"2,keyasint,omitempty"` // none given: all
}

// under are the regimes under which the country becomes adequate.
func (s *SupposedAdequacy) under() []law.Regime {
	if len(s.Regimes) == 0 {
		return law.Regimes
	}
	return slices.DeleteFunc(slices.Clone(law.Regimes), func(r law.Regime) bool { return !slices.Contains(s.Regimes, r) })
}

// law is the law that holds only the findings. Their ids are made of regime and
// country, and are free as long as nobody enacts the like, or supposes the same in a
// scenario upon which this one builds.
func (s *SupposedAdequacy) law(known *law.Law) (*law.Law, error) {
	country := strings.ToUpper(s.Country)
	if why := known.CountryFault(country); !why.IsEmpty() {
		return nil, fault.BadFor("adequate", s.Country, why)
	}
	enacted := &law.Law{}
	for _, regime := range s.under() {
		id := "supposed-adequacy-" + strings.ToLower(string(regime)+"-"+country)
		if known.Instrument(id) != nil {
			return nil, fault.Bad("adequate", s.Country, "is supposed to be adequate already, under the regime %s", regime)
		}
		supposed := law.Instrument{
			ID:       id,
			Supposed: known.CountryName(country),
			Regime:   regime, Window: law.Window{From: s.From}, Source: law.Source{Citation: law.Hypothesis},
		}
		supposed.Name = supposed.SaidName().String()
		enacted.Adequacy = append(enacted.Adequacy, &law.Adequacy{Instrument: supposed, Destination: country})
	}
	return enacted, nil
}

// String is the change in words.
func (c *LawChange) String() string { return c.inWords().String() }

// In is the change in words of a language.
func (c *LawChange) In(l sentence.Language) string { return c.inWords().In(l) }

func (c *LawChange) inWords() sentence.Sentence {
	switch {
	case c.Invalidate != nil:
		return sentence.New("invalidate %s on %s", c.Invalidate.Instrument, c.Invalidate.On)
	case c.End != nil:
		return sentence.New("end %s through %s", c.End.Instrument, c.End.Through)
	case c.Enact != nil:
		return c.Enact.inWords()
	case c.Terminate != nil:
		return sentence.New("terminate %s on %s", c.Terminate.ExternalID, c.Terminate.On)
	case c.Lapse != nil:
		return sentence.New("lapse %s on %s", c.Lapse.ExternalID, c.Lapse.On)
	case c.Withdraw != nil:
		return sentence.New("withdraw %s on %s", c.Withdraw.ExternalID, c.Withdraw.On)
	case c.Negate != nil:
		return sentence.New("negate %s on %s", strings.ToUpper(c.Negate.Country), c.Negate.On)
	case c.Leave != nil:
		return sentence.New("leave %s on %s", strings.ToUpper(c.Leave.Country), c.Leave.On)
	case c.Adequate != nil:
		return c.Adequate.inWords()
	}
	return sentence.Sentence{}
}

func (e *Enactment) inWords() sentence.Sentence {
	of := string(e.Regime) + " " + e.destination()
	for _, sector := range e.Sectors {
		of += " " + string(sector)
	}
	if e.Through.IsZero() {
		return sentence.New("enact %s (%s, %s) from %s", e.ID, e.Kind, of, e.From)
	}
	return sentence.New("enact %s (%s, %s) from %s through %s", e.ID, e.Kind, of, e.From, e.Through)
}

func (s *SupposedAdequacy) inWords() sentence.Sentence {
	of := strings.ToUpper(s.Country)
	for _, regime := range s.Regimes {
		of += " " + string(regime)
	}
	return sentence.New("adequate %s from %s", of, s.From)
}
