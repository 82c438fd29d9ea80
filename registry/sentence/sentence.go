// Package sentence keeps what is said to people apart from the language in which it
// is said: a sentence is its English form and the values that stand in it. Whoever
// answers people says it in theirs; where nobody asks for another one, it is English.
// It knows no language but English, and no catalogue.
package sentence

import (
	"fmt"
	"strings"
)

// Sentence is a text for people. Its English form names it in the catalogues of other
// languages. The zero Sentence says nothing.
type Sentence struct {
	english string
	values  []any
	named   []Value
}

// Value is a value with the name that stands for it in a sentence: {name}.
type Value struct {
	Name string
	Of   any
}

// Language is how a language says things.
type Language interface {
	// Form is the form of a sentence, by its English one: that one where the language
	// has none.
	Form(english string) string
	// Written is a value as the language writes it: days have forms of their own.
	Written(value any) any
}

// Sayable is what a language can say: a [Sentence], and what is told by one.
type Sayable interface{ In(Language) string }

// New is a sentence whose form has values as package fmt has them. A sentence among
// the values is said in the same language.
func New(english string, values ...any) Sentence { return Sentence{english: english, values: values} }

// Named is a sentence whose form has values by their names.
func Named(english string, values ...Value) Sentence {
	return Sentence{english: english, named: values}
}

// Text is a sentence without values: what it says is its form, whatever is in it.
func Text(english string) Sentence { return Sentence{english: english} }

// IsEmpty reports whether it says nothing.
func (s Sentence) IsEmpty() bool { return s.english == "" }

// String says it in English.
func (s Sentence) String() string { return s.In(English) }

// In says it in a language.
func (s Sentence) In(l Language) string {
	form := l.Form(s.english)
	switch {
	case len(s.values) > 0:
		said := make([]any, len(s.values))
		for i, value := range s.values {
			said[i] = say(l, value)
		}
		return fmt.Sprintf(form, said...)
	case len(s.named) > 0:
		return fill(l, form, s.named)
	}
	return form
}

// say is a value as it stands in a sentence of a language.
func say(l Language, value any) any {
	if s, is := value.(Sayable); is {
		return s.In(l)
	}
	return l.Written(value)
}

// fill puts values in the place of their names.
func fill(l Language, form string, values []Value) string {
	var text strings.Builder
	for {
		before, rest, found := strings.Cut(form, "{")
		text.WriteString(before)
		if !found {
			return text.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		for _, v := range values {
			if v.Name == name {
				write(&text, say(l, v.Of))
			}
		}
		form = after
	}
}

func write(text *strings.Builder, value any) {
	if words, are := value.(string); are {
		text.WriteString(words)
		return
	}
	fmt.Fprint(text, value)
}

// English is the language in which sentences are written.
var English Language = english{}

type english struct{}

func (english) Form(english string) string { return english }
func (english) Written(value any) any      { return value }
