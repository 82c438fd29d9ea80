package registry_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// openWith is a registry in memory with the rows of some files.
func openWith(t testing.TB, files []sheet.Source) *registry.Registry {
	t.Helper()
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := r.Import(anyone(), registry.Import{Sources: files}); err != nil {
		t.Fatal(err)
	}
	return r
}

// now is the registry's latest state.
func now(t testing.TB, r *registry.Registry) *registry.View {
	t.Helper()
	view, err := r.Now(anyone())
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// decide decides flows, in their order; nil after a failure, which it reports.
func decide(t testing.TB, view *registry.View, flows []*fact.Flow) []*basis.Decision {
	t.Helper()
	decisions := make([]*basis.Decision, len(flows))
	for i, f := range flows {
		d, err := view.Decision(anyone(), f)
		if err != nil {
			t.Error(err)
			return nil
		}
		decisions[i] = d
	}
	return decisions
}

// inText are files as sources of an import.
func inText(files map[string]string) []sheet.Source {
	content := map[string][]byte{}
	for name, text := range files {
		content[name] = []byte(text)
	}
	return inMemory(content)
}

// inMemory are files as sources of an import.
func inMemory(files map[string][]byte) (sources []sheet.Source) {
	for name, content := range files {
		kind, err := sheet.KindOf(name)
		if err != nil {
			panic(err)
		}
		sources = append(sources, sheet.Source{
			Name: name, Kind: kind,
			Open:     func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
			Document: func(string) (string, string) { return "", "does not exist" },
		})
	}
	slices.SortFunc(sources, func(a, b sheet.Source) int { return strings.Compare(a.Name, b.Name) })
	return sources
}
