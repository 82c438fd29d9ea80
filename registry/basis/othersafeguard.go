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
		s.drop(s.about.coded(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
		return
	}
	s.keepInForce(o.Window)
	if o.Needs != "" {
		s.keepAuthorised(a.AuthorisedOn, o.Authorise)
	}
	if !fitsSector(o.Scope.Sectors, s.judge.Importer.Sector) || !fitsSector(o.Scope.ExporterSectors, s.judge.Exporter.Sector) {
		s.drop(s.about.coded(WrongSector).with(string(s.judge.Exporter.Sector) + " to " + string(s.judge.Importer.Sector)))
	}
	h := holding{Basis: Basis{Kind: Safeguard, Instrument: &o.Instrument, Agreement: a}}
	if o.Assessment {
		s.accompany(&h, law.OnOtherSafeguards)
	}
	s.judge.hold(s.days, h)
}

func (s *sieve) keepAuthorised(on civil.Date, window law.Window) {
	why := s.about.coded(AuthorisationMissing).on(on)
	switch {
	case on.IsZero():
		s.drop(why.told(missing))
	case !window.Days().Contains(on):
		s.drop(why.told(outside).with(civil.SetOf(window.Days()).String()))
	default:
		s.keepWithin(civil.Since(on), why.told(begins))
	}
}

// keepInForce loses the days outside an instrument's window.
func (s *sieve) keepInForce(w law.Window) {
	why := s.about.coded(InstrumentNotInForce)
	s.lose(w.ToCome(), why.told(begins).on(w.From))
	s.lose(w.Over(), why.told(ended).on(w.Through+1))
}
