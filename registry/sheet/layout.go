package sheet

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/xlsx"
)

// Layout is what a table of a file is taken for: whoever sends it can say otherwise
// ([Said]).
type Layout struct {
	File    string    `json:"file"`
	Sheet   string    `json:"sheet"` // "" of a CSV file
	Kind    Kind      `json:"kind"`  // "" where it is not known
	LeftOut bool      `json:"leftOut"`
	Columns []Matched `json:"columns"` // none where the header cannot be read
	Known   []string  `json:"known"`   // the columns that its kind has
}

// Matched is a name in a header, with the column that it is taken for.
type Matched struct {
	Given   string `json:"given"`
	Column  string `json:"column"`  // "" where it is none, or left out
	Nearest string `json:"nearest"` // the nearest column; "" where none is near, or it is one
	LeftOut bool   `json:"leftOut"`
}

// Layouts are what the tables of a file are taken for. What is wrong with them, an import
// tells.
func Layouts(file Source) (all []Layout) {
	tables, _ := Tables(file)
	for name, said := range file.Said {
		if said.LeftOut {
			all = append(all, Layout{File: file.Name, Sheet: name, LeftOut: true, Columns: []Matched{}, Known: []string{}})
		}
	}
	slices.SortFunc(all, func(a, b Layout) int { return strings.Compare(a.Sheet, b.Sheet) })
	for _, table := range tables {
		of := Layout{File: table.Name, Sheet: table.Sheet, Kind: table.Kind, Columns: []Matched{}, Known: table.Kind.Columns()}
		for _, name := range table.headerNames() {
			of.Columns = append(of.Columns, table.match(name, of.Known))
		}
		all = append(all, of)
	}
	return all
}

// match says what a name in a header is taken for.
func (s Source) match(name string, known []string) Matched {
	m := Matched{Given: name, Column: name}
	if column, said := s.said().Columns[name]; said {
		m.Column, m.LeftOut = column, column == ""
	}
	if !slices.Contains(known, m.Column) {
		m.Column, m.Nearest = "", fault.Nearest(name, known)
	}
	return m
}

// headerNames are the names in the header, none where it cannot be read.
func (s Source) headerNames() []string {
	if s.Sheet == "" {
		file, err := s.Open()
		if err != nil {
			return nil
		}
		defer file.Close()
		given, _ := s.csvHeader(csvOf(file))
		return given.names
	}
	book, why := s.book()
	if why != nil {
		return nil
	}
	var names []string
	_ = book.Rows(s.Sheet, func(line int, cells []xlsx.Cell) bool { // what is wrong, the import tells
		names = (&sheetRows{src: s}).given(line, cells).names
		return false
	})
	return names
}
