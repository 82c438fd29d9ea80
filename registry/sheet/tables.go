package sheet

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// The endings of files by their form.
const (
	workbook = ".xlsx"
	plain    = ".csv"
)

// Tables are the tables of a file: a CSV file is one, of a workbook each sheet that is
// not empty is one; but for those that are said to be left out. A fault says why the
// file has none, or of which sheet it is not known what its rows are.
func Tables(file Source) (tables []Source, faults fault.List) {
	isBook, why := file.isWorkbook()
	if why != nil {
		return nil, fault.List{at(file.Name, 1, why)}
	}
	if !isBook {
		return []Source{file}, nil
	}
	book, why := file.book()
	if why != nil {
		return nil, fault.List{at(file.Name, 1, why)}
	}
	for _, name := range book.Sheets {
		table, is := file, false
		table.Sheet = name
		why := book.Rows(name, func(int, []xlsx.Cell) bool { is = true; return false })
		if why == nil && (!is || table.said().LeftOut) {
			continue
		}
		if table.Kind = table.kind(); why == nil && !slices.Contains(Kinds, table.Kind) {
			why = fault.Bad("kind", name, "the name of the sheet does not say what its rows are: expected %s; rename it, or hide it", sentence.Either(KindNames()))
		}
		if why != nil {
			faults.Add(table.at(1, why))
			table.Kind = ""
		}
		tables = append(tables, table)
	}
	if len(tables) == 0 && len(faults) == 0 {
		faults.Add(at(file.Name, 1, fault.Bad("row", "", "is a workbook without rows: expected a sheet with a header row")))
	}
	return tables, faults
}

// said is what somebody has said of the table.
func (s Source) said() Said { return s.Said[s.Sheet] }

// kind is what the rows of a sheet are: as somebody says, as its name does, or as the
// file is.
func (s Source) kind() Kind {
	name := Kind(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(trim(s.Sheet))))
	switch {
	case s.said().Kind != "":
		return s.said().Kind
	case slices.Contains(Kinds, name):
		return name
	}
	return s.Kind
}

// isWorkbook reports whether the file is a workbook by its content. One whose name says
// the contrary is refused: either could be meant.
func (s Source) isWorkbook() (bool, *fault.Error) {
	file, err := s.Open()
	if err != nil {
		return false, nil // which is told where its rows are read
	}
	defer file.Close()
	begins, _ := bufio.NewReader(file).Peek(8)
	is := xlsx.IsArchive(begins) || xlsx.IsCompound(begins)
	switch {
	case is && isNamed(s.Name, plain):
		return false, fault.Bad("row", "", "is a workbook that is named as CSV: name it %s, or save it as CSV", workbook)
	case !is && isNamed(s.Name, workbook):
		return false, fault.Bad("row", "", "is no XLSX workbook, though it is named so: if it is a CSV file, name it %s", plain)
	}
	return is, nil
}

// book opens the workbook. It lies in memory while it is read.
func (s Source) book() (*xlsx.Book, *fault.Error) {
	file, err := s.Open()
	if err != nil {
		return nil, s.unread(err)
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, xlsx.LargestFile+1))
	if err != nil {
		return nil, s.unread(err)
	}
	return xlsx.Open(content)
}

// at is a fault in a row of the table.
func (s Source) at(line int, why *fault.Error) *fault.Error {
	why.Place = &fault.Place{File: s.Name, Sheet: s.Sheet, Line: line}
	return why
}

// readSheet is [Read] for a sheet of a workbook.
func readSheet(src Source, columns []string, fn func(Header, Row)) (faults fault.List) {
	book, why := src.book()
	if why != nil {
		return fault.List{src.at(1, why)}
	}
	r := &sheetRows{src: src}
	why = book.Rows(src.Sheet, func(line int, cells []xlsx.Cell) bool {
		if r.header.Columns == nil {
			r.header, faults = r.given(line, cells).header(src, columns)
			r.row.id = r.header.id()
			return len(faults) == 0
		}
		if bad := r.take(line, cells); len(bad) > 0 {
			faults.Add(bad...)
		} else {
			fn(r.header, r.row)
		}
		return true
	})
	if why != nil {
		faults.Add(src.at(max(r.row.Place.Line, 1), why))
	}
	return faults
}

// sheetRows are the rows of a sheet as rows of a file.
type sheetRows struct {
	src    Source
	header Header
	row    Row
}

func (r *sheetRows) given(line int, cells []xlsx.Cell) given {
	g := given{place: fault.Place{File: r.src.Name, Sheet: r.src.Sheet, Line: line}}
	for _, cell := range cells {
		if name := trim(cell.Text); name != "" {
			g.names, g.places = append(g.names, name), append(g.places, cell.Column)
		}
	}
	return g
}

// take makes the row of cells; one that stands under no column is refused.
func (r *sheetRows) take(line int, cells []xlsx.Cell) (faults fault.List) {
	r.row.Place = fault.Place{File: r.src.Name, Sheet: r.src.Sheet, Line: line}
	r.row.cells = append(r.row.cells[:0], make([]string, len(r.header.Columns))...)
	for _, cell := range cells {
		i, under := slices.BinarySearch(r.header.places, cell.Column)
		why := cell.Why
		if !under {
			why = sentence.New("stands under no name of the header: write one, or clear the cell")
		}
		if !why.IsEmpty() {
			field := "row"
			if under && r.header.Columns[i] != leftOut {
				field = r.header.Columns[i]
			}
			bad := fault.BadFor(field, cell.Text, why)
			bad.Place = &fault.Place{File: r.src.Name, Sheet: r.src.Sheet, Line: line, Cell: xlsx.CellName(cell.Column, line)}
			return fault.List{bad} // the first of the row: a row has thousands of cells
		}
		r.row.cells[i] = cell.Text
	}
	return r.row.check(r.header)
}
