package fact

import "github.com/safeconduct/safeconduct/registry/law"

// OrganizationKind is what an organization is to us.
type OrganizationKind string

// The kinds of organizations.
const (
	Self     OrganizationKind = "SELF" // one of our own companies
	Customer OrganizationKind = "CUSTOMER"
	Vendor   OrganizationKind = "VENDOR"
	Partner  OrganizationKind = "PARTNER"
	// UnknownKind is of an organization of an earlier state, whose content has been
	// erased since. Nothing is recorded so.
	UnknownKind OrganizationKind = "UNKNOWN"
)

// AgreementKind tells processor terms from bare transfer clauses.
type AgreementKind string

// The kinds of agreements.
const (
	DPA         AgreementKind = "DPA"     // terms of GDPR art. 28, may incorporate transfer clauses
	ClausesOnly AgreementKind = "CLAUSES" // transfer clauses alone
)

// Manner is how an agreement came into force.
type Manner string

// The manners; SIGNED where none is given.
const (
	Signed   Manner = "SIGNED"
	Accepted Manner = "ACCEPTED" // incorporated by accepting terms
)

// Coverage is which data a certification covers.
type Coverage string

// The coverages. HR is data on the exporter's staff in the employment
// relation, NON_HR everything else.
const (
	NonHR Coverage = "NON_HR"
	HR    Coverage = "HR"
)

// EndedReason is how a certification ended.
type EndedReason string

// The ends of a certification.
const (
	Withdrawn EndedReason = "WITHDRAWN" // by its holder
	Lapsed    EndedReason = "LAPSED"    // not renewed
	Removed   EndedReason = "REMOVED"   // struck off by who keeps the list
)

// Outcome is what a transfer impact assessment found.
type Outcome string

// The outcomes.
const (
	Equivalent            Outcome = "EQUIVALENT"
	SupplementaryMeasures Outcome = "SUPPLEMENTARY_MEASURES"
	Insufficient          Outcome = "INSUFFICIENT"
)

// Category is a category of personal data.
type Category string

// The categories of data.
const (
	Contact  Category = "CONTACT"
	Account  Category = "ACCOUNT"
	Content  Category = "CONTENT"
	Traffic  Category = "TRAFFIC"
	Usage    Category = "USAGE"
	Location Category = "LOCATION"
	Payment  Category = "PAYMENT"
	Identity Category = "IDENTITY"
	Cookie   Category = "COOKIE"
	HRData   Category = "HR"
	Special  Category = "SPECIAL"  // GDPR art. 9
	Criminal Category = "CRIMINAL" // GDPR art. 10
	Children Category = "CHILDREN"
)

// Means is how the data reaches the destination; both are judged alike.
type Means string

// The means; STORAGE where none is given.
const (
	Storage Means = "STORAGE"
	Access  Means = "ACCESS" // remote access from the destination
)

// The values of each enumeration, in the contract's order.
var (
	OrganizationKinds = []OrganizationKind{Self, Customer, Vendor, Partner}
	AgreementKinds    = []AgreementKind{DPA, ClausesOnly}
	Manners           = []Manner{Signed, Accepted}
	Coverages         = []Coverage{NonHR, HR}
	EndedReasons      = []EndedReason{Withdrawn, Lapsed, Removed}
	RulesTypes        = []law.RulesType{law.ControllerRules, law.ProcessorRules}
	Outcomes          = []Outcome{Equivalent, SupplementaryMeasures, Insufficient}
	Categories        = []Category{
		Contact, Account, Content, Traffic, Usage, Location, Payment, Identity, Cookie, HRData, Special, Criminal, Children,
	}
	MeansOfTransfer = []Means{Storage, Access}
)
