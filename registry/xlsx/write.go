package xlsx

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind is how a spreadsheet shows a column.
type Kind int

// The kinds of columns.
const (
	Text   Kind = iota
	Number      // of cells that are whole numbers
	Day         // of cells YYYY-MM-DD, each a day that the spreadsheet can compute with
)

// Column is a column of a workbook that is written.
type Column struct {
	Name string
	Kind Kind
}

// Writer writes a workbook while its rows come, and keeps none of them. Rows that a
// sheet has no room for are on a further one.
type Writer struct {
	zip     *zip.Writer
	part    *bufio.Writer // of the sheet that is being written
	sheet   string
	columns []Column
	room    int // rows of a sheet
	sheets  int
	line    int
}

// NewWriter begins a workbook, whose sheet has a name of at most 28 characters.
func NewWriter(to io.Writer, sheet string, columns []Column) (*Writer, error) {
	w := &Writer{zip: zip.NewWriter(to), sheet: sheet, columns: columns, room: mostRows}
	return w, w.begin()
}

// The heads and tails of parts.
const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages  = "http://schemas.openxmlformats.org/package/2006/"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	textWidth = 28
	dataWidth = 14
)

// The styles of cells, by their numbers in the part of the styles.
const (
	headStyle = 1
	dayStyle  = 2
)

const styles = xmlHead + `<styleSheet xmlns="` + mainSpace + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
	`<cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`

// begin begins a sheet with the names of the columns, which stay in sight.
func (w *Writer) begin() error {
	w.sheets++
	part, err := w.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", w.sheets))
	if err != nil {
		return err
	}
	w.part, w.line = bufio.NewWriterSize(part, 1<<15), 1
	fmt.Fprintf(w.part, `%s<worksheet xmlns="%s"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`, xmlHead, mainSpace)
	for i, column := range w.columns {
		width := dataWidth
		if column.Kind == Text {
			width = textWidth
		}
		fmt.Fprintf(w.part, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	fmt.Fprint(w.part, `</cols><sheetData><row r="1">`)
	for i, column := range w.columns {
		w.text(i+1, headStyle, column.Name)
	}
	_, err = w.part.WriteString("</row>")
	return err
}

// Write writes a row.
func (w *Writer) Write(cells []string) error {
	if w.line == w.room {
		if err := errors.Join(w.end(), w.begin()); err != nil {
			return err
		}
	}
	w.line++
	fmt.Fprintf(w.part, `<row r="%d">`, w.line)
	for i, cell := range cells {
		w.cell(i+1, w.columns[i].Kind, cell)
	}
	_, err := w.part.WriteString("</row>")
	return err
}

// cell writes a cell as its column says; one that is not so is text.
func (w *Writer) cell(column int, kind Kind, cell string) {
	if cell == "" {
		return
	}
	if kind == Number {
		if n, err := strconv.ParseInt(cell, 10, 64); err == nil {
			fmt.Fprintf(w.part, `<c r="%s"><v>%d</v></c>`, CellName(column, w.line), n)
			return
		}
	}
	if kind == Day {
		if day, err := time.Parse(time.DateOnly, cell); err == nil {
			if n := int(day.Sub(day0) / oneDay); n >= firstSure {
				fmt.Fprintf(w.part, `<c r="%s" s="%d"><v>%d</v></c>`, CellName(column, w.line), dayStyle, n)
				return
			}
		}
	}
	w.text(column, 0, cell)
}

func (w *Writer) text(column, style int, text string) {
	fmt.Fprintf(w.part, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, CellName(column, w.line), style)
	_ = xml.EscapeText(w.part, []byte(escape(shortened(text)))) // what is buffered tells its error later
	_, _ = w.part.WriteString("</t></is></c>")
}

// shortened is as much of a text as a cell can hold.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= longestText {
		return text
	}
	return string([]rune(text)[:longestText-1]) + "…"
}

// unwritable is what XML cannot hold, and what would be read as such a character.
var unwritable = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}`)

// escape writes a text so that [unescape] reads it.
func escape(text string) string {
	return unwritable.ReplaceAllStringFunc(text, func(found string) string {
		if strings.HasPrefix(found, "_") {
			return "_x005F" + found
		}
		r, _ := utf8.DecodeRuneInString(found)
		return fmt.Sprintf("_x%04X_", r)
	})
}

// end ends a sheet.
func (w *Writer) end() error {
	fmt.Fprintf(w.part, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, ColumnName(len(w.columns)), w.line)
	return w.part.Flush()
}

// Close ends the workbook. Without it, it is none.
func (w *Writer) Close() error {
	if err := w.end(); err != nil {
		return err
	}
	var types, sheets, related strings.Builder
	for n := 1; n <= w.sheets; n++ {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, sheetType)
		fmt.Fprintf(&related, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relations, n)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="s%d"/>`, w.nameOf(n), n, n)
	}
	for _, part := range []struct{ name, content string }{
		{"xl/styles.xml", styles},
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relations + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + packages + `relationships">` + related.String() +
			`<Relationship Id="styles" Type="` + relations + `/styles" Target="styles.xml"/></Relationships>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packages + `relationships"><Relationship Id="book" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packages + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>` + types.String() + `</Types>`},
	} {
		to, err := w.zip.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(to, part.content); err != nil {
			return err
		}
	}
	return w.zip.Close()
}

// nameOf is the name of a sheet: of the first the one that was given.
func (w *Writer) nameOf(n int) string {
	var name strings.Builder
	_ = xml.EscapeText(&name, []byte(w.sheet)) // a builder takes everything
	if n > 1 {
		fmt.Fprintf(&name, " %d", n)
	}
	return name.String()
}
