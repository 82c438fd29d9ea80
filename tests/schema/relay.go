package schema

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// pages looks at a type as Relay's specification of cursor connections has it.
func (l *lint) pages(d *ast.Definition) {
	switch {
	case d.Name == "PageInfo":
		l.has(d, "hasNextPage", "Boolean!")
		l.has(d, "hasPreviousPage", "Boolean!")
		l.has(d, "startCursor", "String")
		l.has(d, "endCursor", "String")
	case strings.HasSuffix(d.Name, "Connection"):
		l.has(d, "pageInfo", "PageInfo!")
		l.has(d, "edges", "["+strings.TrimSuffix(d.Name, "Connection")+"Edge!]!")
	case strings.HasSuffix(d.Name, "Edge"):
		l.has(d, "cursor", "String!")
		if node := d.Fields.ForName("node"); node == nil || node.Type.Elem != nil {
			l.tell(d.Name, "has no node")
		}
		if l.Types[strings.TrimSuffix(d.Name, "Edge")+"Connection"] == nil {
			l.tell(d.Name, "is the edge of no connection")
		}
	}
	for _, f := range d.Fields {
		if f.Type.Elem == nil && strings.HasSuffix(f.Type.Name(), "Connection") {
			l.takes(d.Name+"."+f.Name, f.Arguments, "first", "Int")
			l.takes(d.Name+"."+f.Name, f.Arguments, "after", "String")
		}
	}
}

func (l *lint) has(d *ast.Definition, name, kind string) {
	if f := d.Fields.ForName(name); f == nil || f.Type.String() != kind {
		l.tell(d.Name, "has no %s: %s", name, kind)
	}
}

// takes looks for an argument that turns pages, which may not be required.
func (l *lint) takes(at string, all ast.ArgumentDefinitionList, name, kind string) {
	if a := all.ForName(name); a == nil || a.Type.String() != kind {
		l.tell(at, "takes no %s: %s", name, kind)
	}
}
