package law

// Regime is a body of law on exports of personal data.
type Regime string

// The regimes.
const (
	EU Regime = "EU" // European Economic Area
	CH Regime = "CH" // Switzerland
	UK Regime = "UK" // United Kingdom
)

// Kind is the kind of an instrument.
type Kind string

// The kinds of instruments.
const (
	KindAdequacy       Kind = "ADEQUACY"
	KindFramework      Kind = "FRAMEWORK"
	KindClauses        Kind = "CLAUSES"
	KindAddendum       Kind = "ADDENDUM"        // completes clauses under a regime, carries no transfer alone
	KindProcessorTerms Kind = "PROCESSOR_TERMS" // terms with a processor, carry no transfer
	KindOtherSafeguard Kind = "OTHER_SAFEGUARD"
	KindBindingRules   Kind = "BINDING_RULES"
	KindDerogation     Kind = "DEROGATION"
)

// Sector is what adequacy decisions and other safeguards distinguish.
type Sector string

// The sectors.
const (
	Commercial Sector = "COMMERCIAL"
	Public     Sector = "PUBLIC"
	Nonprofit  Sector = "NONPROFIT"
	// UnknownSector is of an organization of an earlier state, whose content has been
	// erased since. Nothing is recorded so.
	UnknownSector Sector = "UNKNOWN"
)

// Role is what a party is for a flow (GDPR art. 4(7) and (8)).
type Role string

// The roles.
const (
	Controller Role = "CONTROLLER"
	Processor  Role = "PROCESSOR"
)

// RulesType is for whose data binding corporate rules are approved.
type RulesType string

// The types of binding corporate rules. An entry of the law of type ANY
// serves both.
const (
	ControllerRules RulesType = "CONTROLLER"
	ProcessorRules  RulesType = "PROCESSOR"
	AnyRules        RulesType = "ANY"
)

// EndKind is how an instrument ended.
type EndKind string

// The five ends, never one word.
const (
	Invalidated EndKind = "invalidated" // by a court
	Repealed    EndKind = "repealed"    // by a legislator
	Lapsed      EndKind = "lapsed"      // a term ran out
	Withdrawn   EndKind = "withdrawn"   // by who issued it
	Superseded  EndKind = "superseded"  // another act took its place
)

// Confidence is how sure an entry is.
type Confidence string

// The degrees of confidence.
const (
	Verified Confidence = "verified" // a public text confirms it
	Recalled Confidence = "recalled" // own knowledge only
	Unknown  Confidence = "unknown"  // could not be established
)

// Treatment is whether a special territory belongs to the area of a regime.
type Treatment string

// The treatments.
const (
	Inside       Treatment = "inside"
	ThirdCountry Treatment = "third_country"
)

// Effect is what a requirement does to a verdict.
type Effect string

// The effects.
const (
	Risk Effect = "RISK" // the basis holds but the flow is at risk
	Duty Effect = "DUTY" // shown to people, decides nothing
)

// Subject is what a requirement applies to.
type Subject string

// The subjects of requirements that decide; those of duties are free text.
const (
	OnClauses         Subject = "clauses"
	OnBindingRules    Subject = "binding_rules"
	OnOtherSafeguards Subject = "other_safeguards"
	OnProcessors      Subject = "importer is processor"
)

// The values of each enumeration.
var (
	Regimes     = []Regime{EU, CH, UK}
	Sectors     = []Sector{Commercial, Public, Nonprofit}
	Roles       = []Role{Controller, Processor}
	RulesTypes  = []RulesType{ControllerRules, ProcessorRules, AnyRules}
	EndKinds    = []EndKind{Invalidated, Repealed, Lapsed, Withdrawn, Superseded}
	Confidences = []Confidence{Verified, Recalled, Unknown}
	Treatments  = []Treatment{Inside, ThirdCountry}
	Effects     = []Effect{Risk, Duty}
)
