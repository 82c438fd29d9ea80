// Package settings reads what an installation configures: flags, the environment and
// one YAML file, under the same names. A [Table] is the only place where a setting has
// its name, its default, its sense and what is right for it; flags, --help, the file
// and the documentation are made from it. The package knows no setting itself.
package settings

import (
	"slices"
	"strings"
)

// Kind is what a setting holds.
type Kind string

// The kinds. The value of a [Path] in a file is taken from the folder of that file.
const (
	Text   Kind = "text"
	Path   Kind = "path"
	YesNo  Kind = "true or false"
	Number Kind = "number"
	List   Kind = "list"
	// Secret is a text that only the environment has, or a file that the setting of
	// the same name with the ending -file names. It has no flag, stands in no file of
	// settings, and is never printed.
	Secret Kind = "secret"
)

// Setting is one thing that can be configured.
type Setting struct {
	Name      string // of the flag and of the key in the file
	Kind      Kind
	Default   string
	About     string             // what it says, as --help and the documentation tell it
	Separator string             // between the items of a list in a flag or in the environment
	Check     func(string) error // what is wrong with a text, or with an item of a list; nil where any is right
}

// Variable is the name in the environment.
func (s *Setting) Variable() string {
	return prefix + strings.ToUpper(strings.ReplaceAll(s.Name, "-", "_"))
}

const prefix = "SAFECONDUCT_"

// Table is every setting of a program.
type Table []Setting

// named is a setting by its name, nil for none.
func (t Table) named(name string) *Setting {
	at := slices.IndexFunc(t, func(s Setting) bool { return s.Name == name })
	if at < 0 {
		return nil
	}
	return &t[at]
}

// names are those of the settings that may stand in a file.
func (t Table) names() (names []string) {
	for _, s := range t {
		if s.Kind != Secret {
			names = append(names, s.Name)
		}
	}
	return names
}
