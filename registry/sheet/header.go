package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// Header is the first row of a file: which column stands where.
type Header struct {
	Columns []string // by their names; leftOut for one that is not taken
	places  []int    // of a sheet: the spreadsheet's columns in which they stand
}

// leftOut stands for the name of a column that somebody has said to leave out. No column
// has this name.
const leftOut = "-"

func (h Header) id() int { return slices.Index(h.Columns, "id") }

// At is the place of a row's cell in a column; that of the row, where it has none.
func (h Header) At(row fault.Place, column string) *fault.Place {
	return h.at(row, slices.Index(h.Columns, column))
}

func (h Header) at(row fault.Place, column int) *fault.Place {
	if column >= 0 && h.places != nil {
		row.Cell = xlsx.CellName(h.places[column], row.Line)
	}
	return &row
}

// given is a header as the file has it.
type given struct {
	names  []string // trimmed
	places []int    // as in Header
	place  fault.Place
}

// csvHeader reads the header of a CSV file.
func (s Source) csvHeader(reader *csv.Reader) (given, *fault.Error) {
	cells, err := reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		return given{}, at(s.Name, 1, s.empty())
	case err != nil:
		return given{}, at(s.Name, 1, malformed(err))
	}
	line, _ := reader.FieldPos(0) // blank lines may stand before it
	names := make([]string, len(cells))
	for i, cell := range cells {
		names[i] = trim(cell)
	}
	return given{names, nil, fault.Place{File: s.Name, Line: line}}, nil
}

// empty is what is said of a table without a header.
func (s Source) empty() *fault.Error {
	return fault.Bad("row", "", "the file is empty: expected a header row such as %s", strings.Join(s.Kind.Columns(), ","))
}

// header makes the header of what is given, with what somebody has said of its names, and
// refuses what is no header of these columns.
func (g given) header(src Source, columns []string) (Header, fault.List) {
	h := Header{Columns: slices.Clone(g.names), places: g.places}
	for i, name := range g.names {
		if column, said := src.said().Columns[name]; said && column == "" {
			h.Columns[i] = leftOut
		} else if said {
			h.Columns[i] = column
		}
	}
	return h, h.check(g.place, columns)
}

func (h Header) check(row fault.Place, columns []string) (faults fault.List) {
	bad := func(i int, field, value, format string, args ...any) {
		why := fault.Bad(field, value, format, args...)
		why.Place = h.at(row, i)
		faults.Add(why)
	}
	if h.places == nil && len(h.Columns) == 1 && strings.ContainsAny(h.Columns[0], ";\t|") {
		bad(0, "row", h.Columns[0], "the separator is no comma: columns are separated by commas")
		return faults
	}
	seen := map[string]bool{}
	for i, column := range h.Columns {
		if column == leftOut {
			continue
		}
		switch why := badText(column); {
		case !why.IsEmpty():
			bad(i, "row", strings.ToValidUTF8(column, "\uFFFD"), "%s", why)
		case column == "":
			bad(i, "row", "", "the header has no name in column %d", i+1)
		case !slices.Contains(columns, column):
			bad(i, "row", column, "is no column of this kind of file: expected %s%s", sentence.Either(columns), fault.DidYouMean(column, columns))
		case seen[column]:
			bad(i, column, "", "stands twice in the header")
		}
		seen[column] = true
	}
	if !seen["id"] && len(faults) == 0 {
		bad(-1, "id", "", "the column is missing: every row needs the caller's own key")
	}
	return faults
}
