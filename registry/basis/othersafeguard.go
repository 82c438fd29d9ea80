package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// judgeOtherSafeguard takes another safeguard in a running agreement through
// its conditions: force, authorisation, sectors, the assessment (rules,
// sections 2 no. 3 and 5).
func (s *sieve) judgeOtherSafeguard(a *fact.Agreement, o *law.OtherSafeguard) {
	if o.Regime != s.judge.regime {
		s.drop(why(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
		return
	}
	s.keepInForce(o.Window)
	if o.Needs != "" {
		s.keepAuthorised(a.AuthorisedOn, o.Authorise)
	}
	if !s.judge.serves(&o.Scope) {
		s.drop(why(WrongSector).withTwo(s.judge.sectorsInWords()))
	}
	h := s.judge.draft(Basis{Kind: Safeguard, Instrument: &o.Instrument, Agreement: a})
	if o.Assessment {
		s.accompany(h, law.OnOtherSafeguards)
	}
	s.judge.hold(h, s.days)
}

func (s *sieve) keepAuthorised(on civil.Date, window law.Window) {
	missed := why(AuthorisationMissing).on(on)
	switch {
	case on.IsZero():
		s.drop(missed.told(missing))
	case !window.Days().Contains(on):
		s.drop(missed.told(outside).with(s.judge.daysInWords(window.Days())))
	default:
		s.keepWithin(civil.Since(on), missed.told(begins))
	}
}

// keepInForce loses the days outside an instrument's window.
func (s *sieve) keepInForce(w law.Window) {
	s.lose(w.ToCome(), why(InstrumentNotInForce).told(begins).on(w.From))
	s.lose(w.Over(), why(InstrumentNotInForce).told(ended).on(w.Through+1))
}
