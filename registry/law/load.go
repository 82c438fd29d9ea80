package law

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/safeconduct/safeconduct/registry/civil"
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
// fault.List of every fault there is, with file, line and field.
func Load(base fs.FS, overlays ...fs.FS) (*Law, error) {
	l := &Law{Countries: map[string]string{}}
	c := &checker{
		findings: &findings{places: map[any]place{}, unread: map[string]bool{}},
		law:      l,
		stands:   map[string]place{},
	}
	for i, layer := range append([]fs.FS{base}, overlays...) {
		c.readLayer(layer, i+1)
	}
	c.check()
	c.faults.Sort()
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	l.compile()
	return l, nil
}
