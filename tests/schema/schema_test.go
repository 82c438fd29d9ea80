package schema_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/tests/schema"
)

func load(t *testing.T, text string) *ast.Schema {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Input: text})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const present, released = "../../schema.graphqls", "testdata/released.graphqls"

// TestNothingThatWasReleasedBreaks holds the schema against the one that was released
// last. A release copies the present one to testdata.
func TestNothingThatWasReleasedBreaks(t *testing.T) {
	for _, line := range schema.Breaking(load(t, read(t, released)), load(t, read(t, present))) {
		t.Errorf("%s: clients of the last release may rest on it; deprecate it, and add what takes its place", line)
	}
}

// TestTheSchemaIsAsRecommended lints it.
func TestTheSchemaIsAsRecommended(t *testing.T) {
	for _, line := range schema.Lint(load(t, read(t, present))) {
		t.Error(line)
	}
}

// planted are changes of a small schema; each says what is told of it.
const small = `
"Asked." type Query { "A." flows("F." first: Int = 50, "A." after: String, "W." filter: Filter): FlowConnection! "B." flow("I." id: ID!): Flow }
"F." input Filter { "S." status: [Status!] "T." text: String! = "" }
"S." enum Status { "V." VALID "N." NONE }
"N." interface Node { "I." id: ID! }
"F." type Flow implements Node { "I." id: ID! "N." name: String! "A." after: [String!] @deprecated(reason: "Ask for name.") }
"C." type FlowConnection { "P." pageInfo: PageInfo! "E." edges: [FlowEdge!]! }
"E." type FlowEdge { "C." cursor: String! "N." node: Flow! }
"P." type PageInfo { "N." hasNextPage: Boolean! "P." hasPreviousPage: Boolean! "S." startCursor: String "E." endCursor: String }
`

func TestBreakingChangesAreFound(t *testing.T) {
	for _, c := range []struct{ name, old, changed, want string }{
		{"nothing", "", "", ""},
		{"a field removed", `"N." name: String!`, ``, "Flow.name is gone"},
		{"a field renamed", `"N." name: String!`, `"N." title: String!`, "Flow.name is gone"},
		{"a field of another type", `name: String!`, `name: Int!`, "Flow.name was String! and is Int!"},
		{"a field that may be null", `name: String!`, `name: String`, "Flow.name was String! and is String"},
		{"an element that may be null", `after: [String!]`, `after: [String]`, "Flow.after was [String!] and is [String]"},
		{"a list for one", `node: Flow!`, `node: [Flow!]!`, "FlowEdge.node was Flow! and is [Flow!]!"},
		{"a type removed", `"P." pageInfo: PageInfo!`, `"P." pageInfo: Flow!`, "FlowConnection.pageInfo was PageInfo! and is Flow!"},
		{"an argument removed", `, "W." filter: Filter`, ``, "Query.flows(filter:) is gone"},
		{"an argument that is required now", `filter: Filter)`, `filter: Filter!)`, "Query.flows(filter:) was Filter and is Filter!"},
		{"a new argument that is required", `flow("I." id: ID!)`, `flow("I." id: ID!, "D." on: String!)`, "Query.flow(on:) is new and required"},
		{"another usual value", `first: Int = 50`, `first: Int = 10`, "Query.flows(first:) was 50 where nothing is given, and is 10"},
		{"a field of an input that is required now", `status: [Status!]`, `status: [Status!]!`, "Filter.status was [Status!] and is [Status!]!"},
		{"a new field of an input that is required", `input Filter {`, `input Filter { "N." new: Int!`, "Filter.new is new and required"},
		{"an enum value removed", `"N." NONE`, ``, "Status.NONE is gone"},
		{"an interface left", `type Flow implements Node`, `type Flow`, "Flow has nothing to do with Node any more"},
		{"a kind changed", `"N." interface Node { "I." id: ID! }`, `"N." type Node { "I." id: ID! }`, "Node was INTERFACE and is OBJECT"},
		{"a field that is never null now", `after: [String!]`, `after: [String!]!`, ""},
		{"an argument that may be left out now", `flow("I." id: ID!)`, `flow("I." id: ID)`, ""},
		{"a new field, argument and value", `"N." NONE`, `"N." NONE "M." MORE`, ""},
		{"a new argument that is usual", `flow("I." id: ID!)`, `flow("I." id: ID!, "D." on: Int! = 1)`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := replaced(t, c.old, c.changed)
			if c.name == "a kind changed" { // what implements it no longer can
				changed = strings.Replace(changed, " implements Node", "", 1)
				c.want += "|Flow has nothing to do with Node any more"
			}
			got := schema.Breaking(load(t, small), load(t, changed))
			for _, want := range strings.Split(c.want, "|") {
				if want != "" && !slices.Contains(got, want) || want == "" && len(got) > 0 {
					t.Errorf("told %q, want %q", got, want)
				}
			}
		})
	}
}

func replaced(t *testing.T, old, changed string) string {
	t.Helper()
	if old != "" && strings.Count(small, old) != 1 {
		t.Fatalf("%q stands %d times in the schema", old, strings.Count(small, old))
	}
	return strings.Replace(small, old, changed, 1)
}

func TestLintFindsWhatIsNotRecommended(t *testing.T) {
	for _, c := range []struct{ name, old, changed, want string }{
		{"nothing", "", "", ""},
		{"no description of a type", `"S." enum`, `enum`, "Status has no description"},
		{"no description of a field", `"N." name`, `name`, "Flow.name has no description"},
		{"no description of an argument", `"W." filter`, `filter`, "Query.flows(filter:) has no description"},
		{"no description of a value", `"V." VALID`, `VALID`, "Status.VALID has no description"},
		{"a field in snakes", `name: String!`, `the_name: String!`, "Flow.the_name is not named as its kind is: expected ^[a-z][A-Za-z0-9]*$"},
		{"a value in small letters", `VALID`, `Valid`, "Status.Valid is not named as its kind is: expected ^[A-Z][A-Z0-9_]*$"},
		{"a deprecation without a reason", `@deprecated(reason: "Ask for name.")`, `@deprecated(reason: "")`, "Flow.after is deprecated without a reason"},
		{"a deprecation with the usual one", `@deprecated(reason: "Ask for name.")`, `@deprecated`, "Flow.after is deprecated without a reason"},
		{"a name that repeats its type's", `name: String!`, `flowName: String!`, "Flow.flowName repeats the name of its type"},
		{"a question that says so", `"B." flow(`, `"B." getFlow(`, "Query.getFlow says in its name that it is asked"},
		{"a type that nobody reaches", `"S." enum`, `"O." type Other { "A." a: Int } "S." enum`, "Other is reached from nowhere"},
		{"a page without its place", `"P." pageInfo: PageInfo! `, ``, "FlowConnection has no pageInfo: PageInfo!"},
		{"an edge without cursor", `"C." cursor: String! `, ``, "FlowEdge has no cursor: String!"},
		{"a page that cannot be turned", `, "A." after: String, `, `, `, "Query.flows takes no after: String"},
		{"a place without its end", `"E." endCursor: String`, ``, "PageInfo has no endCursor: String"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := schema.Lint(load(t, replaced(t, c.old, c.changed)))
			if c.want == "" && len(got) > 0 || c.want != "" && !slices.Contains(got, c.want) {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}
