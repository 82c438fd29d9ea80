package sheet_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// everybody is known by every name.
type everybody struct{}

func (everybody) Organization(id string) (fact.ID, bool) { return named(id), id != "nobody" }
func (everybody) Agreement(id string) (fact.ID, bool)    { return named(id), id != "nobody" }
func (everybody) Flow(id string) (fact.ID, bool)         { return named(id), id != "nobody" }
func (everybody) IsInstrument(id string) bool            { return law.Default().IsInstrument(id) }
func (everybody) Document(string) (sha string, why sentence.Sentence) {
	return "", sentence.New("does not exist")
}

func named(id string) fact.ID { return uuid.NewSHA1(uuid.NameSpaceOID, []byte(id)) }

// FuzzRead reads anything as a file of every kind: it never fails but in words
// with a place inside the file, and no row is both refused and handed out.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob("../../tests/contract/harbour/*.csv")
	if err != nil || len(paths) == 0 {
		f.Fatal("no seeds")
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	for _, odd := range []string{"", "\ufeffid\n", "id;name\n", "id,id\n1,2\n", "id,name\n\"a\nb\",c\nd\n", "id\n\x00\n", "id,name\n\"a\"b,c\n", "\n\nid\n\r\n"} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		readAs(t, content, sheet.OrganizationColumns)
		readAs(t, content, sheet.AgreementColumns)
		readAs(t, content, sheet.CertificationColumns)
		readAs(t, content, sheet.BindingRulesColumns)
		readAs(t, content, sheet.AssessmentColumns)
		readAs(t, content, sheet.FlowColumns)
	})
}

func readAs[T any](t *testing.T, content []byte, schema sheet.Schema[T]) {
	source := sheet.Source{Name: "f.csv", Kind: schema.Kind, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	}}
	lines := 1 + bytes.Count(content, []byte("\n"))
	handed := map[int]bool{}
	faults := sheet.Read(source, schema.Names(), func(header sheet.Header, row sheet.Row) {
		if handed[row.Place.Line] || row.Place.Line < 1 || row.Place.Line > lines {
			t.Errorf("a row on line %d of %d", row.Place.Line, lines)
		}
		handed[row.Place.Line] = true
		made := schema.New(fact.Header{ID: named(row.ID()), ExternalID: row.CloneID()})
		faults := schema.Apply(header, row, made, everybody{})
		faults.Add(any(made).(fact.Fact).Check(law.Default())...)
		for _, why := range faults {
			if why.Field == "" || why.Msg == "" || !utf8.ValidString(why.Value) {
				t.Errorf("a fault without field or words: %+v", why)
			}
		}
	})
	for _, why := range faults {
		switch {
		case why.Place == nil || why.Place.Line < 1 || why.Place.Line > lines:
			t.Errorf("a fault nowhere: %v", why)
		case handed[why.Place.Line]:
			t.Errorf("line %d is refused and handed out: %v", why.Place.Line, why)
		}
	}
}
