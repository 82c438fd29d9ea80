package law

import (
	"embed"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// file is what one YAML file may hold; several files may hold the same section.
type file struct {
	Version         int               `yaml:"version"`
	AsOfKnowledge   civil.Date        `yaml:"as_of_knowledge"`
	Regimes         []*RegimeLaw      `yaml:"regimes"`
	Territories     Territories       `yaml:"territories"`
	Adequacy        []*Adequacy       `yaml:"adequacy"`
	Frameworks      []*Framework      `yaml:"frameworks"`
	Clauses         []*ClauseSet      `yaml:"clauses"`
	BindingRules    []*BindingRules   `yaml:"binding_rules"`
	OtherSafeguards []*OtherSafeguard `yaml:"other_safeguards"`
	Derogations     []*Derogation     `yaml:"derogations"`
	Requirements    []*Requirement    `yaml:"requirements"`
	Annotations     []*Annotation     `yaml:"annotations"`
	Countries       map[string]string `yaml:"countries"`
}

//go:embed data/*.yaml
var embedded embed.FS

// Embedded are the files of the law that the program carries.
func Embedded() fs.FS {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return sub
}

// Default is the embedded law.
var Default = sync.OnceValue(func() *Law {
	l, err := Load(Embedded())
	if err != nil {
		panic("the embedded law is at fault: " + err.Error())
	}
	return l
})

// Load reads the law of a folder and lays overlays over it, in their order: an
// entry with an id that exists replaces it, a new id adds. The error is a
// fault.List of everything that [Lint] finds.
func Load(base fs.FS, overlays ...fs.FS) (*Law, error) {
	l, faults := load(base, overlays)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	l.compile()
	return l, nil
}

// Lint gives every fault of the law in a folder and its overlays, with file,
// line and field.
func Lint(base fs.FS, overlays ...fs.FS) fault.List {
	_, faults := load(base, overlays)
	return faults
}

func load(base fs.FS, overlays []fs.FS) (*Law, fault.List) {
	l := &Law{Countries: map[string]string{}}
	c := &checker{law: l, places: map[any]place{}}
	for _, layer := range append([]fs.FS{base}, overlays...) {
		c.readLayer(layer)
	}
	if len(c.faults) == 0 {
		c.check()
	}
	c.faults.Sort()
	return l, c.faults
}

// readLayer reads every YAML file of a folder, by name.
func (c *checker) readLayer(layer fs.FS) {
	names, err := fs.Glob(layer, "*.yaml")
	if err != nil || len(names) == 0 {
		c.faults.Add(fault.New(fault.BadInput, "the folder of the law holds no file *.yaml"))
		return
	}
	seen := map[string]place{}
	for _, name := range names {
		data, err := fs.ReadFile(layer, name)
		if err != nil {
			c.faults.Add(fault.New(fault.BadInput, "%s cannot be read", name))
			continue
		}
		c.readFile(name, data, seen)
	}
}

// readFile decodes one file and lays its entries over what was read before.
func (c *checker) readFile(name string, data []byte, seen map[string]place) {
	d := &decoder{file: name, places: c.places}
	var f file
	d.read(data, &f)
	c.faults = append(c.faults, d.faults...)
	if f.Version != 0 {
		c.law.Version = f.Version
	}
	if !f.AsOfKnowledge.IsZero() {
		c.law.AsOfKnowledge = f.AsOfKnowledge
	}
	c.merge(&f, seen)
}

// read parses a file and decodes its only document.
func (d *decoder) read(data []byte, to *file) {
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		d.fail(syntaxLine(err), "", "", "is no YAML: %s", firstLine(yaml.FormatError(err, false, false)))
		return
	}
	if len(parsed.Docs) > 1 {
		d.fail(lineOf(parsed.Docs[1].Body), "", "", "holds more than one document")
		return
	}
	if len(parsed.Docs) == 1 && parsed.Docs[0].Body != nil {
		d.decode(parsed.Docs[0].Body, reflect.ValueOf(to).Elem(), "")
	}
}

func syntaxLine(err error) int {
	var syntax *yaml.SyntaxError
	if as(err, &syntax) && syntax.GetToken() != nil {
		return syntax.GetToken().Position.Line
	}
	return 1
}

func firstLine(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	if _, message, found := strings.Cut(first, "] "); found {
		return message
	}
	return first
}

// merge lays the entries of a file over the law.
func (c *checker) merge(f *file, seen map[string]place) {
	l := c.law
	l.Regimes = lay(c, seen, l.Regimes, f.Regimes, func(r *RegimeLaw) string { return "regime " + string(r.ID) })
	l.Adequacy = layInstruments(c, seen, l.Adequacy, f.Adequacy)
	l.Frameworks = layInstruments(c, seen, l.Frameworks, f.Frameworks)
	l.Clauses = layInstruments(c, seen, l.Clauses, f.Clauses)
	l.BindingRules = layInstruments(c, seen, l.BindingRules, f.BindingRules)
	l.OtherSafeguards = layInstruments(c, seen, l.OtherSafeguards, f.OtherSafeguards)
	l.Derogations = layInstruments(c, seen, l.Derogations, f.Derogations)
	l.Requirements = lay(c, seen, l.Requirements, f.Requirements, func(r *Requirement) string { return "id " + r.ID })
	l.Annotations = append(l.Annotations, f.Annotations...)
	if f.Territories.Citation != "" {
		l.Territories.Citation = f.Territories.Citation
	}
	l.Territories.EEA = lay(c, seen, l.Territories.EEA, f.Territories.EEA, func(m *Member) string { return "member " + m.Code })
	l.Territories.Special = lay(c, seen, l.Territories.Special, f.Territories.Special, func(t *Territory) string {
		return "territory " + t.Code + " of " + string(t.Regime)
	})
	for code, name := range f.Countries {
		l.Countries[code] = name
	}
}

func layInstruments[E entry](c *checker, seen map[string]place, law, entries []E) []E {
	return lay(c, seen, law, entries, func(e E) string { return "id " + e.header().ID })
}

// lay puts entries over those of the law by their key. A key that stands twice
// in one layer is a fault.
func lay[E any](c *checker, seen map[string]place, law, entries []E, key func(E) string) []E {
	for _, e := range entries {
		name := key(e)
		here, decoded := c.places[e]
		if !decoded {
			continue // no entry at all, which has been reported
		}
		if first, twice := seen[name]; twice {
			c.fault(e, "id", "", "%s stands twice: first in %s, line %d", name, first.file, first.lines[""])
			continue
		}
		seen[name] = here
		at := slices.IndexFunc(law, func(old E) bool { return key(old) == name })
		if at < 0 {
			law = append(law, e)
			continue
		}
		law[at] = e
	}
	return law
}
