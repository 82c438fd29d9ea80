package limit_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// TestEveryQuestionOfThePageIsAllowed asks what the page asks, by the largest values that
// it may send.
func TestEveryQuestionOfThePageIsAllowed(t *testing.T) {
	s, all := schema(t), ""
	err := filepath.WalkDir("../../web/src", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".graphql") {
			return err
		}
		text, err := os.ReadFile(path)
		all += string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	parsed, errs := gqlparser.LoadQueryWithRules(s, all, nil)
	if errs != nil {
		t.Fatal(errs)
	}
	if len(parsed.Operations) < 50 {
		t.Errorf("the page has %d operations", len(parsed.Operations))
	}
	for _, operation := range parsed.Operations {
		variables := map[string]any{}
		for _, v := range operation.VariableDefinitions {
			variables[v.Variable] = largest(v)
		}
		if err := limit.CheckCost(limit.Cost(operation, variables)); err != nil {
			t.Errorf("%s: %v", operation.Name, err)
		}
	}
}

// largest is the largest value that the page may send for a variable.
func largest(v *ast.VariableDefinition) any {
	switch {
	case v.Type.Elem != nil:
		return make([]any, 1000)
	case v.Type.NamedType == "FlowFilter":
		one := []any{"x"} // what people choose by, each by one
		return map[string]any{
			"status": make([]any, 4), "origin": one, "destination": one, "customer": one, "exporter": one, "importer": one,
			"instrument": one, "assignee": one, "reason": one, "remedy": one, "text": "x",
		}
	case v.Variable == "from":
		return "1990-01-01"
	case v.Variable == "through":
		return "2059-12-31"
	}
	return map[string]any{"Int": int64(50), "String": "x", "Date": "2026-12-01"}[v.Type.NamedType]
}
