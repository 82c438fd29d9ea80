package basis

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// declaredElsewhere is the detail of a declared basis that is an agreement of others.
const declaredElsewhere = "an agreement of other parties"

// detail is the detail as the sentence has it: what has a name in every language is a
// sentence of its own, what people or the law have named stays.
func (r Reason) detail(l *law.Law) any {
	switch r.Code { //nolint:exhaustive // the detail of all others is a name, an id, or none
	case CertificationScope:
		if r.as == closed {
			return r.bothWords("%s to %s")
		}
		return r.bothWords("%s and %s")
	case WrongRoles, WrongSector:
		return r.bothWords("%s to %s")
	case AssessmentMissing, ProcessorTermsMissing:
		first, second := r.twoWords()
		return sentence.New("%s and %s", first, second)
	case AdequacyScope, WrongRulesType, NoMechanism, InstrumentNotInForce, RulesNotApproved:
		return sentence.Text(r.Detail)
	case DeclaredBasisFails:
		return r.declared()
	}
	return nameOf(l, r.Detail)
}

// bothWords are two words of ours, or the one that there is.
func (r Reason) bothWords(form string) sentence.Sentence {
	first, second := r.twoWords()
	if first == "" {
		return sentence.Text(second)
	}
	return sentence.New(form, sentence.Text(first), sentence.Text(second))
}

// twoWords are the words of a detail; where it is one, that is the second.
func (r Reason) twoWords() (first, second string) {
	if r.first == 0 {
		return "", r.Detail
	}
	_, second, _ = strings.Cut(strings.TrimPrefix(r.Detail[r.first:], " "), " ")
	return r.Detail[:r.first], second
}

// declared is the basis that was declared: an agreement of these parties or of others,
// or an instrument.
func (r Reason) declared() sentence.Sentence {
	if r.Evidence.ExternalID != "" {
		return sentence.New("the agreement %s", r.Evidence.ExternalID)
	}
	return sentence.Text(r.Detail)
}
