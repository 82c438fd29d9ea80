package xlsx

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Cell is a cell that is not empty.
type Cell struct {
	Column int               // the first is 1
	Text   string            // as a person reads it, a day as YYYY-MM-DD
	Why    sentence.Sentence // why it cannot be taken; empty where it can
}

// ColumnName is how a spreadsheet names a column: A, B, … Z, AA.
func ColumnName(column int) string {
	name := ""
	for ; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// Rows hands the rows of a sheet to fn, in their order, but for empty ones; fn may end
// them by false. line is the number that the spreadsheet shows; the cells are valid
// until fn returns.
func (b *Book) Rows(sheet string, fn func(line int, cells []Cell) bool) *fault.Error {
	return b.parts.read(b.places[sheet], func(d *decoder) *fault.Error {
		r := &rows{book: b, decoder: d, fn: fn}
		for !r.ended {
			token, why := d.token()
			if why != nil || token == nil {
				return why
			}
			if tag, begins := token.(xml.StartElement); begins && tag.Name.Local == "row" {
				if why := r.row(tag); why != nil {
					return why
				}
			}
		}
		return nil
	})
}

// rows are the rows of a sheet while they are read.
type rows struct {
	*decoder
	book  *Book
	fn    func(int, []Cell) bool
	line  int
	cells []Cell
	ended bool
}

// row reads a row, whose tag has begun.
func (r *rows) row(tag xml.StartElement) *fault.Error {
	before := r.line
	r.line++
	if number := attribute(tag, "r"); number != "" {
		line, err := strconv.Atoi(number)
		if err != nil || line <= before {
			return damaged()
		}
		r.line = line
	}
	if r.line > mostRows {
		return bad("is a sheet with a row %d: a sheet ends at row %d", r.line, mostRows)
	}
	r.cells = r.cells[:0]
	column := 0
	for begun := r.depth; r.depth >= begun; {
		token, why := r.token()
		if why != nil || token == nil {
			return why
		}
		if tag, begins := token.(xml.StartElement); begins && tag.Name.Local == "c" {
			if column, why = r.columnOf(tag, column); why != nil {
				return why
			}
			if why := r.cell(tag, column); why != nil {
				return why
			}
		}
	}
	if len(r.cells) > 0 {
		r.ended = !r.fn(r.line, r.cells)
	}
	return nil
}

// columnOf is the column of a cell such as C12, which lies behind the one before.
func (r *rows) columnOf(tag xml.StartElement, before int) (int, *fault.Error) {
	name := attribute(tag, "r")
	if name == "" {
		return before + 1, nil
	}
	letters := strings.TrimRight(name, "0123456789")
	if name[len(letters):] != strconv.Itoa(r.line) || len(letters) > 3 {
		return 0, damaged()
	}
	column := 0
	for _, letter := range []byte(letters) {
		if letter < 'A' || letter > 'Z' {
			return 0, damaged()
		}
		column = column*26 + int(letter-'A') + 1
	}
	switch {
	case column > mostColumns:
		return 0, bad("is a sheet with a column %s: a sheet ends at column %s", letters, ColumnName(mostColumns))
	case column <= before:
		return 0, damaged()
	}
	return column, nil
}

// cell reads a cell, whose tag has begun.
func (r *rows) cell(tag xml.StartElement, column int) *fault.Error {
	var value string
	var hasFormula, hasValue bool
	for begun := r.depth; r.depth >= begun; {
		token, why := r.token()
		if why != nil || token == nil {
			return why
		}
		part, begins := token.(xml.StartElement)
		if !begins {
			continue
		}
		switch part.Name.Local {
		case "f":
			hasFormula = true
		case "v", "is":
			hasValue = true
			if value, why = r.text(part); why != nil {
				return why
			}
		}
	}
	cell := r.book.value(attribute(tag, "t"), attribute(tag, "s"), value)
	if hasFormula && !hasValue {
		cell.Why = sentence.New("holds a formula that was never computed: open the workbook in a spreadsheet and save it, or write the value itself")
	}
	if cell.Column = column; cell.Text != "" || !cell.Why.IsEmpty() {
		r.cells = append(r.cells, cell)
	}
	return nil
}

// value is what a cell of a type holds.
func (b *Book) value(kind, style, value string) (cell Cell) {
	if value == "" {
		return cell
	}
	cell.Text = value
	switch kind {
	case "s":
		text, there := b.strings.at(value)
		if cell.Text = text; !there {
			cell.Why = sentence.New("refers to a text that the workbook does not have: open it in a spreadsheet and save it again")
		}
	case "", "n":
		cell.Text = b.number(value, style)
	case "b":
		cell.Text = "FALSE"
		if isTrue(value) {
			cell.Text = "TRUE"
		}
	case "e":
		cell.Why = sentence.New("holds an error of the spreadsheet: write the value itself")
	case "d":
		cell.Text = strings.TrimSuffix(value, "T00:00:00")
	}
	if utf8.RuneCountInString(cell.Text) > longestText {
		cell.Why = sentence.New("holds more characters than a cell of a spreadsheet can, %d", longestText)
	}
	return cell
}
