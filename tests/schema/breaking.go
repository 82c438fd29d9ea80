// Package schema holds the public schema against the one that was released last, and
// against the rules that the linters of GraphQL recommend.
package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Breaking tells what a client of the released schema may not ask or read any more of the
// present one, each as one line that begins with the place.
func Breaking(released, present *ast.Schema) []string {
	c := &comparison{present: present}
	for name, was := range released.Types {
		if strings.HasPrefix(name, "__") {
			continue
		}
		if is := present.Types[name]; is == nil {
			c.tell(name, "is gone")
		} else {
			c.definition(was, is)
		}
	}
	for name := range released.Directives {
		if present.Directives[name] == nil {
			c.tell("@"+name, "is gone")
		}
	}
	slices.Sort(c.found)
	return c.found
}

type comparison struct {
	present *ast.Schema
	found   []string
}

func (c *comparison) tell(at, format string, args ...any) {
	c.found = append(c.found, at+" "+fmt.Sprintf(format, args...))
}

func (c *comparison) definition(was, is *ast.Definition) {
	if was.Kind != is.Kind {
		c.tell(was.Name, "was %s and is %s", was.Kind, is.Kind)
		return
	}
	for _, value := range was.EnumValues {
		if is.EnumValues.ForName(value.Name) == nil {
			c.tell(was.Name+"."+value.Name, "is gone")
		}
	}
	for _, name := range slices.Concat(was.Interfaces, was.Types) {
		if !slices.Contains(slices.Concat(is.Interfaces, is.Types), name) {
			c.tell(was.Name, "has nothing to do with %s any more", name)
		}
	}
	input := was.Kind == ast.InputObject
	for _, field := range was.Fields {
		at, now := was.Name+"."+field.Name, is.Fields.ForName(field.Name)
		switch {
		case now == nil:
			c.tell(at, "is gone")
		case input:
			c.given(at, field.Type, now.Type, field.DefaultValue, now.DefaultValue)
		default:
			if !promises(now.Type, field.Type) {
				c.tell(at, "was %s and is %s", field.Type, now.Type)
			}
			c.arguments(at, field.Arguments, now.Arguments)
		}
	}
	for _, field := range is.Fields {
		if input && was.Fields.ForName(field.Name) == nil && isRequired(field.Type, field.DefaultValue) {
			c.tell(was.Name+"."+field.Name, "is new and required")
		}
	}
}

func (c *comparison) arguments(of string, were, are ast.ArgumentDefinitionList) {
	for _, was := range were {
		at := of + "(" + was.Name + ":)"
		if is := are.ForName(was.Name); is == nil {
			c.tell(at, "is gone")
		} else {
			c.given(at, was.Type, is.Type, was.DefaultValue, is.DefaultValue)
		}
	}
	for _, is := range are {
		if were.ForName(is.Name) == nil && isRequired(is.Type, is.DefaultValue) {
			c.tell(of+"("+is.Name+":)", "is new and required")
		}
	}
}

// given compares what clients give.
func (c *comparison) given(at string, was, is *ast.Type, usual, usually *ast.Value) {
	takes := promises(was, is) || usually != nil && sameBut(was, is)
	switch {
	case !takes:
		c.tell(at, "was %s and is %s", was, is)
	case text(usual) != text(usually):
		c.tell(at, "was %s where nothing is given, and is %s", text(usual), text(usually))
	}
}

func isRequired(t *ast.Type, usual *ast.Value) bool { return t.NonNull && usual == nil }

func text(v *ast.Value) string {
	if v == nil {
		return "nothing"
	}
	return v.String()
}

// promises reports whether all that a type may be, another one may be, too.
func promises(t, other *ast.Type) bool {
	switch {
	case other.NonNull && !t.NonNull, (t.Elem == nil) != (other.Elem == nil):
		return false
	case t.Elem != nil:
		return promises(t.Elem, other.Elem)
	}
	return t.NamedType == other.NamedType
}

// sameBut reports whether two types differ in whether null may be given at most.
func sameBut(a, b *ast.Type) bool {
	nullable := *b
	nullable.NonNull = false
	return promises(a, &nullable)
}
