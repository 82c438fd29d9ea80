package basis

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// judgeClauses takes a set of standard clauses in a running agreement through
// its conditions: recognition, addendum, the roles of both, the window for concluding, the
// window for relying, the assessment (rules, sections 2 no. 3, 3 and 5).
func (s *sieve) judgeClauses(a *fact.Agreement, set *law.ClauseSet, named []string) {
	own := set.RecognisedBy(s.judge.regime)
	if own == nil {
		s.drop(why(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
		return
	}
	s.turnTo(recognised{set, own})
	if on := set.InvalidatedOn(); !on.IsZero() {
		s.lose(civil.Since(on), why(InstrumentInvalidated).on(on))
	}
	if own.With != "" && !a.Incorporates(own.With) {
		s.drop(why(AddendumMissing).with(own.With))
		return
	}
	module, fits := s.fitRoles(set, named)
	if !fits {
		return
	}
	var room [2]recognised
	all := s.recognitions(room[:], set, own)
	if !s.fitAddenda(all[1:]) || !s.keepWindows(a, all) {
		return
	}
	h := s.judge.draft(Basis{Kind: Safeguard, Instrument: &set.Instrument, Agreement: a, Addendum: own.With})
	h.art28 = set.Art28
	if module != nil {
		h.Module, h.art28 = module.ID, module.Art28
	}
	if module == nil || module.NeedsAssessment() {
		s.accompany(h, law.OnClauses)
	}
	s.judge.hold(h, s.days)
}

// fitRoles finds the module for the roles of the flow, nil for a set without
// modules, and drops everything where neither fits.
func (s *sieve) fitRoles(set *law.ClauseSet, named []string) (*law.Module, bool) {
	exporter, importer := s.judge.Flow.ExporterRole, s.judge.Flow.ImporterRole
	if len(set.Modules) == 0 {
		return nil, s.fitRolesOf(set)
	}
	module := set.ModuleFor(exporter, importer, named)
	switch {
	case module != nil:
		return module, true
	case len(named) == 0:
		s.drop(why(WrongModule).told(missing))
	default:
		s.drop(why(WrongModule).with(strings.Join(named, ", ")))
	}
	return nil, false
}

// fitAddenda drops everything where an addendum is not made for the roles of the flow.
func (s *sieve) fitAddenda(addenda []recognised) bool {
	for _, addendum := range addenda {
		if s.turnTo(addendum); !s.fitRolesOf(addendum.set) {
			return false
		}
	}
	return true
}

// fitRolesOf drops everything where an entry as a whole is not made for the roles of the
// flow.
func (s *sieve) fitRolesOf(set *law.ClauseSet) bool {
	exporter, importer := s.judge.Flow.ExporterRole, s.judge.Flow.ImporterRole
	if set.FitsRoles(exporter, importer) {
		return true
	}
	s.drop(why(WrongRoles).withTwo(s.judge.inWords(exporter, importer)))
	return false
}

// inWords are roles as a sentence has them.
func (judged *judgment) inWords(exporter, importer law.Role) two {
	return judged.words(strings.ToLower(string(exporter)), " to ", strings.ToLower(string(importer)))
}

// recognised is a set or an addendum with the regime's recognition; nil where
// it recognises none.
type recognised struct {
	set *law.ClauseSet
	by  *law.Recognition
}

// recognitions are those whose windows must all be open: the set's own and,
// where it counts only with an addendum, the addendum's. room is memory for both.
func (s *sieve) recognitions(room []recognised, set *law.ClauseSet, own *law.Recognition) []recognised {
	all := room[:0]
	all = append(all, recognised{set, own})
	if own.With == "" {
		return all
	}
	if addendum := s.judge.law.ClauseSet(own.With); addendum != nil {
		all = append(all, recognised{addendum, addendum.RecognisedBy(s.judge.regime)})
	}
	return all
}

// turnTo makes the reasons to come those that lie in the set or the addendum.
func (s *sieve) turnTo(r recognised) {
	s.about = about(&r.set.Instrument, s.about.Evidence)
	if r.by != nil {
		s.about.Citation = cited(r.by.Citation, r.set.Citation)
	}
}

// keepWindows applies the windows for concluding, then those for relying: first
// that all are open, then that none is over. It reports whether anything is
// left.
func (s *sieve) keepWindows(a *fact.Agreement, all []recognised) bool {
	executed := a.ExecutedOn()
	for _, r := range all {
		if s.turnTo(r); r.by == nil {
			s.drop(why(InstrumentNotInForce).told(foreign).with(string(s.judge.regime)))
			return false
		}
	}
	for _, r := range all {
		if s.turnTo(r); !r.by.Conclude.Days().Contains(executed) {
			s.drop(why(ClausesConcludedOutsideWindow).on(executed))
			return false
		}
	}
	for _, r := range all {
		s.turnTo(r)
		s.lose(r.by.Rely.ToCome(), why(InstrumentNotInForce).told(begins).on(r.by.Rely.From))
	}
	for _, r := range all {
		s.turnTo(r)
		s.lose(r.by.Rely.Over(), why(ClausesNoLongerReliable).on(r.by.Rely.Through))
	}
	s.turnTo(all[0])
	return !s.days.IsEmpty()
}

// cited is the first citation that is given.
func cited(special, general string) string {
	if special != "" {
		return special
	}
	return general
}
