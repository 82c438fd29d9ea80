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
	Frameworks []string           // of CERTIFY: the one, and those that it requires
	Covers     []fact.Coverage    // of CERTIFY
	Type       law.RulesType      // of APPROVE
	Regime     law.Regime         // of APPROVE
}

// String tells the piece in the words of the contract's columns.
func (p Piece) String() string {
	var what []string
	for _, use := range p.Clauses {
		what = append(what, use.String())
	}
	what = append(what, p.Frameworks...)
	for _, c := range p.Covers {
		what = append(what, string(c))
	}
	return strings.Join(slices.DeleteFunc(append(what, string(p.Agreement), string(p.Type), string(p.Regime)), func(s string) bool { return s == "" }), " ")
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

// candidates are all pieces that might help a flow under the law, the simplest of
// each kind first.
func candidates(l *law.Law, c *Case) (all []Piece) {
	_, destination := c.Route()
	all = append(all, Piece{Kind: Assess})
	for _, i := range l.All() {
		if set := l.ClauseSet(i.ID); set != nil && set.Part == law.PartSet {
			all = append(all, signing(l, c, set)...)
		}
	}
	all = append(all, Piece{Kind: SignClauses, Agreement: fact.DPA})
	for _, regime := range law.Regimes {
		for _, framework := range l.Place(destination).Under(regime).Frameworks {
			p := Piece{Kind: Certify, Frameworks: append([]string{framework.ID}, framework.Requires...)}
			for _, coverage := range fact.Coverages {
				if c.Flow.Needs(coverage) {
					p.Covers = append(p.Covers, coverage)
				}
			}
			all = append(all, p)
		}
		if c.Exporter.Group != "" && c.Exporter.Group == c.Importer.Group {
			for _, kind := range fact.RulesTypes {
				all = append(all, Piece{Kind: ApproveRules, Type: kind, Regime: regime})
			}
		}
	}
	return all
}

// signing are the ways in which parties of these roles may sign a set of clauses:
// each module, alone and with each addendum.
func signing(l *law.Law, c *Case, set *law.ClauseSet) (all []Piece) {
	kind := fact.ClausesOnly
	if c.Flow.ImporterRole == law.Processor {
		kind = fact.DPA
	}
	var uses []fact.ClauseUse
	for _, module := range set.Modules {
		if module.Roles.Fits(c.Flow.ExporterRole, c.Flow.ImporterRole) {
			uses = append(uses, fact.ClauseUse{Set: set.ID, Modules: []string{module.ID}})
		}
	}
	if len(set.Modules) == 0 {
		uses = append(uses, fact.ClauseUse{Set: set.ID})
	}
	for _, use := range uses {
		all = append(all, Piece{Kind: SignClauses, Agreement: kind, Clauses: []fact.ClauseUse{use}})
		for _, i := range l.All() {
			if addendum := l.ClauseSet(i.ID); addendum != nil && addendum.Part == law.PartAddendum && slices.Contains(addendum.Requires, set.ID) {
				all = append(all, Piece{Kind: SignClauses, Agreement: kind, Clauses: []fact.ClauseUse{use, {Set: addendum.ID}}})
			}
		}
	}
	return all
}
