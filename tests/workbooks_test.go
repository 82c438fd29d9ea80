package tests

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// workbook writes a workbook whose sheets are tables; what is a day, is one to the
// spreadsheet, too.
func workbook(t *testing.T, path string, sheets map[string][][]string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	day := "dd.mm.yyyy"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		rows := sheets[name]
		_, made := f.NewSheet(name)
		err = firstOf(err, made)
		for y, row := range rows {
			for x, cell := range row {
				at, _ := excelize.CoordinatesToCellName(x+1, y+1)
				if day, parsed := time.Parse(time.DateOnly, cell); parsed == nil {
					err = firstOf(err, f.SetCellValue(name, at, day), f.SetCellStyle(name, at, at, style))
				} else {
					err = firstOf(err, f.SetCellValue(name, at, cell))
				}
			}
		}
	}
	if err := firstOf(err, f.DeleteSheet("Sheet1"), f.SaveAs(path)); err != nil {
		t.Fatal(err)
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// harbourBook is the sample as one workbook, a sheet for each file.
func harbourBook(t *testing.T) (path string) {
	t.Helper()
	sheets := map[string][][]string{}
	for _, file := range harbourFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		sheets[strings.TrimSuffix(filepath.Base(file), ".csv")] = rows
	}
	path = filepath.Join(t.TempDir(), "harbour.xlsx")
	workbook(t, path, sheets)
	return path
}

