package sheet

import (
	"encoding/csv"
	"io"

	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// Writer writes a file as [Read] reads it.
type Writer struct{ csv *csv.Writer }

// NewWriter begins a file with the names of its columns.
func NewWriter(to io.Writer, columns []string) (*Writer, error) {
	w := &Writer{csv.NewWriter(to)}
	return w, w.csv.Write(columns)
}

// Write writes a row. No cell of it is a formula to a spreadsheet ([Defuse]).
func (w *Writer) Write(cells []string) error { return w.csv.Write(defused(cells)) }

func defused(cells []string) []string { return each(cells, Defuse) }

func each(cells []string, made func(string) string) []string {
	all := make([]string, len(cells))
	for i, cell := range cells {
		all[i] = made(cell)
	}
	return all
}

// Flush ends the file.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}

// Shown is a column of a table that is written for people, and how a spreadsheet shows it.
type Shown = xlsx.Column

// How a spreadsheet shows a column that is not of texts.
const (
	Number = xlsx.Number
	Day    = xlsx.Day
)

// Table is a table while it is written, in whatever form. No cell of it is a formula to
// a spreadsheet ([Defuse]).
type Table interface {
	Write(cells []string) error
	Flush() error // ends the table
}

// NewCSV begins a table as CSV, with the mark by which spreadsheets know UTF-8.
func NewCSV(to io.Writer, _ string, columns []Shown) (Table, error) {
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return nil, err
	}
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.Name
	}
	w := csvTable{csv.NewWriter(to)}
	w.UseCRLF = true // as RFC 4180 has it, and spreadsheets write it
	return w, w.Writer.Write(names)
}

// csvTable writes CSV as a [Table]: spreadsheets of some countries cut it at ";".
type csvTable struct{ *csv.Writer }

func (w csvTable) Write(cells []string) error { return w.Writer.Write(each(cells, DefuseAll)) }

func (w csvTable) Flush() error {
	w.Writer.Flush()
	return w.Error()
}

// NewWorkbook begins a table as a workbook with a sheet of this name.
func NewWorkbook(to io.Writer, name string, columns []Shown) (Table, error) {
	book, err := xlsx.NewWriter(to, name, columns)
	return workbookWriter{book}, err
}

// workbookWriter writes a workbook as a [Table].
type workbookWriter struct{ book *xlsx.Writer }

func (w workbookWriter) Write(cells []string) error { return w.book.Write(defused(cells)) }

func (w workbookWriter) Flush() error { return w.book.Close() }
