package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Remedy is the least that would mend a flow on a day, as it is told.
type Remedy struct {
	Pieces []RemedyPiece
	Status basis.Status    // that the flow would have
	Risks  []VerdictReason // that would remain
}

// RemedyPiece is a piece of evidence that would have to come about.
type RemedyPiece struct {
	basis.Piece
	Message string
}

// Evidence names what is to be signed or certified in, as the contract's columns
// write it.
func (p *RemedyPiece) Evidence() []string {
	named := slices.Clone(p.Frameworks)
	for _, use := range p.Clauses {
		named = append(named, use.String())
	}
	if p.Type != "" {
		named = append(named, string(p.Regime)+" "+string(p.Type))
	}
	return named
}

// RemediesOf finds what would mend a flow that is flagged or at risk on a day; none
// where it is neither, or nothing that its own parties can do would.
func (v *View) RemediesOf(ctx context.Context, f *fact.Flow, asOf civil.Date) ([]*Remedy, error) {
	d, err := v.Decision(ctx, f)
	if err != nil {
		return nil, err
	}
	told := []*Remedy{}
	for _, r := range basis.Remedies(v.law, d.Case, v.Day(asOf)) {
		remedy := v.tellRemedy(r, d.Case)
		told = append(told, &remedy)
	}
	return told, nil
}

func (v *View) tellRemedy(r basis.Remedy, c *basis.Case) Remedy {
	told := Remedy{Status: r.Status, Risks: v.tellReasons(r.Risks)}
	for _, p := range r.Pieces {
		told.Pieces = append(told.Pieces, RemedyPiece{p, describePiece(p, c)})
	}
	return told
}

// describePiece tells people what is to be done.
func describePiece(p basis.Piece, c *basis.Case) string {
	exporter, importer := c.Exporter.Name, c.Importer.Name
	switch p.Kind {
	case basis.SignClauses:
		return fmt.Sprintf("%s and %s sign %s", exporter, importer, clausesInWords(p))
	case basis.Assess:
		return fmt.Sprintf("%s assesses its transfers to %s, and the measures taken make up for what the law there lacks", exporter, importer)
	case basis.Certify:
		return fmt.Sprintf("%s certifies in %s, covering %s", importer, strings.Join(p.Frameworks, " and "), coverageInWords(p.Covers))
	case basis.ApproveRules:
		return fmt.Sprintf("binding rules of the type %s are approved for the group %s under the regime %s", p.Type, c.Exporter.Group, p.Regime)
	}
	return ""
}

func clausesInWords(p basis.Piece) string {
	agreement := "transfer clauses"
	if p.Agreement == fact.DPA {
		agreement = "a data processing agreement"
	}
	var uses []string
	for _, use := range p.Clauses {
		uses = append(uses, use.String())
	}
	if len(uses) == 0 {
		return agreement
	}
	return agreement + " with " + strings.Join(uses, " and ")
}

func coverageInWords(covers []fact.Coverage) string {
	words := make([]string, len(covers))
	for i, c := range covers {
		words[i] = map[fact.Coverage]string{fact.HR: "staff data", fact.NonHR: "other than staff data"}[c]
	}
	return strings.Join(words, " and ")
}
