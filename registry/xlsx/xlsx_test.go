package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// book is what excelize, another implementation, makes.
func book(t *testing.T, fill func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	content, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// table is a sheet as CELL=TEXT, and CELL!WHY where it cannot be taken.
func table(t *testing.T, content []byte, sheet string) (cells []string) {
	t.Helper()
	b, why := xlsx.Open(content)
	if why != nil {
		t.Fatal(why)
	}
	why = b.Rows(sheet, func(line int, row []xlsx.Cell) bool {
		for _, c := range row {
			sign, text := "=", c.Text
			if !c.Why.IsEmpty() {
				sign, text = "!", c.Why.String()
			}
			cells = append(cells, xlsx.CellName(c.Column, line)+sign+text)
		}
		return true
	})
	if why != nil {
		t.Fatal(why)
	}
	return cells
}

func TestCellsAreReadAsAPersonReadsThem(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		day := time.Date(2020, 7, 16, 0, 0, 0, 0, time.UTC)
		german, digits := "dd.mm.yyyy", "00000"
		for cell, value := range map[string]any{
			"A1": "text", "B1": 42, "C1": 0.1, "D1": true, "E1": day, "F1": day.Add(13*time.Hour + 30*time.Minute), "G1": 44028,
			"A3": "two\r\nlines", "B3": "a_x0041_b", "C3": " =1+1", "D3": 1e21, "E3": day, "F3": 42, "AA3": "far",
		} {
			must(t, f.SetCellValue("Sheet1", cell, value))
		}
		must(t, f.SetCellRichText("Sheet1", "A4", []excelize.RichTextRun{{Text: "rich "}, {Text: "text", Font: &excelize.Font{Bold: true}}}))
		must(t, f.SetCellFormula("Sheet1", "B4", "1+1"))
		for cell, code := range map[string]*string{"E3": &german, "F3": &digits} {
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: code})
			must(t, err)
			must(t, f.SetCellStyle("Sheet1", cell, cell, style))
		}
		_, err := f.NewSheet("Hidden")
		must(t, err)
		must(t, f.SetSheetVisible("Hidden", false))
		_, err = f.NewSheet("Second")
		must(t, err)
	})
	want := []string{
		"A1=text", "B1=42", "C1=0.1", "D1=TRUE", "E1=2020-07-16", "F1=2020-07-16 13:30:00", "G1=44028",
		"A3=two\nlines", "B3=aAb", "C3= =1+1", "D3=1e+21", "E3=2020-07-16", "F3=00042", "AA3=far",
		"A4=rich text", "B4!holds a formula that was never computed: open the workbook in a spreadsheet and save it, or write the value itself",
	}
	if diff := cmp.Diff(want, table(t, content, "Sheet1")); diff != "" {
		t.Error(diff)
	}
	b, why := xlsx.Open(content)
	if why != nil {
		t.Fatal(why)
	}
	if got := strings.Join(b.Sheets, ", "); got != "Sheet1, Second" {
		t.Errorf("the sheets are %s", got)
	}
}

func TestDaysCountedFrom1904(t *testing.T) {
	content := book(t, func(f *excelize.File) {
		yes := true
		must(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
		must(t, f.SetCellValue("Sheet1", "A1", time.Date(2020, 7, 16, 0, 0, 0, 0, time.UTC)))
	})
	if got := table(t, content, "Sheet1"); len(got) != 1 || got[0] != "A1=2020-07-16" {
		t.Errorf("read %q", got)
	}
}

// TestFormatsThatShowADay reads one number under each format.
func TestFormatsThatShowADay(t *testing.T) {
	for code, want := range map[string]string{
		"yyyy-mm-dd": "2020-07-16", "[$-407]d. mmmm yyyy;@": "2020-07-16", `"day" 0`: "44028", "mmm yy": "2020-07-16", "General": "44028",
		"h:mm": "44028", "[Red]0.00": "44028", `#,##0\d`: "44028", "0": "44028", "0000000": "0044028", `dd"."mm"."yyyy`: "2020-07-16",
	} {
		content := raw(t, parts{
			"xl/styles.xml":            `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + strings.ReplaceAll(code, `"`, "&quot;") + `"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c s="1"><v>44028</v></c></row></sheetData></worksheet>`,
		})
		if got := table(t, content, "S"); len(got) != 1 || got[0] != "A1="+want {
			t.Errorf("%s: read %q, want %s", code, got, want)
		}
	}
}

// parts are files of an archive.
type parts map[string]string

const (
	namespace = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relation  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// raw is a workbook with one sheet, S, of parts in place of what it has.
func raw(t testing.TB, instead parts) []byte {
	t.Helper()
	all := parts{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + namespace + `><sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="` + relation + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="` + relation + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="d" Type="` + relation + `/styles" Target="styles.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst><si><t>one</t></si><si><t>two</t></si></sst>`,
		"xl/styles.xml":              `<styleSheet/>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
	}
	for name, content := range instead {
		all[name] = content
	}
	return archive(t, func(w *zip.Writer) {
		for name, content := range all {
			part, err := w.Create(name)
			if err == nil {
				_, err = io.WriteString(part, content)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func archive(t testing.TB, fill func(*zip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	fill(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sheet is a workbook with a sheet of these rows.
func sheet(t testing.TB, rows string) []byte {
	t.Helper()
	return raw(t, parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"})
}

func TestCellsThatCannotBeTaken(t *testing.T) {
	text := func(n int) string { return random(n)[:n] }
	for rows, want := range map[string]string{
		`<row><c t="e"><v>#REF!</v></c></row>`:                                                                    "A1!holds an error of the spreadsheet: write the value itself",
		`<row><c t="s"><v>2</v></c></row>`:                                                                        "A1!refers to a text that the workbook does not have: open it in a spreadsheet and save it again",
		`<row><c><f>1+1</f><v>2</v></c></row>`:                                                                    "A1=2",
		`<row><c t="str"><f>"="</f><v>=cmd()</v></c></row>`:                                                       "A1==cmd()",
		`<row r="7"><c r="B7" t="d"><v>2020-07-16T00:00:00</v></c><c t="b"><v>0</v></c></row>`:                    "B7=2020-07-16 C7=FALSE",
		`<row><c t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh><r><t>c</t></r></is></c></row>`:       "A1=ac",
		`<row><c t="inlineStr"><is><t>` + text(32_767) + `</t></is></c></row>`:                                    "A1=" + text(32_767),
		`<row><c t="inlineStr"><is><t>` + text(32_768) + `</t></is></c></row>`:                                    "A1!holds more characters than a cell of a spreadsheet can, 32767",
		`<row><c t="inlineStr"><is><t>` + strings.Repeat("_x0041_", 1_000) + text(31_767) + `</t></is></c></row>`: "A1=" + strings.Repeat("A", 1_000) + text(31_767),
		`<row><c t="s"/><c><v></v></c></row><row/>`:                                                               "",
	} {
		if got := strings.Join(table(t, sheet(t, rows), "S"), " "); got != want {
			t.Errorf("%.80s is read as %.100s, want %.100s", rows, got, want)
		}
	}
}

func TestColumnNames(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := xlsx.ColumnName(n); got != want {
			t.Errorf("column %d is %s, want %s", n, got, want)
		}
	}
	if got := fmt.Sprint(xlsx.CellName(3, 12)); got != "C12" {
		t.Errorf("the cell is %s", got)
	}
}
