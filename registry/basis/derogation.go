package basis

// derogation finds the derogation that the flow declares (rules, section 2,
// no. 5); one that is not declared is never assumed.
func derogation(j *judge) {
	declared := j.law.Derogation(j.Flow.Declared.Instrument)
	if declared == nil {
		return
	}
	s := j.sieve(about(&declared.Instrument, Evidence{}))
	if declared.Regime != j.regime {
		s.drop(why(InstrumentNotInForce).told(foreign).with(string(j.regime)))
		return
	}
	s.keepInForce(declared.Window)
	j.hold(j.draft(Basis{Kind: Derogation, Instrument: &declared.Instrument}), s.days)
}
