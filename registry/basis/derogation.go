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
		s.drop(s.about.coded(InstrumentNotInForce).told(foreign).with(string(j.regime)))
		return
	}
	s.keepInForce(declared.Window)
	j.hold(s.days, holding{Basis: Basis{Kind: Derogation, Instrument: &declared.Instrument}})
}
