// Package language says in which language the server answers people: which ones it
// has, each in a catalogue file of its own, which one a request asks for, and how that
// one says a sentence. English is the language in which sentences are written; what a
// catalogue does not have is said in English.
package language

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

//go:embed *.yaml
var files embed.FS

// Catalogue is a language as its file has it.
type Catalogue struct {
	Tag       string            // as BCP 47 has it, which is the name of the file
	Day       string            `yaml:"day"`    // how a day is written, of {day}, {month} and {year}
	Months    []string          `yaml:"months"` // their names, as a day has them
	Sentences map[string]string `yaml:"sentences"`
	Words     map[string]string `yaml:"words"` // that stand in sentences, and what the law names
	Countries map[string]string `yaml:"countries"`
}

// Form is the language's form of a sentence or a word, by the English one; that where
// it has none.
func (c *Catalogue) Form(english string) string {
	for _, part := range []map[string]string{c.Sentences, c.Words, c.Countries} {
		if form, has := part[english]; has {
			return form
		}
	}
	return english
}

// Written writes days as the language has them.
func (c *Catalogue) Written(value any) any {
	day, is := value.(civil.Date)
	if !is {
		return value
	}
	on, err := time.Parse(time.DateOnly, day.String())
	if err != nil { // of a day that is not given
		return value
	}
	year, month, of := on.Date()
	return strings.NewReplacer("{day}", fmt.Sprint(of), "{month}", c.Months[month-1], "{year}", fmt.Sprint(year)).Replace(c.Day)
}

// offer are the languages that there are to choose from.
type offer struct {
	catalogues []*Catalogue     // of all languages but English, by their tags
	matcher    language.Matcher // finds the one that suits a request; the first is English
}

// offerOf are the languages of a folder: each file of it is one, and named by its tag. It
// panics where a file is no catalogue: they are compiled in, and a test reads them.
func offerOf(folder fs.FS) *offer {
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		panic(err)
	}
	of, tags := &offer{}, []language.Tag{language.English}
	for _, name := range names { // which come in their order
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			panic(err)
		}
		c := &Catalogue{Tag: strings.TrimSuffix(name, ".yaml")}
		if err := yaml.UnmarshalWithOptions(content, c, yaml.Strict()); err != nil {
			panic(fmt.Sprintf("%s: %v", name, err))
		}
		of.catalogues, tags = append(of.catalogues, c), append(tags, language.MustParse(c.Tag))
	}
	of.matcher = language.NewMatcher(tags)
	return of
}

var offered = sync.OnceValue(func() *offer { return offerOf(files) })

// Catalogues are those of all languages but English, by their tags.
func Catalogues() []*Catalogue { return offered().catalogues }

// longestWish bounds the header Accept-Language, in bytes; a longer one asks for nothing.
const longestWish = 1000

// asked is the catalogue for what a header Accept-Language asks for; nil is English.
func (o *offer) asked(wish string) *Catalogue {
	if wish == "" || len(wish) > longestWish {
		return nil
	}
	tags, _, err := language.ParseAcceptLanguage(wish)
	if err != nil {
		return nil
	}
	if _, at, _ := o.matcher.Match(tags...); at > 0 {
		return o.catalogues[at-1]
	}
	return nil
}

type spoken struct{}

// Of is the language in which people are answered in a context.
func Of(ctx context.Context) sentence.Language {
	if c, is := ctx.Value(spoken{}).(*Catalogue); is {
		return c
	}
	return sentence.English
}
