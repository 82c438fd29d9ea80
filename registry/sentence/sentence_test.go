package sentence_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/sentence"
)

// shouted is a language that says the English forms aloud, and counts otherwise.
type shouted struct{}

func (shouted) Form(english string) string {
	return strings.NewReplacer("is", "IS", "by", "BY").Replace(english)
}

func (shouted) Written(value any) any {
	if value == 2 {
		return 10
	}
	return value
}

func TestASentenceIsSaidWithAllThatStandsInIt(t *testing.T) {
	inner := sentence.New("%s is signed by %s", "dpa {by}", "%s")
	for _, c := range []struct {
		of             sentence.Sentence
		english, aloud string
	}{
		{sentence.New("it is %d of %q: %s", 2, "this", inner), `it is 2 of "this": dpa {by} is signed by %s`, `it IS 10 of "this": dpa {by} IS signed BY %s`},
		{sentence.Named("{a} by {b}{c}", sentence.Value{Name: "a", Of: inner}, sentence.Value{Name: "b", Of: 2}), "dpa {by} is signed by %s by 2", "dpa {by} IS signed BY %s BY 10"},
		{sentence.Text("100% is {of} it"), "100% is {of} it", "100% IS {of} it"},
		{sentence.Either([]string{"a", "b", "c"}), "a, b or c", "a, b or c"},
		{sentence.Either([]string{"by"}), "by", "by"},
		{sentence.All([]sentence.Sentence{sentence.Text("is"), sentence.Text("by"), inner}), "is and by and dpa {by} is signed by %s", "IS and BY and dpa {by} IS signed BY %s"},
		{sentence.Sentence{}, "", ""},
	} {
		if got := fmt.Sprint(c.of); got != c.english {
			t.Errorf("in English %q, want %q", got, c.english)
		}
		if got := c.of.In(shouted{}); got != c.aloud {
			t.Errorf("aloud %q, want %q", got, c.aloud)
		}
	}
}

func TestWhatSaysNothingIsEmpty(t *testing.T) {
	if !(sentence.Sentence{}).IsEmpty() || sentence.New("a").IsEmpty() {
		t.Error("a sentence is not empty when it says nothing")
	}
}
