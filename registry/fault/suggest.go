package fault

import (
	"strings"
)

// Either joins words as a person lists them: "a, b or c".
func Either(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// DidYouMean proposes the nearest of the known words, as an addition to a
// sentence: ", did you mean X?"; "" when none is near.
func DidYouMean(given string, known []string) string {
	nearest := Nearest(given, known)
	if nearest == "" {
		return ""
	}
	return ", did you mean " + nearest + "?"
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
