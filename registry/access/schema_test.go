package access_test

import (
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/access"
)

// TestEveryFieldHasItsRow walks the schema: no field and no argument is without a row
// in the table of roles, and no row is of a field that is not there.
func TestEveryFieldHasItsRow(t *testing.T) {
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, of := range schema.Types {
		if of.Kind != ast.Object && of.Kind != ast.Interface || strings.HasPrefix(of.Name, "__") {
			continue
		}
		for _, field := range of.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			name := of.Name + "." + field.Name
			there[name] = true
			if _, known := access.PartOf(of.Name, field.Name); !known {
				t.Errorf("%s has no row in registry/access/fields.go: say of which act it is a part", name)
			}
			for _, argument := range field.Arguments {
				there[name+"("+argument.Name+")"] = true
				if !access.HasArgument(of.Name, field.Name, argument.Name) {
					t.Errorf("%s(%s:) has no place in registry/access/fields.go", name, argument.Name)
				}
			}
		}
	}
	seen := map[string]bool{}
	for row := range access.Fields() {
		name := row.Of + "." + row.Name
		if seen[name] {
			t.Errorf("%s has two rows", name)
		}
		seen[name] = true
		for _, asked := range append([]string{""}, row.Arguments...) {
			if asked != "" {
				asked = "(" + asked + ")"
			}
			if !there[name+asked] {
				t.Errorf("%s%s has a row, and is not in the schema", name, asked)
			}
		}
	}
}

// TestWhatIsInNoRowNobodyMay asks for what the table does not know.
func TestWhatIsInNoRowNobodyMay(t *testing.T) {
	if _, known := access.PartOf("Query", "unheardOf"); known {
		t.Error("an unknown field has a part")
	}
	for _, role := range append([]access.Role{"", "ROOT"}, access.Roles...) {
		if role.May("do what nobody thought of") {
			t.Errorf("%s may do what has no row", role)
		}
	}
	for _, role := range []access.Role{"", "ROOT", "admin"} {
		if role.May(access.BeAnybody) {
			t.Errorf("%q is no role, and may", role)
		}
	}
}
