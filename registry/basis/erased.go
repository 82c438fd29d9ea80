package basis

// Erased is a record that was there in the state that is asked about, and whose
// content has been erased since: what it said is unknown. It counts as absent,
// and what rests on the rest is told to be incomplete.
type Erased struct {
	Evidence
	Commit string // the number of the commit that erased it
	// Needed says that without it nothing can be decided: a party, or the flow
	// through which the data came.
	Needed bool
}

// IsAgreement reports whether it was an agreement.
func (e Erased) IsAgreement() bool { return e.Kind == AgreementEvidence }

// accountabilityCitation is why evidence must be there to be shown.
const accountabilityCitation = "GDPR art. 5(2)"

func (e Erased) reason() Reason {
	return Reason{Code: EvidenceErased, Citation: accountabilityCitation, Evidence: e.Evidence, Detail: e.Commit}
}

// lost are the reasons why a flow cannot be decided at all.
func (c *Case) lost() (reasons []Reason) {
	for _, e := range c.Erased {
		if e.Needed {
			reasons = append(reasons, e.reason())
		}
	}
	return reasons
}

// erased are the pieces of evidence whose content is gone, on all days: nobody
// knows on which they counted.
func erased(j *judge) {
	for _, e := range j.Erased {
		j.unmet = append(j.unmet, unmet{e.reason(), j.days})
	}
}