// TestAWorkbookIsWhatItsSheetsAreAsFiles imports both, here and through a server.
func TestAWorkbookIsWhatItsSheetsAreAsFiles(t *testing.T) {
	files := t.TempDir()
	for _, file := range harbourFiles(t) {
		text, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(filepath.Join(files, filepath.Base(file)), text, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	dir, _ := export(t, "--data", imported(t, files))
	want := filesIn(t, dir)
	book := harbourBook(t)
	data := filepath.Join(t.TempDir(), "data")
	told := mustRun(t, "import", "--data", data, book).stdout
	if !strings.HasPrefix(told, "organizations: 16 created, 0 changed, 0 left alone\nagreements: 12 created") {
		t.Errorf("it says %q", told)
	}
	s := serve(t, filepath.Join(t.TempDir(), "data")).showToken(t)
	mustRun(t, "import", "--server", s.url, book)
	for _, where := range [][]string{{"--data", data}, {"--server", s.url}} {
		dir, _ := export(t, where...)
		if diff := cmp.Diff(want, filesIn(t, dir)); diff != "" {
			t.Errorf("%s: %s", where[0], diff)
		}
	}
	if again := mustRun(t, "import", "--data", data, book).stdout; !strings.Contains(again, "flows: 0 created, 0 changed") {
		t.Errorf("imported again it says %q", again)
	}
}

// badBooks are tables of a workbook, each with what must be said.
var badBooks = []struct {
	name  string
	sheet string
	rows  [][]string
	want  string
}{
	{"a country that is none", "organizations", [][]string{{"id", "name", "kind", "country"}, {"a", "A", "VENDOR", "Ruritania"}}, `book.xlsx:organizations!D2: country: is no country code`},
	{"an unknown column", "organizations", [][]string{{"id", "name", "kind", "contry"}}, `book.xlsx:organizations!D1: row: is no column of this kind of file`},
	{"no id column", "organizations", [][]string{{"name"}, {"a"}}, "book.xlsx:organizations:1: id: the column is missing"},
	{"a cell under no name", "organizations", [][]string{{"id", "name"}, {"a", "A", "x"}}, `book.xlsx:organizations!C2: row: stands under no name of the header: write one, or clear the cell (value "x")`},
	{"a NUL", "organizations", [][]string{{"id", "name"}, {"a", "A_x0000_"}}, "book.xlsx:organizations!B2: row: contains a NUL character"},
	{"a text that turns round", "organizations", [][]string{{"id", "name", "kind", "country"}, {"a", "A\u202eB", "VENDOR", "DE"}}, "book.xlsx:organizations!B2: name: contains a control or format character"},
	{"an id twice", "organizations", [][]string{{"id", "name", "kind", "country"}, {"a", "A", "VENDOR", "DE"}, {}, {"a", "A", "VENDOR", "DE"}}, "book.xlsx:organizations:4: id: stands twice: first in book.xlsx:organizations, line 2"},
	{"a moment", "organizations", [][]string{{"id", "name", "kind", "country", "group_from"}, {"a", "A", "VENDOR", "DE", "2020"}}, `book.xlsx:organizations!E2: group_from: is no date`},
	{"a sheet of no kind", "Monday", [][]string{{"id"}, {"a"}}, `book.xlsx:Monday:1: kind: the name of the sheet does not say what its rows are: expected organizations`},
}

func TestFaultsOfAWorkbookNameTheirCell(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	for _, bad := range badBooks {
		path := filepath.Join(t.TempDir(), "book.xlsx")
		workbook(t, path, map[string][][]string{bad.sheet: bad.rows})
		r := run(t, "import", "--data", data, path)
		if said := strings.ReplaceAll(r.stderr, filepath.Dir(path)+"/", ""); r.code != 2 || r.stdout != "" || !strings.Contains(said, bad.want) {
			t.Errorf("%s: exit %d, said %q, want %q", bad.name, r.code, said, bad.want)
		}
	}
}

func TestFilesThatAreNotWhatTheirNamesSay(t *testing.T) {
	book, err := os.ReadFile(harbourBook(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, content, want string }{
		{"organizations.xlsx", "id,name\na,A\n", "is no XLSX workbook, though it is named so"},
		{"organizations.csv", string(book), "is a workbook that is named as CSV: name it .xlsx"},
		{"organizations.xlsx", string(book[:len(book)/2]), "is a damaged workbook"},
		{"organizations.xlsx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 512), "is a workbook of Excel 97"},
		{"organizations.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "is a workbook that a password protects"},
		{"organizations.xlsx", "", "is no XLSX workbook"},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		r := run(t, "import", "--data", filepath.Join(t.TempDir(), "data"), path)
		if r.code != 2 || !strings.Contains(r.stderr, c.name+":1: row: "+c.want) {
			t.Errorf("%s: exit %d, said %q, want %q", c.name, r.code, r.stderr, c.want)
		}
	}
}

// sentFile is a file of an import over HTTP.
type sentFile struct{ name, kind, content string }

// sendFiles imports files over HTTP, with what is said of their tables.
func (s *server) sendFiles(t *testing.T, path, tables string, files ...sentFile) (status int, answer importAnswer) {
	t.Helper()
	var body strings.Builder
	for _, f := range files {
		body.WriteString("--x\r\nContent-Disposition: form-data; name=\"file\"\r\nName: " + url.PathEscape(f.name) + "\r\nKind: " + f.kind + "\r\n\r\n" + f.content + "\r\n")
	}
	if tables != "" {
		body.WriteString("--x\r\nContent-Disposition: form-data; name=\"tables\"\r\n\r\n" + tables + "\r\n")
	}
	body.WriteString("--x--\r\n")
	status, _, text := s.do(t, request{"POST", path, map[string]string{"Content-Type": "multipart/form-data; boundary=x", "Safeconduct-Client": "test"}, strings.NewReader(body.String())})
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		t.Fatalf("%d %s", status, text)
	}
	return status, answer
}

type importAnswer struct {
	Imported []struct {
		Kind             string
		Created, Changed int
	}
	Faults []struct {
		Message string
		Place   struct {
			File, Sheet, Cell string
			Line              int
		}
	}
	Layouts []struct {
		File, Sheet, Kind string
		LeftOut           bool
		Known             []string
		Columns           []struct {
			Given, Column, Nearest string
			LeftOut                bool
		}
	}
	Effects []struct {
		AsOf                       string
		FlaggedCount, ClearedCount int
		ByStatus                   []struct {
			Before, After string
			Flows         int
		}
		Flows []struct {
			Before, After string
			Flow          struct{ ExternalID, Name string }
		}
	}
}

// TestHeadersAreMatched has a server say what it takes the tables of files for, and be
// told otherwise.
func TestHeadersAreMatched(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	path := filepath.Join(t.TempDir(), "mönday.xlsx")
	workbook(t, path, map[string][][]string{
		"Firmen": {{"id", "Name", "kind", "contry", "Notiz"}, {"a", "A", "VENDOR", "DE", "x"}},
		"Notes":  {{"read me"}},
	})
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	book := sentFile{"mönday.xlsx", "", string(content)}
	text := sentFile{"more.csv", "organizations", "id,name,kind,land\nb,B,VENDOR,FR\n"}
	status, told := s.sendFiles(t, "/import?dryRun=true", "", book, text)
	if status != 400 || len(told.Layouts) != 3 || told.Layouts[0].Sheet != "Firmen" || told.Layouts[0].Kind != "" || len(told.Layouts[2].Known) != 9 {
		t.Fatalf("%d %+v", status, told)
	}
	if c := told.Layouts[2].Columns[3]; c.Given != "land" || c.Column != "" {
		t.Errorf("land is taken for %+v", c)
	}
	const kinds = `{"file":"mönday.xlsx","sheet":"Firmen","kind":"organizations"`
	status, told = s.sendFiles(t, "/import?dryRun=true", `[`+kinds+`},{"file":"mönday.xlsx","sheet":"Notes","leftOut":true}]`, book)
	if status != 400 || len(told.Faults) != 3 || told.Faults[1].Place.Cell != "D1" || told.Faults[1].Place.Sheet != "Firmen" {
		t.Fatalf("%d %+v", status, told.Faults)
	}
	if got := told.Layouts[1].Columns; got[1].Nearest != "name" || got[3].Nearest != "country" || !told.Layouts[0].LeftOut {
		t.Errorf("proposed %+v", told.Layouts)
	}
	said := `[` + kinds + `,"columns":{"Name":"name","contry":"country","Notiz":""}},{"file":"mönday.xlsx","sheet":"Notes","leftOut":true},{"file":"more.csv","sheet":"","columns":{"land":"country"}}]`
	for _, path := range []string{"/import?dryRun=true", "/import"} {
		status, told = s.sendFiles(t, path, said, book, text)
		if status != 200 || len(told.Imported) != 1 || told.Imported[0].Created != 2 {
			t.Fatalf("%s: %d %+v", path, status, told)
		}
	}
	var answer struct {
		Organization struct{ Name, Country string }
	}
	if errs := s.graphQL(t, `{ organization(externalId: "a") { name country } }`, "", nil, &answer); len(errs) > 0 || answer.Organization.Country != "DE" {
		t.Errorf("recorded %+v %v", answer, errs)
	}
	for _, odd := range []string{`{}`, `[{"file":"mönday.xlsx","sheet":"Firmen","kind":"firms"},{"file":"mönday.xlsx","sheet":"Notes","leftOut":true}]`, `[`} {
		if status, told := s.sendFiles(t, "/import", odd, book); status != 400 || len(told.Faults) == 0 {
			t.Errorf("%s: %d %+v", odd, status, told)
		}
	}
}

// readBook is a sheet as another implementation reads it.
func readBook(t *testing.T, content io.Reader, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(content)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
