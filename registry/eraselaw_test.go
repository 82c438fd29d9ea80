package registry_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestAnErasureEnactsNoLaw erases without the overlay under which the registry
// answers: the law of then stays that of the registry.
func TestAnErasureEnactsNoLaw(t *testing.T) {
	further, err := law.Load(law.Embedded(), fstest.MapFS{"kenya.yaml": {Data: []byte(kenya)}})
	if err != nil {
		t.Fatal(err)
	}
	store := memkv.New()
	r := openUnder(t, store, further)
	for _, files := range []map[string][]byte{harbourText(t), {"organizations.csv": renamed(t, "organizations.csv", harbourText(t)["organizations.csv"])}} {
		if _, err := r.Import(anyone(), registry.Import{Sources: inMemory(files)}); err != nil {
			t.Fatal(err)
		}
	}
	c := registry.Command{ExternalID: "nordwind", Reason: "a request"}
	plain := openUnder(t, store, law.Default())
	if _, err := plain.Erase(anyone(), sheet.Organizations, c, nil); err != nil {
		t.Fatal(err)
	}
	then, err := plain.AsKnownAt(anyone(), time.Now(), registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	if then.Law().Instrument("eu-adequacy-ke") == nil {
		t.Error("after the erasure the law is another one")
	}
}

const kenya = `
adequacy:
  - id: eu-adequacy-ke
    regime: EU
    destination: KE
    name: Kenya
    adopted: 2027-02-01
    from: 2027-02-03
    citation: "Implementing Decision (EU) 2027/999"
    confidence: recalled
`

func openUnder(t *testing.T, store storage.Store, l *law.Law) *registry.Registry {
	t.Helper()
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: l, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
