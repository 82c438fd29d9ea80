package registry

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// fold makes text comparable for people: compatibility forms taken apart,
// accents off, case folded wholly ("Straße" is "strasse"), and the letters with
// a stroke or a ligature, which are no accents to Unicode, as they are typed
// without them.
func fold(text string) string {
	if isASCII(text) { // to which all of that is its lower case
		return strings.ToLower(text)
	}
	folded, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold()), text)
	if err != nil {
		folded = text
	}
	return plain.Replace(folded)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

var plain = strings.NewReplacer(
	"æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "ħ", "h", "ŧ", "t", "þ", "th", "ı", "i",
)
