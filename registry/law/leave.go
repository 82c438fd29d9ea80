package law

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Leaving supposes that a state leaves the EEA: from On it is outside, as an origin
// and as a destination, and so are the territories that count as part of it.
type Leaving struct {
	Country string     `cbor:"0,keyasint"` // its code, in either case
	On      civil.Date `cbor:"1,keyasint"`
}

// leave takes a state out of the EEA. Only one that is inside on the day before
// can leave: what has left already, or comes later, is refused.
func (l *Law) leave(of *Leaving) *fault.Error {
	code := strings.ToUpper(of.Country)
	if why := l.CountryFault(code); !why.IsEmpty() {
		return fault.BadFor("leave", of.Country, why)
	}
	m := findMember(l.Territories.EEA, code)
	switch {
	case m == nil:
		return fault.Bad("leave", of.Country, "%s is no member state of the EEA, and never was one%s", sentence.Text(l.CountryName(code)), l.partOf(code))
	case !m.Inside.Through.IsZero() && m.Inside.Through < of.On:
		return fault.Bad("leave", of.Country, "%s has left already: its last day inside the EEA is %s", sentence.Text(m.Name), m.Inside.Through)
	case of.On <= m.Inside.From:
		return fault.Bad("leave", of.Country, "%s cannot leave on %s: its first day inside the EEA is %s", sentence.Text(m.Name), of.On, m.Inside.From)
	}
	m.Inside.cut(of.On - 1)
	for _, t := range l.Territories.Special {
		if t.Regime == EU && t.PartOf == code {
			t.cut(of.On - 1)
		}
	}
	return nil
}

// partOf says to which state a territory belongs, as an addition to a sentence.
func (l *Law) partOf(code string) sentence.Sentence {
	for _, t := range l.Territories.Special {
		if t.Regime == EU && t.Code == code && t.PartOf != "" {
			return sentence.New(": it would leave with %s", sentence.Text(l.CountryName(t.PartOf)))
		}
	}
	return sentence.Sentence{}
}

func findMember(all []*Member, code string) *Member {
	for _, m := range all {
		if m.Code == code {
			return m
		}
	}
	return nil
}
