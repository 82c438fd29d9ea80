package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// read opens a workbook and walks all of it.
func read(content []byte) *fault.Error {
	b, why := xlsx.Open(content)
	if why != nil {
		return why
	}
	for _, name := range b.Sheets {
		if why := b.Rows(name, func(int, []xlsx.Cell) bool { return true }); why != nil {
			return why
		}
	}
	return nil
}

// zeros are so many zeros.
type zeros struct{ left int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.left)
	clear(p[:n])
	z.left -= n
	return int(n), nil
}

// bomb is an archive of which a part unpacks to so many bytes.
func bomb(t *testing.T, size int64) []byte {
	return archive(t, func(w *zip.Writer) {
		part, err := w.Create("xl/worksheets/sheet1.xml")
		must(t, err)
		_, err = io.Copy(part, &zeros{size})
		must(t, err)
	})
}

func TestHostileWorkbooksAreRefused(t *testing.T) {
	entry := func(name string) []byte {
		return archive(t, func(w *zip.Writer) {
			part, err := w.Create(name)
			must(t, err)
			_, err = io.WriteString(part, "x")
			must(t, err)
		})
	}
	sound := sheet(t, "<row><c><v>1</v></c></row>")
	xxe := `<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>`
	laughs := `<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>`
	many := archive(t, func(w *zip.Writer) {
		for i := range 1001 {
			_, err := w.Create(fmt.Sprintf("xl/media/%d", i))
			must(t, err)
		}
	})
	twice := archive(t, func(w *zip.Writer) {
		for range 2 {
			_, err := w.Create("xl/workbook.xml")
			must(t, err)
		}
	})
	compound := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 512)...)
	protected := append(bytes.Clone(compound), []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...)
	for _, c := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a bomb", bomb(t, 65<<20), "unpacks to more than 64 MiB"},
		{"a dense part", bomb(t, 2<<20), "unpacks to more than 100 times its size"},
		{"an entity from elsewhere", raw(t, parts{"xl/worksheets/sheet1.xml": xxe}), "document type (DTD)"},
		{"entities within entities", raw(t, parts{"xl/sharedStrings.xml": laughs}), "document type (DTD)"},
		{"an undeclared entity", sheet(t, "<row><c><v>&e;</v></c></row>"), "damaged"},
		{"a way out", entry("../../etc/passwd"), "leads out of it"},
		{"a way from the root", entry("/etc/passwd"), "leads out of it"},
		{"a way out of Windows", entry(`xl\..\..\windows`), "leads out of it"},
		{"a drive", entry("C:windows"), "leads out of it"},
		{"other files", raw(t, parts{"xl/externalLinks/externalLink1.xml": "<externalLink/>"}), "takes values from other files"},
		{"many parts", many, "more than 1000 files"},
		{"a part twice", twice, "two files"},
		{"a row too many", sheet(t, `<row r="1048577"><c><v>1</v></c></row>`), "with a row 1048577: a sheet ends at row 1048576"},
		{"rows that go back", sheet(t, `<row r="2"/><row r="2"/>`), "damaged"},
		{"a column too many", sheet(t, `<row r="1"><c r="XFE1"><v>1</v></c></row>`), "with a column XFE: a sheet ends at column XFD"},
		{"a cell of another row", sheet(t, `<row r="1"><c r="A2"><v>1</v></c></row>`), "damaged"},
		{"cells that go back", sheet(t, `<row r="1"><c r="B1"/><c r="A1"/></row>`), "damaged"},
		{"a cell of no column", sheet(t, `<row r="1"><c r="é1"><v>1</v></c></row>`), "damaged"},
		{"a long tag", sheet(t, `<row a="`+random(2<<20)+`"/>`), "of more than 1048576 bytes"},
		{"deep tags", sheet(t, strings.Repeat("<a>", 100)), "damaged"},
		{"texts that are read again and again", raw(t, parts{"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="c" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="d" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`}), "damaged"},
		{"a sheet that is read again and again", raw(t, parts{"xl/workbook.xml": `<workbook ` + namespace + `><sheets><sheet name="S" r:id="b"/><sheet name="T" r:id="b"/></sheets></workbook>`}), "damaged"},
		{"half a sheet", raw(t, parts{"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1</v></c></row>"}), "damaged"},
		{"no sheet", raw(t, parts{"xl/worksheets/sheet1.xml": ""}), "damaged"},
		{"another encoding", raw(t, parts{"xl/worksheets/sheet1.xml": `<?xml version="1.0" encoding="UTF-16"?><worksheet/>`}), "damaged"},
		{"another archive", entry("content.xml"), "no XLSX workbook"},
		{"nothing", []byte("PK\x05\x06"), "damaged"},
		{"the half of one", sound[:len(sound)/2], "damaged"},
		{"one of Excel 97", compound, "Excel 97"},
		{"a protected one", protected, "password"},
		{"text", []byte("id,name\n"), "damaged"},
	} {
		why := read(c.content)
		if why == nil || !strings.Contains(why.Msg, c.want) {
			t.Errorf("%s: %v, want %s", c.name, why, c.want)
		}
	}
}

// random is text that hardly gets smaller.
func random(n int) string {
	var b strings.Builder
	for x := uint64(1); b.Len() < n; x = x*6364136223846793005 + 1442695040888963407 {
		b.WriteByte('a' + byte(x>>60))
	}
	return b.String()
}

// TestABombCostsNothing refuses 10 GiB in 10 KiB by what its directory says, and one
// whose directory lies when it has unpacked what that said.
func TestABombCostsNothing(t *testing.T) {
	packed := bomb(t, 8<<20)
	said := binary.LittleEndian.AppendUint32(nil, 8<<20)
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"as it is":                   {bytes.ReplaceAll(packed, said, binary.LittleEndian.AppendUint32(nil, 0xfffffff0)), "more than 64 MiB"},
		"with a directory that lies": {lying(t), "damaged"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		why := read(c.content)
		runtime.ReadMemStats(&after)
		if why == nil || !strings.Contains(why.Msg, c.want) {
			t.Errorf("%s: %v", name, why)
		}
		if cost := after.TotalAlloc - before.TotalAlloc; cost > 4<<20 {
			t.Errorf("%s: refused after %d bytes", name, cost)
		}
	}
}

// lying is a workbook whose sheet is of 128 MiB, while its directory tells of 100 bytes.
func lying(t *testing.T) []byte {
	const size, head = 1 << 27, "<worksheet><sheetData>"
	content := archive(t, func(w *zip.Writer) {
		for name, text := range map[string]string{
			"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
			"xl/workbook.xml":            `<workbook ` + namespace + `><sheets><sheet name="S" r:id="b"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="sheet.xml"/></Relationships>`,
		} {
			part, err := w.Create(name)
			must(t, err)
			_, err = io.WriteString(part, text)
			must(t, err)
		}
		part, err := w.Create("xl/sheet.xml")
		must(t, err)
		_, err = io.Copy(part, io.MultiReader(strings.NewReader(head), &spaces{size - int64(len(head))}))
		must(t, err)
	})
	told := binary.LittleEndian.AppendUint32(nil, size)
	if bytes.Count(content, told) < 1 {
		t.Fatal("the directory does not say the size as expected")
	}
	return bytes.ReplaceAll(content, told, binary.LittleEndian.AppendUint32(nil, 100))
}

// spaces are so many spaces.
type spaces struct{ left int64 }

func (s *spaces) Read(p []byte) (int, error) {
	n, err := (*zeros)(s).Read(p)
	for i := range p[:n] {
		p[i] = ' '
	}
	return n, err
}

// TestDamagedWorkbooksNeverPass cuts a workbook at every place, and turns each of its
// bytes: what is read then is all of it, or nothing.
func TestDamagedWorkbooksNeverPass(t *testing.T) {
	sound := sheet(t, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>42</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>`)
	whole := fmt.Sprint(table(t, sound, "S"))
	for cut := range len(sound) {
		if read(sound[:cut]) == nil {
			t.Fatalf("the first %d of %d bytes pass", cut, len(sound))
		}
	}
	for i := range sound {
		turned := bytes.Clone(sound)
		turned[i] ^= 0x55
		if read(turned) != nil {
			continue
		}
		b, _ := xlsx.Open(turned)
		for _, name := range b.Sheets {
			if got := fmt.Sprint(table(t, turned, name)); got != whole {
				t.Errorf("with byte %d turned it reads %s", i, got)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sheet(f, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>42</v></c></row>`))
	f.Add(sheet(f, `<row><c t="inlineStr"><is><r><t>a_x000D_</t></r></is></c><c t="e"><v>#N/A</v></c><c><f>1</f></c></row>`))
	f.Add(raw(f, parts{"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-407]dd.mm.yy;@"/></numFmts><cellXfs><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, content []byte) {
		b, why := xlsx.Open(content)
		if why != nil {
			if why.Msg == "" || why.Field != "row" {
				t.Errorf("a refusal without words: %+v", why)
			}
			return
		}
		for _, name := range b.Sheets {
			last := 0
			_ = b.Rows(name, func(line int, cells []xlsx.Cell) bool {
				if line <= last || len(cells) == 0 {
					t.Errorf("row %d after %d has %d cells", line, last, len(cells))
				}
				last = line
				for i, cell := range cells {
					if cell.Column < 1 || i > 0 && cells[i-1].Column >= cell.Column || cell.Text == "" && cell.Why.IsEmpty() {
						t.Errorf("row %d has %+v", line, cell)
					}
				}
				return true
			})
		}
	})
}

// FuzzSheet reads any XML as the cells of a sound workbook.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44028.5</v></c></row>`)
	f.Add(`<row><c t="inlineStr"><is><t>_x0000__xD83D_</t></is></c></row></sheetData>`)
	f.Add(`<!DOCTYPE a><row/>`)
	f.Fuzz(func(t *testing.T, rows string) { _ = read(sheet(t, rows)) })
}
