package basis

// told is a code with the variant in which it is told.
type told struct {
	code Code
	as   variant
}

// english are the sentences of the reasons. {instrument}, {evidence}, {day},
// {detail}, {by} (who ended it) and {so} (what then carries nothing) stand for
// the values of the reason. Names of instruments may be singular or plural, so
// verbs beside them are such that do not tell.
var english = map[told]string{
	{InstrumentInvalidated, usual}:         "{instrument}: invalidated on {day}{by}{so}",
	{InstrumentNotInForce, begins}:         "{instrument}: in force from {day} on only{so}",
	{InstrumentNotInForce, ended}:          "{instrument}: no longer in force since {day}{by}{so}",
	{InstrumentNotInForce, foreign}:        "{instrument}: not recognised under the law of {detail}{so}",
	{InstrumentNotInForce, missing}:        "No entry of the law of {detail} on such rules is in force on this day{so}",
	{CertificationNotYet, usual}:           "The certification {evidence} in {instrument} begins on {day} only",
	{CertificationEnded, usual}:            "The certification {evidence} in {instrument} ended on {day}",
	{CertificationScope, usual}:            "The certification {evidence} in {instrument} does not cover what the flow needs: {detail}",
	{CertificationScope, closed}:           "The certification {evidence} in {instrument} cannot serve the sectors of these parties: {detail}",
	{RequiredCertificationMissing, usual}:  "{instrument} also requires a certification in {detail}, and none covers this flow beside {evidence}",
	{AgreementNotExecuted, usual}:          "The agreement {evidence} is signed by both parties on {day} only",
	{AgreementNotExecuted, missing}:        "The agreement {evidence} is not signed by both parties",
	{AgreementNotYetEffective, usual}:      "The agreement {evidence} takes effect on {day} only",
	{AgreementEnded, usual}:                "The agreement {evidence} no longer runs since {day}",
	{ClausesConcludedOutsideWindow, usual}: "{instrument} could not be concluded on {day}, the date of contract of {evidence}",
	{ClausesNoLongerReliable, usual}:       "{instrument} could be relied on through {day} only{so}",
	{NoTransferClauses, usual}:             "The agreement {evidence} runs but contains no clauses that carry a transfer",
	{WrongModule, usual}:                   "The agreement {evidence} names {detail} of {instrument}, and no module that fits the roles of this flow",
	{WrongModule, missing}:                 "The agreement {evidence} names no module of {instrument}, so none fits the roles of this flow",
	{WrongRoles, usual}:                    "{instrument} in {evidence} cannot carry a transfer from {detail}",
	{WrongSector, usual}:                   "{instrument} in {evidence} cannot serve the sectors of these parties: {detail}",
	{AddendumMissing, usual}:               "{instrument} in {evidence} can carry a transfer under this regime only together with {detail}",
	{AuthorisationMissing, begins}:         "{instrument} in {evidence} can carry a transfer from the authorisation or notification of {day} on only",
	{AuthorisationMissing, outside}:        "{instrument} in {evidence} cannot carry a transfer: the authorisation or notification of {day} lies outside the time in which it counts ({detail})",
	{AuthorisationMissing, missing}:        "{instrument} in {evidence} cannot carry a transfer without an authorisation or a notification, and none is recorded",
	{RulesNotApproved, begins}:             "The binding corporate rules {evidence} are approved from {day} on only",
	{RulesNotApproved, foreign}:            "The binding corporate rules {evidence} are approved under the law of {detail} alone, which is another one",
	{RulesNotApproved, missing}:            "The binding corporate rules {evidence} are not approved: no approval is recorded",
	{RulesWithdrawn, usual}:                "The approval of the binding corporate rules {evidence} was withdrawn on {day}",
	{WrongRulesType, usual}:                "The binding corporate rules {evidence} are of the type {detail}, which does not fit the exporter's role",
	{AdequacyScope, usual}:                 "{instrument} cannot serve importers of the sector {detail}",
	{AdequacyScope, closed}:                "{instrument} cannot serve exporters of the sector {detail}",
	{AdequacyEnded, usual}:                 "{instrument} held through {day} only{by}",
	{AssessmentNegative, usual}:            "The transfer impact assessment {detail} of {day} found no sufficient protection{so}",
	{UpstreamWithoutBasis, usual}:          "The flow {evidence}, through which the data came, has no valid basis itself",
	{NoMechanism, usual}:                   "Nothing is recorded that could carry this transfer under the law of {detail}",
	{AssessmentMissing, usual}:             "No transfer impact assessment of {detail} is recorded, which is required since {day}",
	{AssessmentOverdue, usual}:             "The review of the transfer impact assessment {evidence} was due on {day}",
	{RecertificationOverdue, usual}:        "The certification {evidence} in {instrument} was due for renewal on {day}",
	{RecertificationOverdue, indirect}:     "The certification {evidence} in {instrument} rests on another one whose renewal is overdue",
	{ProcessorTermsMissing, usual}:         "No contract with the processor (data processing agreement) runs between {detail}",
	{DeclaredBasisFails, usual}:            "The declared basis does not hold, while another one does: {detail}",
	{EvidenceErased, usual}:                "This answer is incomplete: what {evidence} said then was erased (commit {detail}), so it counts as absent",
	{DerogationOnly, usual}:                "Nothing but a derogation holds: {instrument}",
}

// Sentences are the English forms of all reasons.
func Sentences() (all []string) {
	for _, form := range english {
		all = append(all, form)
	}
	return all
}
