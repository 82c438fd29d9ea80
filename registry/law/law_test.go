package law_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

var update = flag.Bool("update", false, "rewrite golden parts; ids are only ever added")

// lint gives every fault of the law.
func lint(base fs.FS, overlays ...fs.FS) (faults fault.List) {
	_, err := law.Load(base, overlays...)
	errors.As(err, &faults)
	return faults
}

func TestEmbeddedLawLintsClean(t *testing.T) {
	for _, why := range lint(law.Embedded()) {
		t.Error(why)
	}
}

// TestNoEntryVanishes holds the law against the committed list of ids: what
// agreements and declared bases refer to stays for ever. A new id is added to
// the list by -update.
func TestNoEntryVanishes(t *testing.T) {
	const list = "testdata/ids.txt"
	committed, err := os.ReadFile(list)
	if err != nil && !*update {
		t.Fatal(err)
	}
	known := strings.Fields(string(committed))
	var ids []string
	for _, i := range law.Default().All() {
		ids = append(ids, string(i.Kind)+"/"+i.ID)
	}
	for _, id := range known {
		if !slices.Contains(ids, id) {
			t.Errorf("%s has vanished, or changed its kind: an entry may end, it never goes", id)
		}
	}
	for _, id := range ids {
		if !slices.Contains(known, id) && !*update {
			t.Errorf("%s is not in %s: run go test ./registry/law -update", id, list)
		}
	}
	if *update {
		all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(known, ids))))
		if err := os.WriteFile(list, []byte(strings.Join(all, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLint lays each case over the embedded law and compares every fault.
func TestLint(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/lint.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		bad, want := archive.Files[i], &archive.Files[i+1]
		t.Run(bad.Name, func(t *testing.T) {
			var got strings.Builder
			for _, why := range lint(law.Embedded(), fstest.MapFS{"new.yaml": {Data: bad.Data}}) {
				got.WriteString(why.Error() + "\n")
			}
			if *update {
				want.Data = []byte(got.String())
				return
			}
			if diff := cmp.Diff(string(want.Data), got.String()); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile("testdata/lint.txtar", txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func overlaid(t *testing.T, yaml string) *law.Law {
	t.Helper()
	l, err := law.Load(law.Embedded(), fstest.MapFS{"new.yaml": {Data: []byte(yaml)}})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestAnOverlayAddsAndReplaces(t *testing.T) {
	l := overlaid(t, `
adequacy:
  - {id: eu-adequacy-ke, regime: EU, destination: KE, name: Kenya, from: 2027-01-01, citation: "Decision (EU) 2026/9999", confidence: verified}
frameworks:
  - {id: eu-us-dpf, regime: EU, destination: US, name: Data Privacy Framework, from: 2023-07-10, through: 2026-12-31, end: {kind: invalidated, date: 2027-01-01, by: "C-703/25 P"}, citation: "Implementing Decision (EU) 2023/1795", confidence: verified}
`)
	if i := l.Instrument("eu-adequacy-ke"); i == nil || len(l.Place("KE").Under(law.EU).Findings) != 1 {
		t.Error("the new finding is not there")
	}
	if dpf := l.Framework("eu-us-dpf"); !dpf.EndedByCourt() || dpf.Through != civil.MustParse("2026-12-31") {
		t.Errorf("the framework was not replaced: %+v", dpf.Instrument)
	}
	if len(l.All()) != len(law.Default().All())+1 {
		t.Errorf("%d instruments became %d", len(law.Default().All()), len(l.All()))
	}
	if law.Default().Framework("eu-us-dpf").EndedByCourt() {
		t.Error("the overlay changed the embedded law")
	}
}

func TestAnEmptyOverlayIsRefused(t *testing.T) {
	if _, err := law.Load(law.Embedded(), fstest.MapFS{"readme.txt": {}}); err == nil {
		t.Error("a folder without law was taken for one")
	}
}

// TestAnArchiveIsReadAsItWas reads a law that an earlier lint accepted.
func TestAnArchiveIsReadAsItWas(t *testing.T) {
	var kept bytes.Buffer
	files := zip.NewWriter(&kept)
	file, err := files.Create("1/new.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const text = `
clauses:
  - {id: scc-2027, name: Clauses, roles: [[C, C]], modules: [{id: M1, roles: [C, C]}], citation: D, confidence: verified}
`
	if _, err := file.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := law.FromArchive(kept.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if set := l.ClauseSet("scc-2027"); set == nil || !set.Modules[0].NeedsAssessment() {
		t.Errorf("of the archive %+v was read", set)
	}
}

func TestAModuleNeedsAnAssessmentUnlessTheLawSaysWhen(t *testing.T) {
	for said, needs := range map[string]bool{
		"": true, "always": true, "Always": true, "never": true, "only where ": true, "where data is combined": true,
		"only where data is combined": false,
	} {
		if got := (law.Module{Assessment: said}).NeedsAssessment(); got != needs {
			t.Errorf("with %q a module needs an assessment: %v", said, got)
		}
	}
	for _, module := range law.Default().ClauseSet("scc-2021").Modules {
		if got := module.NeedsAssessment(); got != (module.ID != "M4") {
			t.Errorf("%s of the clauses of 2021 needs an assessment: %v", module.ID, got)
		}
	}
}

func TestAreas(t *testing.T) {
	l := law.Default()
	for _, c := range []struct {
		regime          law.Regime
		country, day    string
		inside, exports bool
	}{
		{law.EU, "GB", "2020-12-31", true, true},
		{law.EU, "GB", "2021-01-01", true, false},
		{law.EU, "GB", "2021-06-27", true, false},
		{law.EU, "GB", "2021-06-28", false, false},
		{law.UK, "GB", "2020-12-31", false, false},
		{law.UK, "GB", "2021-01-01", true, true},
		{law.UK, "GI", "2021-01-01", false, false},
		{law.EU, "GI", "2020-12-31", true, true},
		{law.EU, "GI", "2021-01-01", false, false},
		{law.EU, "HR", "2013-06-30", false, false},
		{law.EU, "HR", "2013-07-01", true, true},
		{law.EU, "AX", "2005-01-01", true, true},
		{law.EU, "BL", "2005-01-01", false, false},
		{law.CH, "CH", "2007-12-31", true, false},
		{law.CH, "CH", "2008-01-01", true, true},
		{law.EU, "CH", "2008-01-01", false, false},
	} {
		day := civil.MustParse(c.day)
		if got := l.Place(c.country).Under(c.regime).Inside.Contains(day); got != c.inside {
			t.Errorf("%s inside %s on %s: %v", c.country, c.regime, c.day, got)
		}
		if got := l.Place(c.country).Under(c.regime).Exports.Contains(day); got != c.exports {
			t.Errorf("%s exports under %s on %s: %v", c.country, c.regime, c.day, got)
		}
	}
}

// FuzzLint feeds the decoder anything: it answers with faults, never a panic.
func FuzzLint(f *testing.F) {
	for _, shape := range []string{
		"adequacy:\n  - {id: x, from: 2020-01-01}\n",
		"clauses: &a [*a]\n",
		"---\n---\n",
		"regimes: {id: !!binary x}",
		"frameworks:\n  -\n",
		"adequacy: [null, ~, {}]\n",
		"territories: {special: [~], eea: [&m]}\n",
		"clauses:\n  - {roles: [[C, null], [C], C], modules: [~, {roles: }], recognised: [~, {conclude: [], rely: 1}], end: []}\n",
		"adequacy: [{id: x, terms: [~, {from: 2020-13-01}], scope: {sectors: ~}, end: ~}]\n",
		"regimes: [{id: EU, laws: [~, {}, 1]}]\nrequirements: [{applies_to: [~]}]\nannotations: [{about: {}}]\n",
		"countries: {XX: ~, XX: [], <<: *x}\nversion: {}\n? [a]\n: b\n",
		"%YAML 1.2\n---\n!!map &x {}\n...\n",
	} {
		f.Add([]byte(shape))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		lint(fstest.MapFS{"new.yaml": {Data: data}}) // alone: reading the embedded law each time would be most of the work
	})
}
