// Package sheet reads and writes the contract's CSV files: UTF-8, a header row, RFC
// 4180, commas; and reads the same tables as sheets of a workbook. It turns rows into
// facts column by column and reports every bad row with its file, line and column. It
// knows nothing of storage: who a cell's name refers to, it asks ([Names]).
package sheet

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
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
	if slices.Contains(Kinds, Kind(name)) {
		return Kind(name), nil
	}
	if isNamed(path, workbook) { // whose sheets say it
		return "", nil
	}
	return "", fault.Bad("", base, "the kind of the file does not follow from its name: expected %s (.csv or .xlsx), or --kind", sentence.Either(KindNames()))
}

// isNamed reports whether a file's name ends so, in any case.
func isNamed(path, ending string) bool { return strings.EqualFold(filepath.Ext(path), ending) }

// Source is a file that can be read more than once.
type Source struct {
	Name string // as the caller gave it: faults name it so
	// Kind is what the rows are; of a workbook those of the sheets whose names do not
	// say it.
	Kind Kind
	Open func() (io.ReadCloser, error)
	// Sheet is the sheet of a workbook that is meant, "" of a CSV file; [Tables] gives it.
	Sheet string
	// Said is what somebody has said of tables of the file, by the names of their sheets,
	// "" of a CSV file.
	Said map[string]Said
	// Document gives the SHA-256 of a file that a row names, in hexadecimal, or
	// says in words why it cannot be had.
	Document func(path string) (sha256, why string)
}

// Said is what somebody says of a table, against what it says itself.
type Said struct {
	Kind    Kind              // "": what the name of the sheet says
	LeftOut bool              // it is not imported
	Columns map[string]string // the column that a name in the header means, "": none, it is left out
}

// Names finds what the cells of a row refer to by the callers' own keys: among
// the rows of the same call and what is recorded.
type Names interface {
	Organization(externalID string) (fact.ID, bool)
	Agreement(externalID string) (fact.ID, bool)
	Flow(externalID string) (fact.ID, bool)
	IsInstrument(id string) bool
	Document(path string) (sha256 string, why sentence.Sentence)
}

// Keys gives what cells call that which a fact refers to: the callers' own keys of
// records, and the path of a document.
type Keys interface {
	Organization(id fact.ID) string
	Agreement(id fact.ID) string
	Flow(id fact.ID) string
	Document(named fact.DocumentRef) string
}
