package sheet

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Column is one column of a kind of file: how its cell becomes part of a fact,
// and how that part is written as a cell, which means the same when it is read
// again. An empty cell clears the field; an absent column leaves it as it is.
type Column[T any] struct {
	Name string
	Set  func(t *T, cell string, names Names) *fault.Error
	Cell func(t *T, keys Keys) string
}

// Schema are the columns of a kind of file, in the contract's order, and what
// a new record begins with.
type Schema[T any] struct {
	Kind    Kind
	Columns []Column[T]
	New     func(fact.Header) *T
}

// Names are the names of the columns.
func (s Schema[T]) Names() []string {
	names := make([]string, len(s.Columns))
	for i, column := range s.Columns {
		names[i] = column.Name
	}
	return names
}

// Apply sets the cells of a row on a fact and returns every bad cell.
func (s Schema[T]) Apply(header Header, row Row, to *T, names Names) (faults fault.List) {
	for i, name := range header.Columns {
		for _, column := range s.Columns {
			if column.Name != name {
				continue
			}
			if why := column.Set(to, row.cells[i], names); why != nil {
				why.Field, why.Place = name, header.at(row.Place, i)
				faults.Add(why)
			}
		}
	}
	return faults
}

// Fill sets fields by the names of their columns and returns every bad one. What
// no cell of a file can hold is refused, and lines end as a file's do.
func (s Schema[T]) Fill(to *T, fields map[string]string, names Names) (faults fault.List) {
	for _, column := range s.Columns {
		cell, given := fields[column.Name]
		if !given {
			continue
		}
		if why := column.fill(to, cell, names); why != nil {
			why.Field = column.Name
			faults.Add(why)
		}
	}
	return faults
}

func (c Column[T]) fill(to *T, cell string, names Names) *fault.Error {
	cell = strings.ReplaceAll(cell, "\r\n", "\n")
	if why := badText(cell); !why.IsEmpty() {
		return fault.BadFor("", strings.ToValidUTF8(cell, "\uFFFD"), why)
	}
	return c.Set(to, trim(cell), names)
}

// Cells writes a fact as the cells of its columns, in their order.
func (s Schema[T]) Cells(of *T, keys Keys) []string {
	cells := make([]string, len(s.Columns))
	for i, column := range s.Columns {
		cells[i] = column.Cell(of, keys)
	}
	return cells
}

// column sets a field from a cell by a parser that cannot refuse.
func column[T, F any](name string, field func(*T) *F, parse func(string) F, write func(F) string) Column[T] {
	set := func(t *T, cell string, _ Names) *fault.Error {
		*field(t) = parse(cell)
		return nil
	}
	return Column[T]{name, set, func(t *T, _ Keys) string { return write(*field(t)) }}
}

func asItStands[S ~string](s S) string { return string(s) }

// text is a column taken as it stands.
func text[T any](name string, field func(*T) *string) Column[T] {
	return column(name, field, asItStands[string], asItStands[string])
}

// word is a column of an enumeration, with a default for the empty cell.
// Whether the word is known, the fact checks itself.
func word[T any, E ~string](name string, field func(*T) *E, otherwise E) Column[T] {
	return column(name, field, func(cell string) E {
		if cell == "" {
			return otherwise
		}
		return E(cell)
	}, asItStands)
}

// words is a column of a list of words.
func words[T any, E ~string](name string, field func(*T) *[]E) Column[T] {
	return column(name, field, func(cell string) []E {
		var list []E
		for _, item := range items(cell) {
			list = append(list, E(item))
		}
		slices.Sort(list) // a set: its order says nothing
		return list
	}, joined)
}

// joined writes a list as one cell.
func joined[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, word := range list {
		words[i] = string(word)
	}
	return strings.Join(words, ";")
}

// country is a column of a country code, whose case is folded.
func country[T any](name string, field func(*T) *string) Column[T] {
	return column(name, field, foldASCII, asItStands)
}

// foldASCII folds the letters of country codes; what only looks like one stays.
func foldASCII(cell string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, cell)
}

// date is a column of a day.
func date[T any](name string, field func(*T) *civil.Date) Column[T] {
	set := func(t *T, cell string, _ Names) *fault.Error {
		if cell == "" {
			*field(t) = 0
			return nil
		}
		day, err := civil.Parse(cell)
		if err != nil {
			return fault.Bad("", cell, "is no date: expected YYYY-MM-DD, a day of the calendar such as 2020-07-16")
		}
		*field(t) = day
		return nil
	}
	return Column[T]{name, set, func(t *T, _ Keys) string { return field(t).String() }}
}

// organization is a column that refers to an organization.
func organization[T any](name string, required bool, field func(*T) *fact.ID) Column[T] {
	return reference(name, "organization", required, Names.Organization, Keys.Organization, field)
}

// reference is a column that refers to another record by its id.
func reference[T any](name, kind string, required bool, find func(Names, string) (fact.ID, bool), key func(Keys, fact.ID) string, field func(*T) *fact.ID) Column[T] {
	set := func(t *T, cell string, names Names) *fault.Error {
		if cell == "" {
			*field(t) = fact.ID{}
			if required {
				return fault.Bad("", "", "is missing: expected the id of an %s", sentence.Text(kind))
			}
			return nil
		}
		id, found := find(names, cell)
		if !found {
			return fault.Bad("", cell, "refers to no %s: none with this id is recorded or comes with it", sentence.Text(kind))
		}
		*field(t) = id
		return nil
	}
	return Column[T]{name, set, func(t *T, keys Keys) string { return keyOf(*field(t), keys, key) }}
}

// keyOf is the external id of a record, "" for that of nothing.
func keyOf(id fact.ID, keys Keys, key func(Keys, fact.ID) string) string {
	if id == (fact.ID{}) {
		return ""
	}
	return key(keys, id)
}

// items splits a list; empty items and repetitions are ignored.
func items(cell string) []string {
	var list []string
	for item := range strings.SplitSeq(cell, ";") {
		if item = trim(item); item != "" && !slices.Contains(list, item) {
			list = append(list, item)
		}
	}
	return list
}
