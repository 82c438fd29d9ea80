package registry_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/safeconduct/safeconduct/registry"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// TestCases reads each file of testdata/cases: facts as CSV, and the timelines
// that they make under the embedded law, in words that a lawyer can check.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files, want := map[string][]byte{}, &txtar.File{}
			for i := range archive.Files {
				if archive.Files[i].Name == "timelines" {
					want = &archive.Files[i]
					continue
				}
				files[archive.Files[i].Name] = archive.Files[i].Data
			}
			got := tellTimelines(t, files)
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("timelines (-want +got):\n%s", diff)
			}
		})
	}
}

// tellTimelines tells the whole life of every flow of some files.
func tellTimelines(t *testing.T, files map[string][]byte) string {
	t.Helper()
	view := now(t, openWith(t, inMemory(files)))
	page, err := view.ListFlows(anyone(), nil, 0, registry.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	decisions := decide(t, view, page.Nodes)
	var told strings.Builder
	for i, f := range page.Nodes {
		fmt.Fprintf(&told, "%s: %s\n", f.ExternalID, f.Name)
		for _, s := range view.Timeline(decisions[i]) {
			fmt.Fprintf(&told, "  %10s … %-10s  %s\n", s.From, s.Through, s.Status)
			for _, b := range s.Bases {
				fmt.Fprintf(&told, "    + %s %s %s\n", b.Kind, b.Instrument.ID, b.Evidence().ExternalID)
			}
			for _, reason := range s.Reasons {
				fmt.Fprintf(&told, "    - %s: %s [%s]\n", reason.Code, reason.Message, reason.Citation)
			}
		}
	}
	return told.String()
}
