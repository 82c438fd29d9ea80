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
	c := readLayers(append([]fs.FS{base}, overlays...))
	c.check()
	return c.compiled()
}

// readLayers reads the law of folders that lie over one another.
func readLayers(layers []fs.FS) *checker {
	c := &checker{
		findings: &findings{places: map[any]place{}, unread: map[string]bool{}},
		law:      &Law{Countries: map[string]string{}},
		stands:   map[string]place{},
	}
	for i, layer := range layers {
		c.readLayer(layer, i+1)
	}
	return c
}

// compiled is the law that was read, unless anything is at fault.
func (c *checker) compiled() (*Law, error) {
	c.faults.Sort()
	if err := c.faults.Err(); err != nil {
		return nil, err
	}
	c.law.compile()
	return c.law, nil
}
