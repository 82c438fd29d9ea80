package fault

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

// DidYouMean proposes the nearest of the known words, as an addition to a
// sentence: ", did you mean X?"; nothing when none is near.
func DidYouMean(given string, known []string) sentence.Sentence {
	return Proposed(Nearest(given, known))
}

// Proposed proposes what was meant, as an addition to a sentence; nothing for "".
func Proposed(meant string) sentence.Sentence {
	if meant == "" {
		return sentence.Sentence{}
	}
	return sentence.New(", did you mean %s?", meant)
}

// Nearest is the nearest of the known words, "" when none is near.
func Nearest(given string, known []string) string {
	best, bestDistance := "", len(given)/2+1
	for _, word := range known {
		if d := distance(strings.ToLower(given), strings.ToLower(word)); d < bestDistance {
			best, bestDistance = word, d
		}
	}
	return best
}

// distance is the Levenshtein distance in bytes, of at most 64 bytes of each.
func distance(a, b string) int {
	a, b = a[:min(len(a), 64)], b[:min(len(b), 64)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			if a[i] != b[j] {
				diagonal++
			}
			row[j+1] = min(diagonal, above+1, row[j]+1)
			diagonal = above
		}
	}
	return row[len(b)]
}
