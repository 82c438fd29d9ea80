package registry

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/safeconduct/safeconduct/registry/fact"
)

// longestWord bounds what the index keeps of a word, in bytes.
const longestWord = 64

// fold makes text comparable for people: compatibility forms taken apart,
// accents off, case folded.
func fold(text string) string {
	folded, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), text)
	if err != nil {
		folded = text
	}
	return strings.ToLower(strings.ToUpper(folded))
}

// wordsOf are the beginnings by which an organization is found: of every word
// of its name, its domains and its external id, to the end of the run of
// characters without a space.
func wordsOf(o *fact.Organization) []string {
	return beginnings(append([]string{o.Name, o.ExternalID}, o.Domains...)...)
}

// beginnings gives, for every word of the texts, the rest of the run of
// characters that begins with it: "dpa-nordwind" is found by "dpa-n" and by
// "nordw".
func beginnings(texts ...string) []string {
	var all []string
	seen := map[string]bool{}
	for _, text := range texts {
		for _, run := range strings.Fields(fold(text)) {
			inWord := false
			for at, r := range run {
				letter := unicode.IsLetter(r) || unicode.IsDigit(r)
				if at == 0 || letter && !inWord {
					word := clipWord(run[at:])
					if !seen[word] {
						seen[word] = true
						all = append(all, word)
					}
				}
				inWord = letter
			}
		}
	}
	return all
}

func clipWord(word string) string {
	if len(word) <= longestWord {
		return word
	}
	return strings.ToValidUTF8(word[:longestWord], "")
}

// matches reports whether every word of the search begins one of the words.
func matches(search []string, words []string) bool {
	for _, wanted := range search {
		found := false
		for _, word := range words {
			found = found || strings.HasPrefix(word, wanted)
		}
		if !found {
			return false
		}
	}
	return true
}

// searchWords are the words of a search.
func searchWords(search string) []string {
	words := strings.Fields(fold(search))
	for i, word := range words {
		words[i] = clipWord(word)
	}
	return words
}
