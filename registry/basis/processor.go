package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// processorTerms are the days on which the importer is a processor without the
// contract that GDPR art. 28 and its siblings ask for (rules, section 4). The
// terms lie in a running agreement of kind DPA or with processor terms, or in
// clauses that hold and contain them.
func processorTerms(j *judge) {
	if j.Flow.ImporterRole != law.Processor {
		return
	}
	terms := j.contractedTerms()
	for _, required := range j.law.Requires(j.regime, law.OnProcessors) {
		missing := j.days.Clip(required.Days()).Minus(terms)
		if !missing.IsEmpty() {
			lacks := Reason{Instrument: required.ID, Citation: required.Citation}.because(why(ProcessorTermsMissing).withTwo(j.parties()))
			j.unmet = append(j.unmet, unmet{lacks, missing})
		}
	}
}

func (j *judge) contractedTerms() civil.Set {
	var terms civil.Set
	for i := range j.contracts {
		if c := &j.contracts[i]; c.hasTerms {
			terms = terms.Union(civil.SetOf(c.running))
		}
	}
	for i := range j.holdings {
		if h := &j.holdings[i]; h.art28 {
			terms = terms.Union(h.days)
		}
	}
	return terms
}
