package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Lint tells what in a schema is not as the linters of GraphQL recommend: descriptions,
// names, deprecations, types that nobody reaches, and the pages of Relay. Each is one line
// that begins with the place.
func Lint(s *ast.Schema) []string {
	l := &lint{Schema: s, reached: map[string]bool{}}
	for _, root := range []*ast.Definition{s.Query, s.Mutation, s.Subscription} {
		if root != nil {
			l.reach(root.Name)
			l.rootNames(root)
		}
	}
	for _, d := range s.Types {
		if d.BuiltIn || strings.HasPrefix(d.Name, "__") {
			continue
		}
		if !l.reached[d.Name] {
			l.tell(d.Name, "is reached from nowhere")
		}
		l.definition(d)
		l.pages(d)
	}
	slices.Sort(l.found)
	return slices.Compact(l.found)
}

type lint struct {
	*ast.Schema
	reached map[string]bool
	found   []string
}

func (l *lint) tell(at, format string, args ...any) {
	l.found = append(l.found, at+" "+fmt.Sprintf(format, args...))
}

// reach notes what can be asked for from a type, or given to its fields.
func (l *lint) reach(name string) {
	d := l.Types[name]
	if d == nil || l.reached[name] {
		return
	}
	l.reached[name] = true
	for _, f := range d.Fields {
		l.reach(f.Type.Name())
		for _, a := range f.Arguments {
			l.reach(a.Type.Name())
		}
	}
	for _, other := range slices.Concat(d.Interfaces, d.Types) {
		l.reach(other)
	}
	for _, possible := range l.PossibleTypes[name] {
		l.reach(possible.Name)
	}
}

var (
	pascal = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	camel  = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
	upper  = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
	asked  = regexp.MustCompile(`^(get|query|list)[A-Z]|(Query|Mutation|Subscription)$`)
)

func (l *lint) definition(d *ast.Definition) {
	l.named(d.Name, d.Name, pascal, d.Description, d.Directives)
	seen := map[string]bool{}
	for _, v := range d.EnumValues {
		l.named(d.Name+"."+v.Name, v.Name, upper, v.Description, v.Directives)
		if lower := strings.ToLower(v.Name); seen[lower] {
			l.tell(d.Name+"."+v.Name, "differs from another value by its case alone")
		}
		seen[strings.ToLower(v.Name)] = true
	}
	for _, f := range d.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		at := d.Name + "." + f.Name
		l.named(at, f.Name, camel, f.Description, f.Directives)
		if strings.HasPrefix(strings.ToLower(f.Name), strings.ToLower(d.Name)) && d.Kind != ast.InputObject {
			l.tell(at, "repeats the name of its type")
		}
		for _, a := range f.Arguments {
			l.named(at+"("+a.Name+":)", a.Name, camel, a.Description, a.Directives)
		}
	}
}

// named looks at what has a name, a description and perhaps a deprecation.
func (l *lint) named(at, name string, as *regexp.Regexp, description string, marks ast.DirectiveList) {
	if !as.MatchString(name) {
		l.tell(at, "is not named as its kind is: expected %s", as)
	}
	if strings.TrimSpace(description) == "" {
		l.tell(at, "has no description")
	}
	if old := marks.ForName("deprecated"); old != nil {
		if reason := old.Arguments.ForName("reason"); reason == nil || strings.TrimSpace(reason.Value.Raw) == "" {
			l.tell(at, "is deprecated without a reason")
		}
	}
}

func (l *lint) rootNames(root *ast.Definition) {
	for _, f := range root.Fields {
		if asked.MatchString(f.Name) {
			l.tell(root.Name+"."+f.Name, "says in its name that it is asked")
		}
	}
}
