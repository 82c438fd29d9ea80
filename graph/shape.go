package graph

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/accesslog"
)

// The bounds of what a line of the access log tells of an operation.
const (
	mostAsked    = 30
	mostObjects  = 100
	mostNamed    = 2_000 // bytes of the ids together
	longestNamed = 100   // of an id or a name
)

// naming are the arguments whose values are ids: those alone are recorded.
var naming = []string{"id", "ids", "externalId", "sha256"}

// describe tells the shape of an operation: each field that has arguments, with their
// types, and the ids by which things are asked for.
func describe(l *accesslog.Line, operation *graphql.OperationContext) {
	s := shape{variables: operation.Variables, line: l}
	l.Operation = clip(operation.Operation.Name)
	s.selection(operation.Operation.SelectionSet)
	l.Asked = atMost(l.Asked, mostAsked)
	l.Objects = atMost(l.Objects, min(mostObjects, fitting(l.Objects, mostNamed)))
}

// shape walks an operation, each fragment once.
type shape struct {
	variables map[string]any
	line      *accesslog.Line
	fragments []string // that were walked
}

func (s *shape) selection(set ast.SelectionSet) {
	for _, selected := range set {
		switch selected := selected.(type) {
		case *ast.Field:
			if len(selected.Arguments) > 0 {
				s.field(selected)
			}
			s.selection(selected.SelectionSet)
		case *ast.InlineFragment:
			s.selection(selected.SelectionSet)
		case *ast.FragmentSpread:
			if !slices.Contains(s.fragments, selected.Name) {
				s.fragments = append(s.fragments, selected.Name)
				s.selection(selected.Definition.SelectionSet)
			}
		}
	}
}

func (s *shape) field(f *ast.Field) {
	var b strings.Builder
	b.WriteString(f.Name)
	between := "("
	for _, a := range f.Arguments {
		b.WriteString(between)
		b.WriteString(a.Name)
		if d := f.Definition.Arguments.ForName(a.Name); d != nil {
			b.WriteString(": ")
			b.WriteString(d.Type.String())
		}
		between = ", "
		if slices.Contains(naming, a.Name) {
			s.objects(f.Name, a.Value)
		}
	}
	b.WriteByte(')')
	if asked := b.String(); !slices.Contains(s.line.Asked, asked) {
		s.line.Asked = append(s.line.Asked, asked)
	}
}

// objects tells the ids that an argument has.
func (s *shape) objects(field string, v *ast.Value) {
	given, err := v.Value(s.variables)
	if err != nil {
		return // it is refused for that
	}
	switch given := given.(type) {
	case string:
		s.line.Objects = append(s.line.Objects, field+" "+clip(given))
	case []any:
		for _, id := range given {
			s.line.Objects = append(s.line.Objects, field+" "+clip(fmt.Sprint(id)))
		}
	}
}

// atMost are the first of some texts, and how many more there are.
func atMost(all []string, most int) []string {
	if more := len(all) - most; more > 0 {
		return append(all[:most:most], fmt.Sprintf("… and %d more", more))
	}
	return all
}

// fitting is how many of the first texts have so many bytes together.
func fitting(all []string, bytes int) (n int) {
	for _, text := range all {
		if bytes -= len(text); bytes < 0 {
			break
		}
		n++
	}
	return n
}

func clip(text string) string {
	if len(text) > longestNamed {
		return strings.ToValidUTF8(text[:longestNamed], "") + "…"
	}
	return text
}

// objectsIn is how many objects JSON has, beside the outermost.
func objectsIn(data []byte) int {
	n := -1
	for len(data) > 0 {
		quote := bytes.IndexByte(data, '"')
		if quote < 0 {
			return max(n+bytes.Count(data, []byte{'{'}), 0)
		}
		n += bytes.Count(data[:quote], []byte{'{'})
		data = behindText(data[quote+1:])
	}
	return max(n, 0)
}

// behindText is what follows a text of JSON, of which the first quote is read.
func behindText(data []byte) []byte {
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return data[i+1:]
		}
	}
	return nil
}
