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
	"github.com/safeconduct/safeconduct/registry/sentence"
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

// byteOrderMark may begin a file and is ignored.
const byteOrderMark = "\uFEFF"

// Read reads a source row by row and hands every well-formed row to fn. It
// returns the faults of the file's form: of the header, then of every row that
// is no row. columns are the names that the header may hold.
func Read(src Source, columns []string, fn func(Header, Row)) fault.List {
	if src.Sheet != "" {
		return readSheet(src, columns, fn)
	}
	file, err := src.Open()
	if err != nil {
		return fault.List{src.unread(err)}
	}
	defer file.Close()
	reader := csvOf(file)
	given, why := src.csvHeader(reader)
	if why != nil {
		return fault.List{why}
	}
	header, faults := given.header(src, columns)
	if len(faults) > 0 {
		return faults
	}
	return readRows(src.Name, reader, header, fn)
}

// csvOf reads the rows of a CSV file.
func csvOf(file io.Reader) *csv.Reader {
	buffered := bufio.NewReaderSize(file, 1<<16)
	if mark, _ := buffered.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
		_, _ = buffered.Discard(len(byteOrderMark))
	}
	reader := csv.NewReader(buffered)
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	return reader
}

// unread is what is said of a file that cannot be read.
func (s Source) unread(err error) *fault.Error {
	return at(s.Name, 1, fault.Bad("row", "", "cannot be read: %s", reason(err)))
}

func readRows(name string, reader *csv.Reader, header Header, fn func(Header, Row)) (faults fault.List) {
	row := Row{id: header.id()}
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
		if len(cells) != len(header.Columns) {
			why := fault.Bad("row", strings.Join(cells, ","), "has %d cells where the header has %d", len(cells), len(header.Columns))
			why.Value = fault.Clip(strings.ToValidUTF8(why.Value, "\uFFFD"))
			faults.Add(at(name, line, why))
			continue
		}
		if bad := row.check(header); len(bad) > 0 {
			faults.Add(bad...)
			continue
		}
		fn(header, row)
	}
}

// check tidies the cells in place and refuses those that are no text.
func (r Row) check(header Header) (faults fault.List) {
	for i, cell := range r.cells {
		if isPlain(cell) {
			continue
		}
		r.cells[i] = trim(Restore(trim(cell)))
		if why := badText(cell); !why.IsEmpty() {
			bad := fault.BadFor("row", strings.ToValidUTF8(cell, "\uFFFD"), why)
			bad.Place = header.at(r.Place, i)
			faults.Add(bad)
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
func badText(cell string) sentence.Sentence {
	switch {
	case !utf8.ValidString(cell):
		return sentence.New("is not valid UTF-8: save the file as UTF-8")
	case strings.ContainsRune(cell, 0):
		return sentence.New("contains a NUL character")
	case strings.Contains(cell, "\r"):
		return sentence.New("contains a carriage return alone: end lines with LF or CRLF")
	}
	return sentence.Sentence{}
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
