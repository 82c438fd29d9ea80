package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// processorTerms are the days on which the importer is a processor without the
// contract that GDPR art. 28 and its siblings ask for (rules, section 4). The
// terms lie in a running agreement of kind DPA or with processor terms, or in
// clauses that hold and contain them.
func processorTerms(j *judge) []unmet {
	if j.Flow.ImporterRole != law.Processor {
		return nil
	}
	terms := j.contractedTerms()
	var found []unmet
	for _, required := range j.law.Requires(j.regime, law.OnProcessors) {
		missing := j.days.Clip(required.Days()).Minus(terms)
		if !missing.IsEmpty() {
			why := Reason{Code: ProcessorTermsMissing, Instrument: required.ID, Citation: required.Citation, Detail: j.parties()}
			found = append(found, unmet{why, missing})
		}
	}
	return found
}

func (j *judge) contractedTerms() civil.Set {
	var terms civil.Set
	for _, a := range j.Agreements {
		if a.Kind == fact.DPA || j.namesTerms(a) {
			terms = terms.Union(civil.SetOf(a.Running()))
		}
	}
	for _, h := range j.holdings {
		if h.art28 {
			terms = terms.Union(h.days)
		}
	}
	return terms
}

func (j *judge) namesTerms(a *fact.Agreement) bool {
	for _, use := range a.Clauses {
		if set := j.law.ClauseSet(use.Set); set != nil && set.Part == law.PartProcessorTerms {
			return true
		}
	}
	return false
}
