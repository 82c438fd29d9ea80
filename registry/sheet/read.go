package sheet

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Row is one row of a file. Its cells are trimmed, and without the apostrophe that
// kept a spreadsheet from running them; they are valid until the next row is read.
type Row struct {
	Place fault.Place
	cells []string // as the header orders them
	id    int      // index of the column "id"
}

// ID is the cell of the column id.
func (r Row) ID() string { return r.cells[r.id] }

// CloneID is the id in memory of its own: rows share that of their file.
func (r Row) CloneID() string { return strings.Clone(r.ID()) }

// Header is the first row of a file: which column stands where.
type Header struct {
	Columns []string
}

// byteOrderMark may begin a file and is ignored.
const byteOrderMark = "\uFEFF"

// Read reads a source row by row and hands every well-formed row to fn. It
// returns the faults of the file's form: of the header, then of every row that
// is no row. columns are the names that the header may hold.
func Read(src Source, columns []string, fn func(Header, Row)) fault.List {
	file, err := src.Open()
	if err != nil {
		return fault.List{at(src.Name, 1, fault.Bad("row", "", "cannot be read: %s", reason(err)))}
	}
	defer file.Close()
	buffered := bufio.NewReaderSize(file, 1<<16)
	if mark, _ := buffered.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = buffered.Discard(len(byteOrderMark))
	}
	reader := csv.NewReader(buffered)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	header, faults := readHeader(src.Name, reader, columns)
	if len(faults) > 0 {
		return faults
	}
	return readRows(src.Name, reader, header, fn)
}

func readHeader(name string, reader *csv.Reader, columns []string) (Header, fault.List) {
	cells, err := reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		return Header{}, fault.List{at(name, 1, fault.Bad("row", "", "the file is empty: expected a header row such as %s", strings.Join(columns, ",")))}
	case err != nil:
		return Header{}, fault.List{at(name, 1, malformed(err))}
	}
	header := Header{Columns: make([]string, len(cells))}
	for i, cell := range cells {
		header.Columns[i] = trim(cell)
	}
	line, _ := reader.FieldPos(0) // blank lines may stand before it
	return header, header.check(name, line, columns)
}

func (h Header) check(name string, line int, columns []string) (faults fault.List) {
	if len(h.Columns) == 1 && strings.ContainsAny(h.Columns[0], ";\t|") {
		return fault.List{at(name, line, fault.Bad("row", h.Columns[0], "the separator is no comma: columns are separated by commas"))}
	}
	seen := map[string]bool{}
	for i, column := range h.Columns {
		switch why := badText(column); {
		case why != "":
			faults.Add(at(name, line, fault.Bad("row", strings.ToValidUTF8(column, "\uFFFD"), "%s", why)))
		case column == "":
			faults.Add(at(name, line, fault.Bad("row", "", "the header has no name in column %d", i+1)))
		case !slices.Contains(columns, column):
			faults.Add(at(name, line, fault.Bad("row", column, "is no column of this kind of file: expected %s%s", fault.Either(columns), fault.DidYouMean(column, columns))))
		case seen[column]:
			faults.Add(at(name, line, fault.Bad(column, "", "stands twice in the header")))
		}
		seen[column] = true
	}
	if !seen["id"] && len(faults) == 0 {
		faults.Add(at(name, line, fault.Bad("id", "", "the column is missing: every row needs the caller's own key")))
	}
	return faults
}

func readRows(name string, reader *csv.Reader, header Header, fn func(Header, Row)) (faults fault.List) {
	row := Row{id: slices.Index(header.Columns, "id")}
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return faults
		}
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			faults.Add(at(name, parse.StartLine, malformed(err)))
			continue
		}
		if err != nil {
			faults.Add(fault.Bad("row", "", "cannot be read: %s", reason(err)))
			return faults
		}
		line, _ := reader.FieldPos(0)
		row.Place, row.cells = fault.Place{File: name, Line: line}, cells
		if bad := row.check(len(header.Columns)); len(bad) > 0 {
			faults.Add(bad...)
			continue
		}
		fn(header, row)
	}
}

// check tidies the cells in place and refuses a row that is no row.
func (r Row) check(columns int) (faults fault.List) {
	if len(r.cells) != columns {
		why := fault.Bad("row", strings.Join(r.cells, ","), "has %d cells where the header has %d", len(r.cells), columns)
		why.Value = fault.Clip(strings.ToValidUTF8(why.Value, "\uFFFD"))
		return fault.List{at(r.Place.File, r.Place.Line, why)}
	}
	for i, cell := range r.cells {
		if isPlain(cell) {
			continue
		}
		r.cells[i] = trim(Restore(trim(cell)))
		if why := badText(cell); why != "" {
			faults.Add(at(r.Place.File, r.Place.Line, fault.Bad("row", strings.ToValidUTF8(cell, "\uFFFD"), "%s", why)))
		}
	}
	return faults
}

// isPlain reports that a cell stays as it is: printable ASCII with neither a space at
// its ends nor an apostrophe before it. Almost all do.
func isPlain(cell string) bool {
	for i := range len(cell) {
		if cell[i] < ' ' || cell[i] > '~' {
			return false
		}
	}
	return cell == "" || cell[0] != ' ' && cell[0] != apostrophe[0] && cell[len(cell)-1] != ' '
}

// badText says why bytes are no text of a file, whose line ends are read as LF.
func badText(cell string) string {
	switch {
	case !utf8.ValidString(cell):
		return "is not valid UTF-8: save the file as UTF-8"
	case strings.ContainsRune(cell, 0):
		return "contains a NUL character"
	case strings.Contains(cell, "\r"):
		return "contains a carriage return alone: end lines with LF or CRLF"
	}
	return ""
}

// malformed says in words what breaks RFC 4180.
func malformed(err error) *fault.Error {
	switch {
	case errors.Is(err, csv.ErrBareQuote):
		return fault.Bad("row", "", "has a quote inside a cell that does not begin with one: quote the whole cell and double the quotes inside")
	case errors.Is(err, csv.ErrQuote):
		return fault.Bad("row", "", "has a quoted cell that does not end, or goes on after its closing quote: quotes inside are doubled")
	}
	return fault.Bad("row", "", "is no row of a CSV file (RFC 4180)")
}

// reason is the cause of a failure to read, without paths.
func reason(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

func at(file string, line int, why *fault.Error) *fault.Error {
	why.Place = &fault.Place{File: file, Line: line}
	return why
}

// trim takes off the spaces and tabs at the ends.
func trim(cell string) string { return strings.Trim(cell, " \t") }

// Cell is the cell of a column, and whether the file has one of the name.
func (r Row) Cell(header Header, column string) (cell string, given bool) {
	if i := slices.Index(header.Columns, column); i >= 0 {
		return strings.Clone(r.cells[i]), true
	}
	return "", false
}
