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
		s.drop(s.about.coded(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
		return
	}
	s.about.Citation = cited(recognised.Citation, set.Citation)
	if on := set.InvalidatedOn(); !on.IsZero() {
		s.lose(civil.Since(on), s.about.coded(InstrumentInvalidated).on(on))
	}
	if recognised.With != "" && !a.Incorporates(recognised.With) {
		s.drop(s.about.coded(AddendumMissing).with(recognised.With))
		return
	}
	module, fits := s.fitRoles(set, named)
	if !fits {
		return
	}
	if !s.keepWindows(a, s.recognitions(set, recognised)) {
		return
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
			s.drop(s.about.coded(WrongRoles).with(inWords(exporter) + " to " + inWords(importer)))
			return nil, false
		}
		return nil, true
	}
	module := set.ModuleFor(exporter, importer, named)
	if module == nil {
		why := s.about.coded(WrongModule).with(strings.Join(named, ", "))
		if len(named) == 0 {
			why = why.told(missing)
		}
		s.drop(why)
		return nil, false
	}
	return module, true
}

func inWords(role law.Role) string { return strings.ToLower(string(role)) }

// recognitions are those whose windows must all be open: the set's own and,
// where it counts only with an addendum, the addendum's.
func (s *sieve) recognitions(set *law.ClauseSet, own *law.Recognition) []recognised {
	all := []recognised{{set, own}}
	if addendum := s.judge.law.ClauseSet(own.With); addendum != nil {
		all = append(all, recognised{addendum, addendum.RecognisedBy(s.judge.regime)})
	}
	return all
}

// recognised is a set or an addendum with the regime's recognition; nil where
// it recognises none.
type recognised struct {
	set *law.ClauseSet
	by  *law.Recognition
}

// about begins a reason that lies in the set or addendum.
func (r recognised) about(e Evidence) Reason {
	why := about(&r.set.Instrument, e)
	why.Citation = cited(r.by.Citation, r.set.Citation)
	return why
}

// keepWindows applies the windows for concluding, then those for relying: first
// that all are open, then that none is over. It reports whether anything is
// left.
func (s *sieve) keepWindows(a *fact.Agreement, all []recognised) bool {
	for _, r := range all {
		if r.by == nil {
			s.drop(about(&r.set.Instrument, s.about.Evidence).coded(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
			return false
		}
	}
	executed := a.ExecutedOn()
	for _, r := range all {
		if !r.by.Conclude.Days().Contains(executed) {
			s.drop(r.about(s.about.Evidence).coded(ClausesConcludedOutsideWindow).on(executed))
			return false
		}
	}
	for _, r := range all {
		s.lose(r.by.Rely.ToCome(), r.about(s.about.Evidence).coded(InstrumentNotInForce).told(begins).on(r.by.Rely.From))
	}
	for _, r := range all {
		s.lose(r.by.Rely.Over(), r.about(s.about.Evidence).coded(ClausesNoLongerReliable).on(r.by.Rely.Through))
	}
	return true
}

// cited is the first citation that is given.
func cited(special, general string) string {
	if special != "" {
		return special
	}
	return general
}
