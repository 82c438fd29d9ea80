package sheet

import (
	"encoding/csv"
	"io"
)

// Writer writes a file as [Read] reads it.
type Writer struct{ csv *csv.Writer }

// NewWriter begins a file with the names of its columns.
func NewWriter(to io.Writer, columns []string) (*Writer, error) {
	w := &Writer{csv.NewWriter(to)}
	return w, w.csv.Write(columns)
}

// Write writes a row. No cell of it is a formula to a spreadsheet ([Defuse]).
func (w *Writer) Write(cells []string) error {
	defused := make([]string, len(cells))
	for i, cell := range cells {
		defused[i] = Defuse(cell)
	}
	return w.csv.Write(defused)
}

// Flush ends the file.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}
