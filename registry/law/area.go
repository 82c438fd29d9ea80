package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// route is a way into or out of a place, as a regime sees it.
type route struct {
	regime Regime
	place  string
}

// areas are the days on which countries and territories belong where.
type areas struct {
	inside  map[route]civil.Set  // in the regime's own area, as a destination
	exports map[route]civil.Set  // under the regime, as an origin
	eea     map[string]civil.Set // in the EEA as a finding about it means it: without the United Kingdom
}

// measureAreas reads the territories. An origin leaves the EU regime on the
// day on which another regime begins to judge it, even while flows into it are
// still free: so Great Britain in 2021 (rules, section 1).
func (l *Law) measureAreas() areas {
	a := areas{inside: map[route]civil.Set{}, exports: map[route]civil.Set{}, eea: map[string]civil.Set{}}
	for _, m := range l.Territories.EEA {
		a.inside[route{EU, m.Code}] = civil.SetOf(m.Inside.Days())
	}
	for _, t := range l.Territories.Special {
		if t.Treatment != Inside {
			continue
		}
		for _, code := range append([]string{t.Code}, t.Also...) {
			to := route{t.Regime, code}
			a.inside[to] = a.inside[to].Union(civil.SetOf(t.Days()))
		}
	}
	for _, regime := range l.Regimes {
		judged := civil.Since(regime.JudgedFrom)
		for at, inside := range a.inside {
			if at.regime == regime.ID {
				a.exports[at] = inside.Clip(judged)
			}
		}
	}
	for at := range a.inside {
		if at.regime == EU {
			a.exports[at] = a.exports[at].Minus(a.exports[route{UK, at.place}]).Minus(a.exports[route{CH, at.place}])
		}
	}
	for at, inside := range a.inside {
		if at.regime == EU && !l.isBritish(at.place) {
			a.eea[at.place] = inside
		}
	}
	return a
}

// isBritish reports the United Kingdom and what is part of it: they have
// findings of their own and are left out of those about the EEA.
func (l *Law) isBritish(code string) bool {
	const unitedKingdom = "GB"
	return code == unitedKingdom || slices.ContainsFunc(l.Territories.Special, func(t *Territory) bool {
		return t.PartOf == unitedKingdom && (t.Code == code || slices.Contains(t.Also, code))
	})
}

// CountryName is the English name of a country or territory, the code itself
// where none is known.
func (l *Law) CountryName(code string) string {
	if name := l.Countries[code]; name != "" {
		return name
	}
	return code
}
