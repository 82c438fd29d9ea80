package naive

import (
	"cmp"
	"slices"
)

// Status of a flow on a day (rules.md 1 and 5).
const (
	Inactive      = "INACTIVE"
	NotRestricted = "NOT_RESTRICTED"
	Valid         = "VALID"
	AtRisk        = "AT_RISK"
	NoValidBasis  = "NO_VALID_BASIS"
)

// Kinds of basis (rules.md 2).
const (
	AdequacyKind   = "ADEQUACY"
	SafeguardKind  = "SAFEGUARD"
	DerogationKind = "DEROGATION"
)

// Verdict is what holds for one flow on one day. Regime is empty where none
// applies; Reasons is a sorted set of codes.
type Verdict struct {
	Status  string
	Regime  string
	Bases   []Basis
	Reasons []string
}

// Basis is an instrument that holds, with the evidence that it rests on: at
// most one of Agreement, Certification and Rules. Risks is a sorted set.
type Basis struct {
	Kind          string
	Instrument    string
	Agreement     string
	Certification string
	Rules         string
	Risks         []string
}

// Ranks of bases, strongest first (rules.md 2; accountability by 6).
const (
	rankAdequacy = iota
	rankCertification
	rankClauses
	rankRules
	rankAccountability
	rankDerogation
)

// held is a basis with what only the decision needs to know of it.
type held struct {
	Basis
	rank  int
	art28 bool // holds through a module that contains processor terms
}

// inOrder is rules.md 2: by rank, then instrument id, then id of the evidence.
func inOrder(a, b held) int {
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		cmp.Compare(a.Instrument, b.Instrument),
		cmp.Compare(a.evidence(), b.evidence()),
	)
}

func (b Basis) evidence() string {
	return b.Agreement + b.Certification + b.Rules
}

// sortedSet sorts codes and drops repetitions.
func sortedSet(codes []string) []string {
	slices.Sort(codes)
	return slices.Compact(codes)
}
