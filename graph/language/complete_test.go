package language

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// everything is all that the server can say to people: sentences, and the words in them.
func everything(t *testing.T) map[string]bool {
	t.Helper()
	all := sentencesOfTheProgram(t)
	for _, form := range basis.Sentences() {
		all[form] = true
	}
	l, err := law.Load(law.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range append(textsOf(l), written...) {
		all[text] = true
	}
	delete(all, "")
	return all
}

// textsOf are the texts of the law that are answered, and the words that it decides by.
func textsOf(l *law.Law) (texts []string) {
	for _, i := range l.All() {
		texts = append(texts, i.Name, i.Citation, i.Note)
		if i.End != nil {
			texts = append(texts, i.End.By)
		}
	}
	for _, c := range l.Clauses {
		for _, r := range c.Recognised {
			texts = append(texts, r.Citation, r.Note)
		}
	}
	for _, regime := range l.Regimes {
		for _, act := range regime.Laws {
			texts = append(texts, act.Citation)
		}
	}
	for _, r := range l.Requirements {
		if r.Effect == law.Risk {
			texts = append(texts, r.Name, r.Citation, r.Note)
		}
	}
	texts = slices.AppendSeq(texts, maps.Values(l.Countries))
	for _, regime := range law.Regimes {
		texts = append(texts, string(regime))
	}
	for _, coverage := range fact.Coverages {
		texts = append(texts, string(coverage))
	}
	for _, kind := range fact.RulesTypes {
		texts = append(texts, string(kind), strings.ToLower(string(kind)))
	}
	return append(texts, string(law.Commercial), string(law.Public), string(law.Nonprofit), law.Hypothesis)
}

// written are texts that stand in fields and tables of the program, not where a sentence
// is made.
var written = []string{
	"token", "aliases", "directives", "fragment spreads",
	"GDPR art. 5(2)", "an agreement of other parties",
	"the signatures of the file could not be read", "the signatures have not been read: this server could not",
}

func TestEverythingIsSaidInEveryLanguage(t *testing.T) {
	all := everything(t)
	for _, c := range Catalogues() {
		for _, english := range slices.Sorted(maps.Keys(all)) {
			if !c.has(english) && hasWords(english) {
				t.Errorf("%s.yaml: %q is missing", c.Tag, english)
			}
		}
		for english := range c.all() {
			if !all[english] {
				t.Errorf("%s.yaml: %q is said by nobody", c.Tag, english)
			}
		}
	}
}

// hasWords reports whether a form is more than the places of its values.
func hasWords(english string) bool {
	return regexp.MustCompile(`\pL{2}`).MatchString(value.ReplaceAllString(english, ""))
}

// value is the place of a value in a form.
var value = regexp.MustCompile(`%(?:\[\d+\])?[a-z]|\{[a-z]+\}`)

func TestEveryFormHasTheValuesOfTheEnglishOne(t *testing.T) {
	for _, c := range Catalogues() {
		for english, form := range c.all() {
			if strings.TrimSpace(form) == "" {
				t.Errorf("%s.yaml: %q is said by nothing", c.Tag, english)
			}
			want, got := places(english), places(form)
			if !slices.Equal(want, got) {
				t.Errorf("%s.yaml: %q has the values %q, its form %q has %q", c.Tag, english, want, form, got)
			}
		}
	}
}

// places are the values of a form, by their numbers or names.
func places(form string) (all []string) {
	n := 0
	for _, place := range value.FindAllString(form, -1) {
		if strings.HasPrefix(place, "%") && !strings.HasPrefix(place, "%[") {
			n++
			place = "%[" + string(rune('0'+n)) + "]" + place[1:]
		}
		all = append(all, place)
	}
	slices.Sort(all)
	return all
}

func (c *Catalogue) all() map[string]string {
	all := maps.Clone(c.Sentences)
	maps.Copy(all, c.Words)
	maps.Copy(all, c.Countries)
	return all
}

func (c *Catalogue) has(english string) bool {
	_, has := c.all()[english]
	return has
}

func TestADayOfEachMonthIsWritten(t *testing.T) {
	for _, c := range Catalogues() {
		if len(c.Months) != 12 {
			t.Errorf("%s.yaml has %d months", c.Tag, len(c.Months))
		}
		for _, part := range []string{"{day}", "{month}", "{year}"} {
			if !strings.Contains(c.Day, part) {
				t.Errorf("%s.yaml: day has no %s", c.Tag, part)
			}
		}
	}
}
