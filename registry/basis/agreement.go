package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// agreements finds the contracts of exactly this pair, in this direction
// (rules, section 2, no. 3): first whether the agreement runs, then each of its
// sets of clauses or other safeguards. One that names nothing that carries a
// transfer almost fits while it runs.
func agreements(j *judge) {
	for _, a := range j.Agreements {
		carrying := j.carrying(a)
		if len(carrying) == 0 {
			why := Reason{Code: NoTransferClauses, Evidence: Evidence{AgreementEvidence, a.ExternalID}}
			j.reject(j.days.Clip(a.Running()), why)
			continue
		}
		s := j.sieve(about(j.law.Instrument(carrying[0].Set), Evidence{AgreementEvidence, a.ExternalID}))
		s.keepWithin(civil.Since(a.ExecutedOn()), notExecuted(s.about, a))
		s.keepWithin(civil.Since(a.StartsOn()), s.about.coded(AgreementNotYetEffective).on(a.StartsOn()))
		s.keepWithin(a.Term(), s.about.coded(AgreementEnded).on(a.Term().To))
		for _, use := range carrying {
			j.judgeUse(a, use, s.days)
		}
	}
}

func notExecuted(about Reason, a *fact.Agreement) Reason {
	why := about.coded(AgreementNotExecuted).on(a.ExecutedOn())
	if a.ExecutedOn().IsZero() {
		return why.told(missing)
	}
	return why
}

// carrying are the sets and other safeguards of an agreement that carry a
// transfer by themselves; addenda and processor terms do not.
func (j *judge) carrying(a *fact.Agreement) []fact.ClauseUse {
	var uses []fact.ClauseUse
	for _, use := range a.Clauses {
		set := j.law.ClauseSet(use.Set)
		if set != nil && set.Part == law.PartSet || j.law.OtherSafeguard(use.Set) != nil {
			uses = append(uses, use)
		}
	}
	return uses
}

func (j *judge) judgeUse(a *fact.Agreement, use fact.ClauseUse, days civil.Set) {
	if days.IsEmpty() {
		return
	}
	s := j.sieve(about(j.law.Instrument(use.Set), Evidence{AgreementEvidence, a.ExternalID}))
	s.days = days
	if set := j.law.ClauseSet(use.Set); set != nil {
		s.judgeClauses(a, set, use.Modules)
		return
	}
	s.judgeOtherSafeguard(a, j.law.OtherSafeguard(use.Set))
}
