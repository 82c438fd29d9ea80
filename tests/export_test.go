package tests

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// filesIn are the files of a folder by their paths below it.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// imported makes a registry of all CSV files in a folder.
func imported(t *testing.T, dir string) (data string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v %v", files, err)
	}
	data = filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, files...)...)
	return data
}

// export exports a registry into a new folder.
func export(t *testing.T, where ...string) (dir string, r result) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	return dir, mustRun(t, append([]string{"export", dir}, where...)...)
}

// TestAnExportMakesAnEqualRegistry asks both on several days.
func TestAnExportMakesAnEqualRegistry(t *testing.T) {
	data := imported(t, harbour)
	dir, told := export(t, "--data", data)
	if want := "organizations: 16 exported\nagreements: 12 exported\n"; !strings.HasPrefix(told.stdout, want) || told.stderr != "" {
		t.Errorf("it says %q %q", told.stdout, told.stderr)
	}
	copied := imported(t, dir)
	for _, day := range []string{"2014-01-01", "2015-10-06", "2020-07-16", "2022-12-27", "2026-11-23"} {
		want, got := run(t, "check", "--data", data, "--format", "json", "--as-of", day), run(t, "check", "--data", copied, "--format", "json", "--as-of", day)
		if want.code > 1 || want != got {
			t.Errorf("on %s: %s", day, cmp.Diff(want.stdout, got.stdout))
		}
	}
	again, _ := export(t, "--data", copied)
	if diff := cmp.Diff(filesIn(t, dir), filesIn(t, again)); diff != "" {
		t.Errorf("the second export: %s", diff)
	}
	if r := mustRun(t, append([]string{"import", "--data", data}, paths(t, dir)...)...); strings.Count(r.stdout, ": 0 created, 0 changed, ") != 6 {
		t.Errorf("the first registry imports its export: %s", r.stdout)
	}
	if info, err := os.Stat(filepath.Join(dir, "flows.csv")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its files are for others: %v %v", info.Mode(), err)
	}
}

