package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// Standing is how a country or territory stands with the law of a regime, as an
// origin and as a destination. The caller must not change it.
type Standing struct {
	Exports    civil.Set    // days on which the regime judges exports from it
	Inside     civil.Set    // days on which a flow into it stays inside the regime's own area
	Acts       []Governing  // that govern exports from it
	Findings   []Finding    // of adequacy about it, those about the EEA included
	Frameworks []*Framework // about it as a destination
}

// Place is how a country or territory stands with each regime, in the order of
// [Regimes].
type Place [3]Standing

// Under is how the place stands with the law of a regime.
func (p *Place) Under(regime Regime) *Standing { return &p[slices.Index(Regimes, regime)] }

// Place is how a country or territory stands with the law; one that the law does
// not speak of stands like all such.
func (l *Law) Place(code string) *Place {
	if p := l.index.places[code]; p != nil {
		return p
	}
	return l.index.elsewhere
}

// Finding is a finding of adequacy for one destination.
type Finding struct {
	*Adequacy
	// Covers are the days on which the destination belongs to what the finding
	// is about: all days, or for the EEA those on which it is inside.
	Covers civil.Set
}

// EEA is the destination of a finding about all territories of the EEA.
const EEA = "EEA"

// places finds out once how each place that the law speaks of stands with it.
func (l *Law) places() map[string]*Place {
	areas := l.measureAreas()
	all := map[string]*Place{}
	for _, code := range l.spokenOf(areas) {
		if all[code] != nil {
			continue
		}
		p := &Place{}
		for i, regime := range Regimes {
			at := route{regime, code}
			p[i] = Standing{Exports: areas.exports[at], Inside: areas.inside[at], Acts: l.actsOn(regime, code)}
			p[i].addFindings(l, regime, code, areas.eea[code])
			p[i].addFrameworks(l, regime, code)
		}
		all[code] = p
	}
	return all
}

// elsewhere is a place that the law does not speak of.
func (l *Law) elsewhere() *Place {
	p := &Place{}
	for i, regime := range Regimes {
		p[i].Acts = l.actsOn(regime, anyOrigin)
	}
	return p
}

// spokenOf are the places that the law speaks of.
func (l *Law) spokenOf(areas areas) (codes []string) {
	for at := range areas.inside {
		codes = append(codes, at.place)
	}
	for _, regime := range l.Regimes {
		codes = append(codes, l.namedIn(regime)...)
	}
	for _, a := range l.Adequacy {
		codes = append(codes, a.Destination)
	}
	for _, f := range l.Frameworks {
		codes = append(codes, f.Destination)
	}
	return codes
}

func (s *Standing) addFindings(l *Law, regime Regime, code string, insideEEA civil.Set) {
	for _, a := range l.Adequacy {
		switch {
		case a.Regime != regime:
		case a.Destination == EEA && !insideEEA.IsEmpty():
			s.Findings = append(s.Findings, Finding{a, insideEEA})
		case a.Destination == code && code != EEA:
			s.Findings = append(s.Findings, Finding{a, civil.SetOf(civil.Always)})
		}
	}
}

func (s *Standing) addFrameworks(l *Law, regime Regime, code string) {
	for _, f := range l.Frameworks {
		if f.Regime == regime && f.Destination == code {
			s.Frameworks = append(s.Frameworks, f)
		}
	}
}
