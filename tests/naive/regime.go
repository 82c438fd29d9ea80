package naive

// areaWindows lists, by regime and territory, when the territory lies inside
// the regime's area: the EEA list for the regime whose area is the EEA, and
// the special territories that are marked inside (rules.md 1).
func (l *Law) areaWindows() map[areaKey][]Window {
	areas := map[areaKey][]Window{}
	for _, r := range l.Regimes {
		if r.Area != "EEA" {
			continue
		}
		for _, t := range l.Territories.EEA {
			key := areaKey{r.ID, t.Code}
			areas[key] = append(areas[key], t.Inside)
		}
	}
	for _, s := range l.Territories.Special {
		if s.Treatment != "inside" {
			continue
		}
		for _, code := range append([]string{s.Code}, s.Also...) {
			key := areaKey{s.Regime, code}
			areas[key] = append(areas[key], s.Window)
		}
	}
	return areas
}

// inside tells whether the territory lies in the regime's own area on d.
func (l *Law) inside(regime, territory string, d Day) bool {
	for _, w := range l.areas[areaKey{regime, territory}] {
		if w.contains(d) {
			return true
		}
	}
	return false
}

// regime is that of the flow on d: its origin's, or else that of the flow
// through which the data came, and so on up the chain, whether or not those
// flows are still active (rules.md 1 and 6). It is empty where none applies.
func (l *Law) regime(reg *Registry, f *flow, d Day) string {
	if own := l.regimeOfOrigin(f.origin, d); own != "" {
		return own
	}
	if upstream := reg.flows[f.onwardOf]; upstream != nil {
		return l.regime(reg, upstream, d)
	}
	return ""
}

// regimeOfOrigin is rules.md 1. As an origin GB leaves the EU regime on the
// day on which the UK's area begins to contain it, though as a destination it
// stays inside the EU's area for longer: so another regime goes before the EU.
func (l *Law) regimeOfOrigin(origin string, d Day) string {
	own := ""
	for i := range l.Regimes {
		r := &l.Regimes[i]
		if r.JudgedFrom <= d && l.inside(r.ID, origin, d) && (own == "" || own == "EU") {
			own = r.ID
		}
	}
	return own
}
