package registry_test

import (
	"context"
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
	erasure := registry.Command{ExternalID: d.Sum(), Actor: "test", Reason: "a request", Once: &registry.Once{Key: "k"}}
	erase := func() *fact.Document {
		t.Helper()
		d, err := r.EraseDocument(context.Background(), erasure)
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
	kept, err := r.Keep(context.Background(), "dpa.txt", strings.NewReader(agreed))
	if err != nil {
		t.Fatal(err)
	}
	erasure := registry.Command{ExternalID: kept.Sum(), Actor: "test", Reason: "a request"}
	if _, err := r.EraseDocument(context.Background(), erasure); err != nil {
		t.Fatal(err)
	}
	in := registry.Import{Sources: sources(t, harbour), Documents: []*fact.Document{kept}, Actor: "test"}
	if _, err := r.Import(context.Background(), in); fault.CodeOf(err) != fault.Conflict {
		t.Errorf("it is refused with %v", err)
	}
	if d, err := now(t, r).Document(context.Background(), kept.Sum()); err != nil || !d.Gone {
		t.Errorf("%+v, %v", d, err)
	}
}

func uploaded(t *testing.T, r *registry.Registry) *fact.Document {
	t.Helper()
	d, _, err := r.Upload(context.Background(), "test", "", "dpa.txt", strings.NewReader(agreed))
	if err != nil {
		t.Fatal(err)
	}
	return d
}
