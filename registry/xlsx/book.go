package xlsx

import (
	"encoding/xml"
	"path"
	"strings"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Book is a workbook of which nothing but the cells is still to be read.
type Book struct {
	// Sheets are the names of the sheets of cells that its reader sees: a hidden one is
	// no part of what somebody hands over.
	Sheets []string

	parts    parts
	places   map[string]string // the parts of the sheets by their names
	strings  texts
	formats  []format // by the number of the style
	from1904 bool     // days are counted from 1904
}

// Open reads a workbook but for its rows, or says why it is none that can be read.
func Open(content []byte) (*Book, *fault.Error) {
	all, why := open(content)
	if why != nil {
		return nil, why
	}
	b := &Book{parts: all, places: map[string]string{}}
	main, why := b.main()
	if why != nil {
		return nil, why
	}
	related, why := b.related(main)
	if why != nil {
		return nil, why
	}
	if why := b.parts.read(main, func(d *decoder) *fault.Error { return d.each(b.workbook(related)) }); why != nil {
		return nil, why
	}
	once := map[string]bool{}
	for _, r := range related {
		if once[r.kind] && (r.kind == "sharedStrings" || r.kind == "styles") {
			return nil, damaged() // there is one of each
		}
		once[r.kind] = true
		switch r.kind {
		case "sharedStrings":
			why = b.parts.read(r.target, b.strings.read)
		case "styles":
			why = b.parts.read(r.target, b.readStyles)
		}
		if why != nil {
			return nil, why
		}
	}
	return b, nil
}

// main is the name of the part that lists the sheets.
func (b *Book) main() (string, *fault.Error) {
	if _, there := b.parts["_rels/.rels"]; there {
		related, why := b.related("")
		if why != nil {
			return "", why
		}
		for _, r := range related {
			if r.kind == "officeDocument" && strings.HasSuffix(r.target, ".xml") && b.parts[r.target] != nil {
				return r.target, nil
			}
		}
	}
	return "", bad("is an archive, and no XLSX workbook")
}

// relation says what another part is to a part.
type relation struct{ kind, target string }

// related are the parts to which a part refers, by their ids; those outside of the
// workbook, such as the address of a link, are none of them.
func (b *Book) related(of string) (map[string]relation, *fault.Error) {
	folder, base := path.Split(of)
	found := map[string]relation{}
	why := b.parts.read(folder+"_rels/"+base+".rels", func(d *decoder) *fault.Error {
		return d.each(func(tag xml.StartElement) *fault.Error {
			if tag.Name.Local == "Relationship" && attribute(tag, "TargetMode") != "External" {
				target := attribute(tag, "Target")
				if !strings.HasPrefix(target, "/") {
					target = "/" + folder + target
				}
				found[attribute(tag, "Id")] = relation{path.Base(attribute(tag, "Type")), strings.TrimPrefix(path.Clean(target), "/")}
			}
			return nil
		})
	})
	return found, why
}

// workbook takes the tags of the part that lists the sheets.
func (b *Book) workbook(related map[string]relation) func(xml.StartElement) *fault.Error {
	return func(tag xml.StartElement) *fault.Error {
		switch tag.Name.Local {
		case "workbookPr":
			b.from1904 = isTrue(attribute(tag, "date1904"))
		case "sheet":
			name, state := attribute(tag, "name"), attribute(tag, "state")
			of := related[relationID(tag)]
			if of.kind != "worksheet" || state == "hidden" || state == "veryHidden" {
				return nil
			}
			_, twice := b.places[name]
			if twice || name == "" || b.parts[of.target] == nil || b.shows(of.target) {
				return damaged()
			}
			b.Sheets = append(b.Sheets, name)
			b.places[name] = of.target
		}
		return nil
	}
}

// shows reports whether a part is a sheet already: else a small workbook could have one
// read without end.
func (b *Book) shows(part string) bool {
	for _, known := range b.places {
		if known == part {
			return true
		}
	}
	return false
}

// relationID is the attribute r:id of a sheet, whose own number has another name.
func relationID(tag xml.StartElement) string {
	for _, a := range tag.Attr {
		if a.Name.Local == "id" && strings.HasSuffix(a.Name.Space, "/relationships") {
			return a.Value
		}
	}
	return ""
}

func isTrue(attribute string) bool { return attribute == "1" || attribute == "true" }
