package basis

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// judgeClauses takes a set of standard clauses in a running agreement through
// its conditions: recognition, addendum, roles, the window for concluding, the
// window for relying, the assessment (rules, sections 2 no. 3, 3 and 5).
func (s *sieve) judgeClauses(a *fact.Agreement, set *law.ClauseSet, named []string) {
	recognised := set.RecognisedBy(s.judge.regime)
	if recognised == nil {
		s.drop(s.about.coded(InstrumentNotInForce))
		return
	}
	s.about.Citation = cited(recognised.Citation, set.Citation)
	if on := set.InvalidatedOn(); !on.IsZero() {
		s.lose(civil.SetOf(civil.Since(on)), s.about.coded(InstrumentInvalidated).on(on))
	}
	if recognised.With != "" && !a.Incorporates(recognised.With) {
		s.drop(s.about.coded(AddendumMissing).with(recognised.With))
		return
	}
	module, fits := s.fitRoles(set, named)
	if !fits {
		return
	}
	s.keepWindows(a, recognised)
	if addendum := s.judge.law.ClauseSet(recognised.With); addendum != nil {
		s.keepAddendum(a, addendum)
	}
	h := holding{Basis: Basis{Kind: Safeguard, Instrument: &set.Instrument, Agreement: a, Addendum: recognised.With}, art28: set.Art28}
	if module != nil {
		h.Module, h.art28 = module.ID, module.Art28
	}
	if module == nil || module.NeedsAssessment() {
		s.accompany(&h, law.OnClauses)
	}
	s.judge.hold(s.days, h)
}

// fitRoles finds the module for the roles of the flow, nil for a set without
// modules, and drops everything where neither fits.
func (s *sieve) fitRoles(set *law.ClauseSet, named []string) (*law.Module, bool) {
	exporter, importer := s.judge.Flow.ExporterRole, s.judge.Flow.ImporterRole
	if len(set.Modules) == 0 {
		if !set.FitsRoles(exporter, importer) {
			s.drop(s.about.coded(WrongRoles))
			return nil, false
		}
		return nil, true
	}
	module := set.ModuleFor(exporter, importer, named)
	if module == nil {
		s.drop(s.about.coded(WrongModule).with(strings.Join(named, ", ")))
		return nil, false
	}
	return module, true
}

func (s *sieve) keepWindows(a *fact.Agreement, r *law.Recognition) {
	executed := a.ExecutedOn()
	if !r.Conclude.Days().Contains(executed) {
		s.drop(s.about.coded(ClausesConcludedOutsideWindow).on(executed))
		return
	}
	s.lose(civil.SetOf(r.Rely.ToCome()), s.about.coded(InstrumentNotInForce).on(r.Rely.From))
	s.lose(civil.SetOf(r.Rely.Over()), s.about.coded(ClausesNoLongerReliable).on(r.Rely.Through))
}

// keepAddendum applies the addendum's own windows; one that the regime does
// not recognise completes nothing.
func (s *sieve) keepAddendum(a *fact.Agreement, addendum *law.ClauseSet) {
	recognised := addendum.RecognisedBy(s.judge.regime)
	why := s.about
	s.about = about(&addendum.Instrument, why.Evidence)
	defer func() { s.about = why }()
	if recognised == nil {
		s.drop(s.about.coded(InstrumentNotInForce))
		return
	}
	s.about.Citation = cited(recognised.Citation, addendum.Citation)
	s.keepWindows(a, recognised)
}

// cited is the first citation that is given.
func cited(special, general string) string {
	if special != "" {
		return special
	}
	return general
}
