package sentence

import "strings"

// Either joins words as a person lists what can be chosen: "a, b or c".
func Either(words []string) Sentence {
	if len(words) < 2 {
		return New("%s", strings.Join(words, ""))
	}
	last := len(words) - 1
	return New("%s or %s", strings.Join(words[:last], ", "), words[last])
}

// All joins sentences: "a and b and c".
func All(sentences []Sentence) (all Sentence) {
	for i, next := range sentences {
		if i == 0 {
			all = next
			continue
		}
		all = New("%s and %s", all, next)
	}
	return all
}
