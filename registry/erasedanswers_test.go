package registry_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// TestAnswersSayThatTheyAreIncomplete asks about an agreement and about our company
// as they were before they were erased.
func TestAnswersSayThatTheyAreIncomplete(t *testing.T) {
	for _, erased := range []struct {
		kind sheet.Kind
		id   string
	}{{sheet.Agreements, "dpa-nordwind-2021"}, {sheet.Organizations, "relay-us"}} {
		r, moment := changedSince(t, harbourText(t))
		customer, dpa := nordwind(t, r)
		if dpa.Status != registry.DpaInForce || dpa.Incomplete {
			t.Fatalf("now: %+v", dpa)
		}
		c := registry.Command{ExternalID: erased.id, Reason: "a request"}
		if _, err := r.Erase(anyone(), erased.kind, c, nil); err != nil {
			t.Fatal(err)
		}
		then, err := r.AsKnownAt(anyone(), moment, registry.LawOfThen)
		if err != nil {
			t.Fatal(err)
		}
		known, err := then.Dpa(anyone(), customer, then.Day(0))
		if err != nil || known.Status == registry.DpaInForce || !known.Incomplete {
			t.Errorf("without %s: %+v, %v", erased.id, known, err)
		}
		if _, dpa := nordwind(t, r); dpa.Status != registry.DpaInForce || dpa.Incomplete {
			t.Errorf("now, without %s of then: %+v", erased.id, dpa)
		}
	}
}

// nordwind is a customer of the harbour, and what sales is told of it now.
func nordwind(t *testing.T, r *registry.Registry) (*fact.Organization, *registry.Dpa) {
	t.Helper()
	view := now(t, r)
	customer, err := view.Organization(anyone(), "nordwind")
	if err != nil {
		t.Fatal(err)
	}
	dpa, err := view.Dpa(anyone(), customer, view.Day(0))
	if err != nil {
		t.Fatal(err)
	}
	return customer, dpa
}

// TestHistoryDoesNotGuess compares no version with one whose content was erased.
func TestHistoryDoesNotGuess(t *testing.T) {
	r, _ := changedSince(t, harbourText(t))
	c := registry.Command{ExternalID: "nordwind", Reason: "a request"}
	if _, err := r.Erase(anyone(), sheet.Organizations, c, nil); err != nil {
		t.Fatal(err)
	}
	customer, _ := nordwind(t, r)
	told, err := now(t, r).History(anyone(), customer)
	if err != nil || len(told) != 2 {
		t.Fatalf("%v, %v", told, err)
	}
	if told[0].Erasure == nil || len(told[0].Changes)+len(told[1].Changes) > 0 {
		t.Errorf("%+v, %+v", told[0], told[1])
	}
}

// harbourText is the text of the contract's sample files.
func harbourText(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, source := range sources(t, harbour) {
		text, err := os.ReadFile(source.Name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(source.Name)] = text
	}
	return files
}
