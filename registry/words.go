package registry

import (
	"strings"
	"unicode"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// longestSearch bounds what may be searched for, in bytes.
const longestSearch = 500

// longestWord bounds what the index keeps of a beginning, in bytes.
const longestWord = 64

// phrase writes text as its words, folded, with one space between them: what
// stands between the words makes no difference.
func phrase(text string) string {
	return strings.Join(strings.FieldsFunc(fold(text), func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N)
	}), " ")
}

// namesOf are the texts by which an organization is found.
func namesOf(o *fact.Organization) []string {
	return append([]string{o.Name, o.ExternalID}, o.Domains...)
}

// wordsOf are the beginnings by which an organization is found.
func wordsOf(o *fact.Organization) []string { return beginnings(namesOf(o)...) }

// beginnings gives, for every word of the texts, the phrase that begins with
// it: "dpa-nordwind" is found by "dpa-n" and by "nordw".
func beginnings(texts ...string) (all []string) {
	seen := map[string]bool{}
	for _, text := range texts {
		for rest, more := phrase(text), true; more && rest != ""; _, rest, more = strings.Cut(rest, " ") {
			if begun := clipWord(rest); !seen[begun] {
				seen[begun] = true
				all = append(all, begun)
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

// matches reports whether every word of the search begins one of the phrases.
func matches(search []string, phrases []string) bool {
	for _, wanted := range search {
		found := false
		for _, phrase := range phrases {
			found = found || strings.HasPrefix(phrase, wanted)
		}
		if !found {
			return false
		}
	}
	return true
}

// searchWords are the words of a search: what is typed without a space. Of each
// its phrase is looked for; one without a letter or digit finds nothing and
// refuses nothing. field names the search where it is too long.
func searchWords(field, search string) (words []string, err error) {
	if len(search) > longestSearch {
		return nil, fault.Bad(field, search, "has %d bytes: expected at most %d", len(search), longestSearch)
	}
	for _, typed := range strings.Fields(search) {
		if word := clipWord(phrase(typed)); word != "" {
			words = append(words, word)
		}
	}
	return words, nil
}
