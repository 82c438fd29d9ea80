package limit_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/limit"
)

func schema(t testing.TB) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("../../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	return gqlparser.MustLoadSchema(&ast.Source{Input: string(text)})
}

func cost(t *testing.T, s *ast.Schema, document string, variables map[string]any) int64 {
	t.Helper()
	parsed, err := gqlparser.LoadQueryWithRules(s, document, nil)
	if err != nil {
		t.Fatal(err)
	}
	return limit.Cost(parsed.Operations[0], variables)
}

func TestCosts(t *testing.T) {
	s := schema(t)
	for _, c := range []struct {
		name, document string
		variables      map[string]any
		want           int64
	}{
		{"a field", "{ __typename }", nil, 1},
		{"a list without a page", `{ flow(externalId: "f") { verdict { reasons { code } } } }`, nil, 1 + 20 + 1 + 10},
		{"a page", "{ agreements(first: 7) { nodes { id } } }", nil, 1 + 7*2},
		{"the page that nobody asks for", "{ agreements { nodes { id } } }", nil, 1 + 50*2},
		{"a page by a variable", "query($n: Int) { agreements(first: $n) { nodes { id } } }", map[string]any{"n": int64(9)}, 1 + 9*2},
		{"a variable that is not given", "query($n: Int) { agreements(first: $n) { nodes { id } } }", nil, 1 + 50*2},
		{"a page by a variable that is null", "query($n: Int) { agreements(first: $n) { nodes { id } } }", map[string]any{"n": nil}, 1 + 50*2},
		{"a page by null", "{ agreements(first: null) { nodes { id } } }", nil, 1 + 50*2},
		{"a page by a number of JSON", "query($n: Int) { agreements(first: $n) { nodes { id } } }", map[string]any{"n": json.Number("9")}, 1 + 9*2},
		{"a page by text", "query($n: Int) { agreements(first: $n) { nodes { id } } }", map[string]any{"n": "9"}, 1 + 1000*2},
		{"a page by what is no whole number", "query($n: Int) { agreements(first: $n) { nodes { id } } }", map[string]any{"n": 9.0}, 1 + 1000*2},
		{"a dry run", `mutation { endFlow(externalId: "f", endedOn: "2026-01-01", dryRun: true) { record { __typename } } }`, nil, 50_000 + 1 + 1},
		{"none", `mutation { endFlow(externalId: "f", endedOn: "2026-01-01", dryRun: false) { record { __typename } } }`, nil, 1 + 1 + 1},
		{"one by a variable", `mutation($d: Boolean) { endFlow(externalId: "f", endedOn: "2026-01-01", dryRun: $d) { record { __typename } } }`, nil, 50_000 + 1 + 1},
		{"one by a variable that is called false", `mutation($false: Boolean) { endFlow(externalId: "f", endedOn: "2026-01-01", dryRun: $false) { record { __typename } } }`, nil, 50_000 + 1 + 1},
		{"ids", `query($i: [ID!]!) { nodes(ids: $i) { id } }`, map[string]any{"i": []any{"a", "b", "c"}}, 1 + 3},
		{"ids beside each other", `query($a: ID!) { nodes(ids: [$a, "b"]) { id } }`, map[string]any{"a": "a"}, 1 + 2},
		{"an id alone", `{ nodes(ids: "a") { id } }`, nil, 1 + 1},
		{"an id alone by a variable", `query($i: [ID!]!) { nodes(ids: $i) { id } }`, map[string]any{"i": []string{"a"}}, 1 + 1},
		{"a fragment, where it is spread", "{ agreements(first: 3) { nodes { ...f } edges { node { ...f } } } } fragment f on Agreement { id kind }", nil, 1 + 3*(1+2+1+1+2)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cost(t, s, c.document, c.variables); got != c.want {
				t.Errorf("costs %d, want %d", got, c.want)
			}
		})
	}
}

// TestAnOperationHasRoomForFourHypotheses supposes more and more in one operation, by a
// field of its own and by a list of what was saved.
func TestAnOperationHasRoomForFourHypotheses(t *testing.T) {
	s := schema(t)
	for n := 1; n < 30; n++ {
		several, asked := "{", `impact(asOf: "2026-12-01") { worsened groups(by: ORIGIN) { nodes { name hits } } }`
		for i := range n {
			several += fmt.Sprintf(` s%d: scenario(changes: [{end: {instrument: "eu-us-dpf", through: "2026-11-%02d"}}]) { %s }`, i, i+1, asked)
		}
		saved := fmt.Sprintf("{ scenarios(first: %d) { nodes { scenario { %s } } } }", n, asked)
		for _, document := range []string{several + " }", saved} {
			if err := limit.CheckCost(cost(t, s, document, nil)); (err == nil) != (n <= 4) {
				t.Errorf("%d hypotheses: %v: %s", n, err, document)
			}
		}
	}
}

// TestCostsSaturate doubles pages of pages until no number holds them.
func TestCostsSaturate(t *testing.T) {
	s := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { of(first: Int = 50): [Query!]! }"})
	text := "{ ...f0 }"
	for i := range 60 {
		text += fmt.Sprintf(" fragment f%d on Query { a: of(first: 1000) { ...f%d } b: of { ...f%d } }", i, i+1, i+1)
	}
	text += " fragment f60 on Query { __typename }"
	if got := cost(t, s, text, nil); got != math.MaxInt64 || limit.CheckCost(got) == nil {
		t.Errorf("costs %d", got)
	}
}

// TestEveryOperationOfTheContractIsAllowed asks what clients rely on.
func TestEveryOperationOfTheContractIsAllowed(t *testing.T) {
	s := schema(t)
	text, err := os.ReadFile("../../tests/contract/operations.graphql")
	if err != nil {
		t.Fatal(err)
	}
	if err := limit.Document(string(text)); err != nil {
		t.Error(err)
	}
	parsed, errs := gqlparser.LoadQueryWithRules(s, string(text), nil)
	if errs != nil {
		t.Fatal(errs)
	}
	for _, operation := range parsed.Operations {
		if err := limit.CheckCost(limit.Cost(operation, nil)); err != nil {
			t.Errorf("%s: %v", operation.Name, err)
		}
	}
}

func TestWeightsAreOfTheSchema(t *testing.T) {
	s := schema(t)
	for name := range limit.Weights {
		if fieldOf(s, name) == nil {
			t.Errorf("the schema has no %s", name)
		}
	}
	for name := range limit.ArgumentWeights {
		if last := strings.LastIndex(name, "."); fieldOf(s, name) == nil && (fieldOf(s, name[:last]) == nil || fieldOf(s, name[:last]).Arguments.ForName(name[last+1:]) == nil) {
			t.Errorf("the schema has no %s", name)
		}
	}
}

// fieldOf is a field of the schema by its type and name, nil where there is none.
func fieldOf(s *ast.Schema, name string) *ast.FieldDefinition {
	of, field, _ := strings.Cut(name, ".")
	if s.Types[of] == nil {
		return nil
	}
	return s.Types[of].Fields.ForName(field)
}
