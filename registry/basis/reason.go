package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Code says why, for programs.
type Code string

// The reasons why evidence that almost fits carries nothing.
const (
	InstrumentInvalidated         Code = "INSTRUMENT_INVALIDATED"
	InstrumentNotInForce          Code = "INSTRUMENT_NOT_IN_FORCE"
	CertificationEnded            Code = "CERTIFICATION_ENDED"
	CertificationNotYet           Code = "CERTIFICATION_NOT_YET"
	CertificationScope            Code = "CERTIFICATION_SCOPE"
	RequiredCertificationMissing  Code = "REQUIRED_CERTIFICATION_MISSING"
	AgreementNotExecuted          Code = "AGREEMENT_NOT_EXECUTED"
	AgreementNotYetEffective      Code = "AGREEMENT_NOT_YET_EFFECTIVE"
	AgreementEnded                Code = "AGREEMENT_ENDED"
	ClausesConcludedOutsideWindow Code = "CLAUSES_CONCLUDED_OUTSIDE_WINDOW"
	ClausesNoLongerReliable       Code = "CLAUSES_NO_LONGER_RELIABLE"
	NoTransferClauses             Code = "NO_TRANSFER_CLAUSES"
	WrongModule                   Code = "WRONG_MODULE"
	WrongRoles                    Code = "WRONG_ROLES"
	WrongSector                   Code = "WRONG_SECTOR"
	AddendumMissing               Code = "ADDENDUM_MISSING"
	AuthorisationMissing          Code = "AUTHORISATION_MISSING"
	RulesNotApproved              Code = "RULES_NOT_APPROVED"
	RulesWithdrawn                Code = "RULES_WITHDRAWN"
	WrongRulesType                Code = "WRONG_RULES_TYPE"
	AdequacyScope                 Code = "ADEQUACY_SCOPE"
	AdequacyEnded                 Code = "ADEQUACY_ENDED"
	AssessmentNegative            Code = "ASSESSMENT_NEGATIVE"
	UpstreamWithoutBasis          Code = "UPSTREAM_WITHOUT_BASIS"
	NoMechanism                   Code = "NO_MECHANISM"
)

// The risks of a basis that holds, and of the whole flow.
const (
	AssessmentMissing      Code = "ASSESSMENT_MISSING"
	AssessmentOverdue      Code = "ASSESSMENT_OVERDUE"
	RecertificationOverdue Code = "RECERTIFICATION_OVERDUE"
	ProcessorTermsMissing  Code = "PROCESSOR_TERMS_MISSING"
	DeclaredBasisFails     Code = "DECLARED_BASIS_FAILS"
	DerogationOnly         Code = "DEROGATION_ONLY"
)

// EvidenceErased says that an answer about an earlier state is incomplete: what a
// record said then has been erased since.
const EvidenceErased Code = "EVIDENCE_ERASED"

// Codes are all codes, in the order of the rules.
var Codes = []Code{
	InstrumentInvalidated, InstrumentNotInForce, CertificationEnded, CertificationNotYet,
	CertificationScope, RequiredCertificationMissing, AgreementNotExecuted,
	AgreementNotYetEffective, AgreementEnded, ClausesConcludedOutsideWindow,
	ClausesNoLongerReliable, NoTransferClauses, WrongModule, WrongRoles, WrongSector,
	AddendumMissing, AuthorisationMissing, RulesNotApproved, RulesWithdrawn, WrongRulesType,
	AdequacyScope, AdequacyEnded, AssessmentNegative, UpstreamWithoutBasis, NoMechanism,
	AssessmentMissing, AssessmentOverdue, RecertificationOverdue, ProcessorTermsMissing,
	DeclaredBasisFails, DerogationOnly, EvidenceErased,
}

// EvidenceKind is the kind of the fact that a reason speaks of.
type EvidenceKind string

// The kinds of evidence.
const (
	AgreementEvidence     EvidenceKind = "agreement"
	CertificationEvidence EvidenceKind = "certification"
	RulesEvidence         EvidenceKind = "rules"
	AssessmentEvidence    EvidenceKind = "assessment"
	FlowEvidence          EvidenceKind = "flow"
	OrganizationEvidence  EvidenceKind = "organization"
)

// Evidence names a fact by its kind and the caller's own key.
type Evidence struct {
	Kind       EvidenceKind
	ExternalID string
}

// Reason is one defect or risk. Reasons are comparable values; their sentence
// for people is made from the catalogue ([Reason.Message]).
type Reason struct {
	Code       Code
	Instrument string // id of the instrument it is about, "" where none is
	Citation   string // never empty
	Evidence   Evidence
	Day        civil.Date // the day since or until which it is so; the zero Date where none matters
	Detail     string     // the further word that the sentence needs; see the catalogue
	as         variant    // which of the code's sentences says it
	first      uint32     // how long the first of two words in Detail is; 0 where it is one
}

// variant picks one of several sentences of a code.
type variant uint8

// The variants.
const (
	usual    variant = iota
	begins           // what it is about begins on the day only
	ended            // it is over since the day
	foreign          // it is of another regime
	missing          // what would have to be recorded is not
	outside          // the day lies outside the time in which it counts
	indirect         // it lies in what is required beside the evidence
	closed           // what it is about is not open to a party of this sector
)

// about begins a reason with the instrument that decides.
func about(i *law.Instrument, e Evidence) Reason {
	return Reason{Instrument: i.ID, Citation: i.Citation, Evidence: e}
}
