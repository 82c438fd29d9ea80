package access_test

import (
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/registry/access"
)

// namesIn are the fields and arguments of the schema as the table names them.
func namesIn(t *testing.T) (names []string) {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range schema.Types {
		if of.Kind != ast.Object && of.Kind != ast.Interface || strings.HasPrefix(of.Name, "__") {
			continue
		}
		for _, field := range of.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			names = append(names, of.Name+"."+field.Name)
			for _, argument := range field.Arguments {
				names = append(names, of.Name+"."+field.Name+"("+argument.Name+")")
			}
		}
	}
	return names
}

// namesOf are the fields and arguments of rows.
func namesOf(rows iter.Seq[access.Field]) (names []string) {
	for row := range rows {
		names = append(names, row.Of+"."+row.Name)
		for _, argument := range row.Arguments {
			names = append(names, row.Of+"."+row.Name+"("+argument+")")
		}
	}
	return names
}

// differences are what is wrong with rows for a schema of some names.
func differences(schema, rows []string) (wrong []string) {
	has, wanted := map[string]bool{}, map[string]bool{}
	for _, name := range schema {
		wanted[name] = true
	}
	for _, name := range rows {
		if has[name] {
			wrong = append(wrong, name+" has two rows")
		}
		if has[name] = true; !wanted[name] {
			wrong = append(wrong, name+" has a row, and is not in the schema")
		}
	}
	for _, name := range schema {
		if !has[name] {
			wrong = append(wrong, name+" has no row in registry/access/fields.go: say of which act it is a part")
		}
	}
	return wrong
}

// TestEveryFieldHasItsRow walks the schema: no field and no argument is without a row
// in the table of roles, and no row is of a field that is not there.
func TestEveryFieldHasItsRow(t *testing.T) {
	schema, rows := namesIn(t), namesOf(access.Fields())
	if len(rows) < 500 {
		t.Fatalf("the table has %d fields and arguments", len(rows))
	}
	for _, wrong := range differences(schema, rows) {
		t.Error(wrong)
	}
	for _, name := range rows {
		of, field, _ := strings.Cut(name, ".")
		field, argument, isArgument := strings.Cut(strings.TrimSuffix(field, ")"), "(")
		if _, known := access.PartOf(of, field); !known {
			t.Errorf("%s has a row, and nobody may ask it", name)
		}
		if isArgument && !access.HasArgument(of, field, argument) {
			t.Errorf("%s has a place, and nobody may give it", name)
		}
	}
}

// TestARowThatIsTakenIsMissed takes the row of each field and each argument from the table:
// it is named each time, and nothing else is.
func TestARowThatIsTakenIsMissed(t *testing.T) {
	schema, rows := namesIn(t), namesOf(access.Fields())
	for i, name := range rows {
		wrong := differences(schema, slices.Concat(rows[:i], rows[i+1:]))
		if len(wrong) != 1 || !strings.HasPrefix(wrong[0], name+" has no row") {
			t.Errorf("without %s it is told %q", name, wrong)
		}
	}
	for _, more := range []string{"Query.unheardOf", "Flow.name(of)", rows[0]} {
		if wrong := differences(schema, append(slices.Clone(rows), more)); len(wrong) != 1 || !strings.HasPrefix(wrong[0], more) {
			t.Errorf("with %s more it is told %q", more, wrong)
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
