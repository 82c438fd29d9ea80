package naive

// judgeDerogation is rules.md 2.5, and 5 for a declared derogation that is out
// of force or of another regime.
func (t *transfer) judgeDerogation() {
	d := t.law.derogations[t.flow.declaredBasis]
	if d == nil {
		return
	}
	if d.Regime != t.regime || !d.contains(t.day) {
		t.almost("INSTRUMENT_NOT_IN_FORCE")
		return
	}
	t.hold(held{rank: rankDerogation, Basis: Basis{Kind: DerogationKind, Instrument: d.ID}})
}
