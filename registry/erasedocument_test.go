package registry_test

import (
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
)

const agreed = "what was agreed"

// TestAnErasureSentAgain leaves a document alone that was uploaded since.
func TestAnErasureSentAgain(t *testing.T) {
	r := openKeeping(t, t.TempDir())
	defer r.Close()
	d := uploaded(t, r)
	erasure := registry.Command{ExternalID: d.Sum(), Reason: "a request", Once: &registry.Once{Key: "k"}}
	erase := func() *fact.Document {
		t.Helper()
		d, err := r.EraseDocument(anyone(), erasure)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if !erase().Gone {
		t.Error("it is still there")
	}
	if !erase().Gone {
		t.Error("it is there again")
	}
	uploaded(t, r)
	if d := erase(); d.Gone {
		t.Error("it is gone for its record")
	}
	file, err := r.Content(d)
	if err != nil {
		t.Fatal(err)
	}
	file.Close()
}

// TestADocumentErasedWhileItIsImported is refused: its record would name content
// that is gone.
func TestADocumentErasedWhileItIsImported(t *testing.T) {
	r := openKeeping(t, t.TempDir())
	defer r.Close()
	uploaded(t, r)
	kept, err := r.Keep(anyone(), "dpa.txt", strings.NewReader(agreed))
	if err != nil {
		t.Fatal(err)
	}
	erasure := registry.Command{ExternalID: kept.Sum(), Reason: "a request"}
	if _, err := r.EraseDocument(anyone(), erasure); err != nil {
		t.Fatal(err)
	}
	in := registry.Import{Sources: sources(t, harbour), Documents: []*fact.Document{kept}}
	if _, err := r.Import(anyone(), in); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("it is refused with %v", err)
	}
	if d, err := now(t, r).Document(anyone(), kept.Sum()); err != nil || !d.Gone {
		t.Errorf("%+v, %v", d, err)
	}
}

func uploaded(t *testing.T, r *registry.Registry) *fact.Document {
	t.Helper()
	d, _, err := r.Upload(anyone(), "", "dpa.txt", strings.NewReader(agreed))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
