// Package sheet reads and writes the contract's CSV files: UTF-8, a header row, RFC
// 4180, commas. It turns rows into facts column by column and reports every bad row
// with its file, line and column. It knows nothing of storage: who a cell's
// name refers to, it asks ([Names]).
package sheet

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Kind is what the rows of a file are.
type Kind string

// The kinds of files, each the base name of its file.
const (
	Organizations  Kind = "organizations"
	Agreements     Kind = "agreements"
	Certifications Kind = "certifications"
	BindingRules   Kind = "binding_rules"
	Assessments    Kind = "assessments"
	Flows          Kind = "flows"
)

// Records that no file has: they are no facts.
const (
	Scenarios Kind = "scenarios" // which are questions
	Triages   Kind = "triages"   // who has flags in hand
	Comments  Kind = "comments"  // on flows
)

// Fileless are the kinds of records that no file has.
var Fileless = []Kind{Scenarios, Triages, Comments}

// Kinds are all kinds of files, each after those that it refers to.
var Kinds = []Kind{Organizations, Agreements, Certifications, BindingRules, Assessments, Flows}

// KindNames are the names of all kinds.
func KindNames() []string {
	names := make([]string, len(Kinds))
	for i, kind := range Kinds {
		names[i] = string(kind)
	}
	return names
}

// KindOf is the kind of a file by its base name.
func KindOf(path string) (Kind, error) {
	base := filepath.Base(path)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	for _, kind := range Kinds {
		if name == string(kind) {
			return kind, nil
		}
	}
	return "", fault.Bad("", base, "the kind of the file does not follow from its name: expected %s (.csv), or --kind", fault.Either(KindNames()))
}

// Source is a file that can be read more than once.
type Source struct {
	Name string // as the caller gave it: faults name it so
	Kind Kind
	Open func() (io.ReadCloser, error)
	// Document gives the SHA-256 of a file that a row names, in hexadecimal, or
	// says in words why it cannot be had.
	Document func(path string) (sha256, why string)
}

// Names finds what the cells of a row refer to by the callers' own keys: among
// the rows of the same call and what is recorded.
type Names interface {
	Organization(externalID string) (fact.ID, bool)
	Agreement(externalID string) (fact.ID, bool)
	Flow(externalID string) (fact.ID, bool)
	IsInstrument(id string) bool
	Document(path string) (sha256, why string)
}

// Keys gives what cells call that which a fact refers to: the callers' own keys of
// records, and the path of a document.
type Keys interface {
	Organization(id fact.ID) string
	Agreement(id fact.ID) string
	Flow(id fact.ID) string
	Document(named fact.DocumentRef) string
}
