package law

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestEveryFieldIsDocumented holds docs/law-format.md against the structs: every
// field has a row in the section of its struct.
func TestEveryFieldIsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/law-format.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for line := range strings.Lines(string(doc)) {
		if name, ok := strings.CutPrefix(line, "| `"); ok {
			field, _, _ := strings.Cut(name, "`")
			documented[field] = true
			if strings.HasSuffix(strings.TrimSpace(line), "|  |") {
				t.Errorf("%s has no meaning in docs/law-format.md", field)
			}
		}
	}
	seen := map[string]bool{}
	visit(reflect.TypeFor[file](), map[reflect.Type]bool{}, func(of reflect.Type, field string) {
		seen[field] = true
		if !documented[field] {
			t.Errorf("docs/law-format.md does not document the field %s of %s", field, of.Name())
		}
	})
	for field := range documented {
		if !seen[field] {
			t.Errorf("docs/law-format.md documents %s, which is no field", field)
		}
	}
}

// visit hands over every YAML field of a struct and of those that it holds.
func visit(of reflect.Type, seen map[reflect.Type]bool, found func(reflect.Type, string)) {
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice || of.Kind() == reflect.Array {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct || seen[of] {
		return
	}
	seen[of] = true
	for _, field := range fieldNames(of) {
		found(of, field)
	}
	for i := range of.NumField() {
		visit(of.Field(i).Type, seen, found)
	}
}