func paths(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// hardNames are names as they are recorded, with the cells that export writes.
var hardNames = map[string]string{
	`=HYPERLINK("http://x.example")`: `'=HYPERLINK("http://x.example")`,
	"+49 30":                         "'+49 30",
	"@sum":                           "'@sum",
	"'=1":                            "''=1",
	"'s-Hertogenbosch":               "'s-Hertogenbosch",
	"two\nlines, \"quoted\"":         "two\nlines, \"quoted\"",
	"-":                              "'-",
}

// record records an organization.
func (s *server) record(t *testing.T, id, name string) []graphQLError {
	t.Helper()
	const record = `mutation($id: String!, $name: String!) { recordOrganization(input: {externalId: $id, name: $name, kind: VENDOR, country: "US"}) { record { id } } }`
	return s.graphQL(t, record, "", map[string]any{"id": id, "name": name}, nil)
}

func (s *server) name(t *testing.T, id string) string {
	t.Helper()
	var found struct{ Organization struct{ Name string } }
	if errs := s.graphQL(t, `query($id: String!) { organization(externalId: $id) { name } }`, "", map[string]any{"id": id}, &found); len(errs) > 0 {
		t.Fatal(errs)
	}
	return found.Organization.Name
}

// TestNamesSurviveAnExport records names that spreadsheets run or files break.
func TestNamesSurviveAnExport(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	for name := range hardNames {
		if errs := s.record(t, "id "+strings.ReplaceAll(name, "\n", ""), name); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	if errs := s.record(t, "=id", "\twindows\r\nlines "); len(errs) > 0 {
		t.Fatal(errs)
	}
	if errs := s.record(t, "cr", "a\rb"); len(errs) != 1 || errs[0].Extensions.Field != "name" || errs[0].Extensions.Code != "BAD_USER_INPUT" {
		t.Errorf("a name that no file can hold: %v", errs)
	}
	dir, _ := export(t, "--data", s.data)
	rows, err := csv.NewReader(strings.NewReader(filesIn(t, dir)["organizations.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]string{}
	for _, row := range rows {
		cells[row[0]] = row[1]
	}
	copied := serve(t, imported(t, dir))
	for name, cell := range hardNames {
		id := "id " + strings.ReplaceAll(name, "\n", "")
		if cells[id] != cell {
			t.Errorf("%q is written as %q", name, cells[id])
		}
		if got := copied.name(t, id); got != name {
			t.Errorf("%q is imported as %q", name, got)
		}
	}
	if got := copied.name(t, "=id"); cells["'=id"] != "windows\nlines" || got != "windows\nlines" {
		t.Errorf("lines end in %q and %q", cells["'=id"], got)
	}
}

// TestDocumentsSurviveAnExport exports by each way what agreements name.
func TestDocumentsSurviveAnExport(t *testing.T) {
	source, _ := withDocument(t, "Verträg.pdf", aPNG)
	s := serve(t, imported(t, source)).showToken(t)
	s.upload(t, "?name=nobody.pdf", "named by no agreement")
	beside, told := export(t, "--data", s.data)
	through, _ := export(t, "--server", s.url)
	files := filesIn(t, beside)
	want := "documents/" + sumOf(aPNG) + "/Verträg.pdf"
	if len(files) != 7 || files[want] != aPNG || strings.Count(files["agreements.csv"], want+"\n") != 2 {
		t.Errorf("exported: %q", files)
	}
	if diff := cmp.Diff(files, filesIn(t, through)); diff != "" {
		t.Errorf("through the server (-beside +through): %s", diff)
	}
	s.stop(t)
	alone, toldAlone := export(t, "--data", s.data)
	if diff := cmp.Diff(files, filesIn(t, alone)); diff != "" || told != toldAlone {
		t.Errorf("without the server (-beside +alone): %s\n%v\n%v", diff, told, toldAlone)
	}
	copied := imported(t, beside)
	again, _ := export(t, "--data", copied)
	if diff := cmp.Diff(files, filesIn(t, again)); diff != "" {
		t.Errorf("the second export: %s", diff)
	}
	checkHandedOut(t, serve(t, copied), aPNG)
}

// TestADocumentThatIsNotKeptStaysItsSum imports a sum and exports it.
func TestADocumentThatIsNotKeptStaysItsSum(t *testing.T) {
	source, _ := withDocument(t, "a.pdf", "kept")
	cell := "sha256:" + sumOf("never seen")
	path := filepath.Join(source, "agreements.csv")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(text, []byte("signed/a.pdf"), []byte(cell), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	dir, told := export(t, "--data", imported(t, source))
	if files := filesIn(t, dir); len(files) != 7 || !strings.Contains(files["agreements.csv"], ","+cell+"\n") || !strings.Contains(told.stderr, "1 document") {
		t.Errorf("%q %q", files, told.stderr)
	}
	again, _ := export(t, "--data", imported(t, dir))
	if diff := cmp.Diff(filesIn(t, dir), filesIn(t, again)); diff != "" {
		t.Error(diff)
	}
}

// TestAnExportTakesNoFolder exports to where something is, and what cannot be
// exported.
func TestAnExportTakesNoFolder(t *testing.T) {
	source, _ := withDocument(t, "a.pdf", "content")
	data, place := imported(t, source), t.TempDir()
	full, file, link := filepath.Join(place, "full"), filepath.Join(place, "full", "file"), filepath.Join(place, "link")
	if err := os.Mkdir(full, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), link); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{full, "--data", data}, "is not empty"},
		{[]string{file, "--data", data}, "is no folder"},
		{[]string{link, "--data", data}, "is no folder"},
		{[]string{filepath.Join(place, "no", "such"), "--data", data}, "make a folder beside"},
		{[]string{filepath.Join(place, "new"), "--data", filepath.Join(place, "none")}, "no registry in"},
		{[]string{"--data", data}, "export where?"},
		{[]string{full, full, "--data", data}, "export where?"},
	} {
		if r := run(t, append([]string{"export"}, c.args...)...); r.code != 2 || r.stdout != "" || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%v: %+v", c.args, r)
		}
	}
	if err := os.WriteFile(kept(t, data)[0], []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, data).showToken(t)
	for _, where := range [][]string{{"--server", s.url}, {"--data", data}} {
		if r := run(t, append([]string{"export", filepath.Join(place, "new")}, where...)...); r.code != 2 || r.stdout != "" || r.stderr == "" {
			t.Errorf("a damaged document: %+v", r)
		}
	}
	s.stop(t)
	if r := run(t, "export", filepath.Join(place, "new"), "--data", data); r.code != 2 || !strings.Contains(r.stderr, sumOf("content")) {
		t.Errorf("a damaged document: %+v", r)
	}
	if left := filesIn(t, place); len(left) != 1 || left["full/file"] != "precious" {
		t.Errorf("left behind: %q", left)
	}
	if left, err := os.ReadDir(place); err != nil || len(left) != 2 {
		t.Errorf("left behind beside them: %v %v", left, err)
	}
}

// TestAnEmptyFolderIsTaken exports into folders that are there.
func TestAnEmptyFolderIsTaken(t *testing.T) {
	data := imported(t, harbour)
	dir := t.TempDir()
	mustRun(t, "export", dir+"/", "--data", data)
	if files := filesIn(t, dir); len(files) != 6 {
		t.Errorf("exported: %q", files)
	}
	c := exec.Command(binary, "export", "--data", data, "relative")
	c.Dir = t.TempDir()
	if out, err := c.CombinedOutput(); err != nil || len(filesIn(t, filepath.Join(c.Dir, "relative"))) != 6 {
		t.Errorf("below the working folder: %v %s", err, out)
	}
}

// TestAnArchiveIsGot asks as curl does.
func TestAnArchiveIsGot(t *testing.T) {
	source, _ := withDocument(t, "a.pdf", aPNG)
	s := serve(t, imported(t, source))
	response, body := s.get(t, "GET", "/export", nil)
	if h := response.Header; response.StatusCode != 200 || h.Get("Content-Type") != "application/zip" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment;") {
		t.Errorf("%d %v", response.StatusCode, h)
	}
	archive, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
	}
	want := []string{
		"organizations.csv", "agreements.csv", "certifications.csv", "binding_rules.csv", "assessments.csv", "flows.csv",
		"documents/" + sumOf(aPNG) + "/a.pdf",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
	if _, again := s.get(t, "GET", "/export", nil); again != body {
		t.Error("the same registry makes another archive")
	}
}
