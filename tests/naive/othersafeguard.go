package naive

// judgeOtherSafeguard is rules.md 2.3, last paragraph, for one safeguard that
// a running agreement names.
func (t *transfer) judgeOtherSafeguard(a *agreement, o *OtherSafeguard) {
	if defect := t.otherSafeguardDefect(a, o); defect != "" {
		t.almost(defect)
		return
	}
	h := held{rank: rankClauses, Basis: Basis{
		Kind:       SafeguardKind,
		Instrument: o.ID,
		Agreement:  a.id,
	}}
	t.holdIfAssessed(h, "other_safeguards", o.Assessment)
}

// otherSafeguardDefect is the first defect in the order of rules.md 5, but for
// the assessment.
func (t *transfer) otherSafeguardDefect(a *agreement, o *OtherSafeguard) string {
	switch {
	case o.Regime != t.regime || !o.contains(t.day):
		return "INSTRUMENT_NOT_IN_FORCE"
	case o.Needs != "" && !o.authorised(a.authorisedOn, t.day):
		return "AUTHORISATION_MISSING"
	case !t.covers(o.Scope):
		return "WRONG_SECTOR"
	}
	return ""
}

// authorised: the safeguard holds only from the day in authorised_on, which
// must lie in authorise, if given.
func (o *OtherSafeguard) authorised(on *Day, d Day) bool {
	return reached(on, d) && o.Authorise.contains(*on)
}
