package basis

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// PieceKind is how a piece of evidence comes about.
type PieceKind string

// The kinds of pieces.
const (
	SignClauses  PieceKind = "SIGN"    // exporter and importer sign an agreement
	Assess       PieceKind = "ASSESS"  // the transfer is assessed, and found good with measures
	Certify      PieceKind = "CERTIFY" // the importer certifies in a framework
	ApproveRules PieceKind = "APPROVE" // binding rules of the group are approved
)

// Piece is a piece of evidence that is not there.
type Piece struct {
	Kind       PieceKind
	Agreement  fact.AgreementKind // of SIGN
	Clauses    []fact.ClauseUse   // of SIGN
	Frameworks []string           // of CERTIFY: one, those that it requires, or some of them
	Covers     []fact.Coverage    // of CERTIFY
	Type       law.RulesType      // of APPROVE
	Regime     law.Regime         // of APPROVE
}

// String tells the piece in the words of the contract's columns.
func (p Piece) String() string {
	what := append(p.clauses(), p.Frameworks...)
	for _, c := range p.Covers {
		what = append(what, string(c))
	}
	return strings.Join(slices.DeleteFunc(append(what, string(p.Agreement), string(p.Type), string(p.Regime)), func(s string) bool { return s == "" }), " ")
}

// clauses are the clauses in the words of the contract's columns.
func (p Piece) clauses() (named []string) {
	for _, use := range p.Clauses {
		named = append(named, use.String())
	}
	return named
}

// size is how much there is to do: of two pieces that do the same, the smaller one
// is offered.
func (p Piece) size() int { return len(p.Clauses) + len(p.Frameworks) + len(p.Covers) }

// supposedID is an id that no record has: those have version 7.
var supposedID = uuid.Max

// add puts the piece into a case, as if it came about on a day.
func (p Piece) add(c *Case, on civil.Date) {
	header := fact.Header{ID: supposedID}
	switch p.Kind {
	case SignClauses:
		c.Agreements = append(slices.Clip(c.Agreements), &fact.Agreement{
			Header: header, Kind: p.Agreement, Exporter: c.Exporter.ID, Importer: c.Importer.ID, Clauses: p.Clauses,
			ExporterSignedOn: on, ImporterSignedOn: on, Manner: fact.Signed,
		})
	case Assess:
		c.Assessments = append(slices.Clip(c.Assessments), &fact.Assessment{
			Header: header, Exporter: c.Exporter.ID, Importer: c.Importer.ID, CompletedOn: on, Outcome: fact.SupplementaryMeasures,
		})
	case Certify:
		for _, framework := range p.Frameworks {
			c.Certifications = append(slices.Clip(c.Certifications), &fact.Certification{
				Header: header, Organization: c.Importer.ID, Framework: framework, Covers: p.Covers, CertifiedOn: on,
			})
		}
	case ApproveRules:
		c.Rules = append(slices.Clip(c.Rules), &fact.BindingRules{
			Header: header, Group: c.Exporter.Group, Type: p.Type, Regime: p.Regime, ApprovedOn: on,
		})
	}
}

// isPartOf reports whether whoever brings the other piece about brings this one about,
// too: an agreement without clauses is part of every one.
func (p Piece) isPartOf(other Piece) bool {
	return p.Kind == other.Kind && p.Type == other.Type && p.Regime == other.Regime &&
		areAmong(p.clauses(), other.clauses()) && areAmong(p.Frameworks, other.Frameworks) && areAmong(p.Covers, other.Covers)
}

func areAmong[T comparable](some, all []T) bool {
	return !slices.ContainsFunc(some, func(one T) bool { return !slices.Contains(all, one) })
}
