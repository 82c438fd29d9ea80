package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// contract is an agreement with what the law knows of its clauses.
type contract struct {
	*fact.Agreement
	running  civil.Interval
	carrying []carrier // those that carry a transfer by themselves; addenda and processor terms do not
	hasTerms bool      // it is a data processing agreement, or names terms with a processor for the roles of the flow
}

// carrier is a set of clauses in an agreement, or another safeguard.
type carrier struct {
	*law.Instrument
	set     *law.ClauseSet
	other   *law.OtherSafeguard
	modules []string // that the agreement names
}

// readContracts finds out what the law knows of the clauses of agreements.
func (judged *judgment) readContracts() {
	judged.contracts = judged.contracts[:0]
	for i, a := range judged.Agreements {
		c := &another(&judged.contracts)[i]
		*c = contract{Agreement: a, running: a.Running(), carrying: c.carrying[:0], hasTerms: a.Kind == fact.DPA}
		for _, use := range a.Clauses {
			c.read(judged.law, judged.Flow, use)
		}
	}
}

func (c *contract) read(l *law.Law, f *fact.Flow, use fact.ClauseUse) {
	if set := l.ClauseSet(use.Set); set != nil {
		switch set.Part {
		case law.PartSet:
			c.carrying = append(c.carrying, carrier{Instrument: &set.Instrument, set: set, modules: use.Modules})
		case law.PartProcessorTerms:
			c.hasTerms = c.hasTerms || set.FitsRoles(f.ExporterRole, f.ImporterRole)
		case law.PartAddendum:
		}
		return
	}
	if other := l.OtherSafeguard(use.Set); other != nil {
		c.carrying = append(c.carrying, carrier{Instrument: &other.Instrument, other: other})
	}
}

// agreements finds the contracts of exactly this pair, in this direction
// (rules, section 2, no. 3): first whether the agreement runs, then each of its
// sets of clauses or other safeguards. One that names nothing that carries a
// transfer almost fits while it runs.
func agreements(j *judge) {
	for i := range j.contracts {
		c := &j.contracts[i]
		evidence := Evidence{AgreementEvidence, c.ExternalID}
		if len(c.carrying) == 0 {
			j.reject(j.days.Clip(c.running), Reason{Code: NoTransferClauses, Evidence: evidence})
			continue
		}
		s := j.sieve(about(c.carrying[0].Instrument, evidence))
		s.keepWithin(civil.Since(c.ExecutedOn()), notExecuted(c.Agreement))
		s.keepWithin(civil.Since(c.StartsOn()), why(AgreementNotYetEffective).on(c.StartsOn()))
		s.keepWithin(c.Term(), why(AgreementEnded).on(c.Term().To))
		if s.days.IsEmpty() {
			continue
		}
		for _, carrier := range c.carrying {
			each := s
			each.about = about(carrier.Instrument, evidence)
			each.judgeCarrier(c.Agreement, carrier)
		}
	}
}

func notExecuted(a *fact.Agreement) cause {
	if a.ExecutedOn().IsZero() {
		return why(AgreementNotExecuted).told(missing)
	}
	return why(AgreementNotExecuted).on(a.ExecutedOn())
}

// judgeCarrier goes on with one carrier.
func (s *sieve) judgeCarrier(a *fact.Agreement, c carrier) {
	if c.set != nil {
		s.judgeClauses(a, c.set, c.modules)
		return
	}
	s.judgeOtherSafeguard(a, c.other)
}
