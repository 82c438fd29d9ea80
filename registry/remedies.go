package registry

import (
	"context"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Remedy is the least that would mend a flow on a day, as it is told.
type Remedy struct {
	Pieces []RemedyPiece
	Status basis.Status    // that the flow would have
	Risks  []VerdictReason // that would remain
}

// RemedyPiece is a piece of evidence that would have to come about, with those who
// have to bring it about.
type RemedyPiece struct {
	basis.Piece
	Exporter *fact.Organization // of SIGN and ASSESS; nil for others
	Importer *fact.Organization // of SIGN, ASSESS and CERTIFY; nil for others
	Group    string             // of APPROVE
	Message  sentence.Sentence
}

// Evidence names what is to be signed or certified in, as the contract's columns
// write it.
func (p *RemedyPiece) Evidence() []string { return evidenceOf(p.Piece) }

func evidenceOf(p basis.Piece) []string {
	named := slices.Clone(p.Frameworks)
	for _, use := range p.Clauses {
		named = append(named, use.String())
	}
	if p.Type != "" {
		named = append(named, string(p.Regime)+" "+string(p.Type))
	}
	return named
}

// AgreementKind is the kind of the agreement that is to be signed; nil where none is.
func (p *RemedyPiece) AgreementKind() *fact.AgreementKind {
	if p.Kind != basis.SignClauses {
		return nil
	}
	return &p.Agreement
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
		told.Pieces = append(told.Pieces, v.tellPiece(p, c))
	}
	return told
}

// tellPiece names who has to bring a piece about, and tells people what is to be done.
func (v *View) tellPiece(p basis.Piece, c *basis.Case) RemedyPiece {
	told := RemedyPiece{Piece: p, Exporter: c.Exporter, Importer: c.Importer}
	exporter, importer := c.Exporter.Name, c.Importer.Name
	switch p.Kind {
	case basis.SignClauses:
		told.Message = sentence.New("%s and %s sign %s", exporter, importer, v.clausesInWords(p))
	case basis.Assess:
		told.Message = sentence.New("%s assesses its transfers to %s, and the measures taken make up for what the law there lacks", exporter, importer)
	case basis.Certify:
		told.Exporter = nil
		told.Message = sentence.New("%s certifies in %s, covering %s", importer, v.instrumentsInWords(p.Frameworks), coverageInWords(p.Covers))
	case basis.ApproveRules:
		told.Exporter, told.Importer, told.Group = nil, nil, c.Exporter.Group
		told.Message = sentence.New("binding rules of the type %s are approved for the group %s under the regime %s", sentence.Text(string(p.Type)), told.Group, p.Regime)
	}
	return told
}

func (v *View) clausesInWords(p basis.Piece) sentence.Sentence {
	agreement := sentence.New("transfer clauses")
	if p.Agreement == fact.DPA {
		agreement = sentence.New("a data processing agreement")
	}
	var sets []sentence.Sentence
	for _, use := range p.Clauses {
		words := v.instrumentInWords(use.Set)
		if len(use.Modules) > 0 {
			words = sentence.New("%s, module %s", words, strings.Join(use.Modules, "+"))
		}
		sets = append(sets, words)
	}
	if len(sets) == 0 {
		return agreement
	}
	return sentence.New("%s with %s", agreement, sentence.All(sets))
}

// instrumentInWords is the name of an instrument of the law with its id, by which it
// is recorded.
func (v *View) instrumentInWords(id string) sentence.Sentence {
	return sentence.New("%s (%s)", v.law.Instrument(id).SaidName(), id)
}

func (v *View) instrumentsInWords(ids []string) sentence.Sentence {
	words := make([]sentence.Sentence, len(ids))
	for i, id := range ids {
		words[i] = v.instrumentInWords(id)
	}
	return sentence.All(words)
}

func coverageInWords(covers []fact.Coverage) sentence.Sentence {
	words := make([]sentence.Sentence, len(covers))
	for i, c := range covers {
		words[i] = sentence.Text(map[fact.Coverage]string{fact.HR: "staff data", fact.NonHR: "other than staff data"}[c])
	}
	return sentence.All(words)
}
