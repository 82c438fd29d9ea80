package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// WarningCode says what kind of warning it is.
type WarningCode string

// What an agreement's document may say against what is recorded.
const (
	SignatureDateContradicts WarningCode = "SIGNATURE_DATE_CONTRADICTS"
	SignatureBroken          WarningCode = "SIGNATURE_BROKEN"
)

// AgreementWarning is a doubt for people to settle: nothing follows from it.
type AgreementWarning struct {
	Code    WarningCode
	Message sentence.Sentence
}

// Warnings compares an agreement with the signatures in its document.
func (v *View) Warnings(ctx context.Context, a *fact.Agreement) ([]*AgreementWarning, error) {
	if err := access.May(ctx, access.ReadFlows); err != nil { // sales may see the document
		return nil, err
	}
	d, err := v.DocumentOf(ctx, a)
	warnings := []*AgreementWarning{}
	if err != nil || d == nil {
		return warnings, err
	}
	for _, s := range d.Signatures {
		switch day := civil.Of(s.On); {
		case !s.Intact:
			warnings = append(warnings, &AgreementWarning{SignatureBroken, sentence.New("the signature of %q in the document does not hold: %s", s.Signer, sentence.Text(s.Note))})
		case !s.On.IsZero() && day != a.ExporterSignedOn && day != a.ImporterSignedOn:
			warnings = append(warnings, &AgreementWarning{
				SignatureDateContradicts,
				sentence.New("the document says that %q signed on %s (UTC); recorded is %s", s.Signer, day, signingDays(a)),
			})
		}
	}
	return warnings, nil
}

// signingDays writes the days on which parties are recorded to have signed.
func signingDays(a *fact.Agreement) sentence.Sentence {
	days := slices.Compact([]civil.Date{a.ExporterSignedOn, a.ImporterSignedOn})
	days = slices.DeleteFunc(days, civil.Date.IsZero)
	switch len(days) {
	case 0:
		return sentence.New("no day")
	case 1:
		return sentence.New("%s", days[0])
	}
	return sentence.New("%s or %s", days[0], days[1])
}
