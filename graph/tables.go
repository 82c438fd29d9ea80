package graph

import "github.com/safeconduct/safeconduct/registry/sheet"

// Tables say what the tables of an import are taken for, where that is not what they say
// themselves: a header with other names, a sheet that is called otherwise.
type Tables []Table

// Table is what is said of a table.
type Table struct {
	File    string            `json:"file"`
	Sheet   string            `json:"sheet"` // "" of a CSV file
	Kind    sheet.Kind        `json:"kind"`  // "": what the name of the sheet says
	LeftOut bool              `json:"leftOut"`
	Columns map[string]string `json:"columns"` // the column that a name in the header means, "": it is left out
}

// of is what is said of the tables of a file.
func (all Tables) of(file string) map[string]sheet.Said {
	said := map[string]sheet.Said{}
	for _, t := range all {
		if t.File == file {
			said[t.Sheet] = sheet.Said{Kind: t.Kind, LeftOut: t.LeftOut, Columns: t.Columns}
		}
	}
	return said
}
