package naive

import "slices"

// judgeAdequacy is rules.md 2.1, and 5 for what almost fits.
func (t *transfer) judgeAdequacy() {
	ended, inForce := false, false
	for i := range t.law.Adequacy {
		a := &t.law.Adequacy[i]
		if a.Regime != t.regime || !t.concernsDestination(a) {
			continue
		}
		covered := t.covers(a.Scope)
		switch {
		case a.toCome(t.day):
			// Law of the future is no evidence.
		case a.over(t.day):
			ended = ended || covered
		case covered:
			inForce = true
			t.hold(held{Basis: Basis{Kind: AdequacyKind, Instrument: a.ID}, rank: rankAdequacy})
		default:
			inForce = true
			t.almost("ADEQUACY_SCOPE")
		}
	}
	if ended && !inForce {
		t.almost("ADEQUACY_ENDED")
	}
}

// concernsDestination is rules.md 2.1: the destination EEA means the
// territories inside the EEA on that day, without GB and Gibraltar.
func (t *transfer) concernsDestination(a *Adequacy) bool {
	destination := t.flow.destination
	if a.Destination != "EEA" {
		return a.Destination == destination
	}
	return destination != "GB" && destination != "GI" && t.law.inside("EU", destination, t.day)
}

// covers tells whether a scope covers both parties.
func (t *transfer) covers(s Scope) bool {
	return inSectors(s.Sectors, t.flow.importer.sector) && inSectors(s.ExporterSectors, t.flow.exporter.sector)
}

// inSectors tells whether a scope covers the sector; no list limits nothing.
func inSectors(sectors []string, sector string) bool {
	return len(sectors) == 0 || slices.Contains(sectors, sector)
}
