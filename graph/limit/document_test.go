package limit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// nested is a field within itself, to a depth.
func nested(depth int) string {
	return strings.Repeat("{a", depth) + strings.Repeat("}", depth)
}

// doubling are fragments each of which spreads the next one twice.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString("{...f0}")
	for i := range n {
		fmt.Fprintf(&b, "fragment f%d on Query{a{...f%d} b{...f%d}}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment f%d on Query{a}", n)
	return b.String()
}

func TestDocumentsAreMeasured(t *testing.T) {
	for _, c := range []struct {
		name, text string
		refused    string // what is said, "" for nothing
	}{
		{"as deep as may be", nested(15), ""},
		{"deeper", nested(16), "16 fields below each other"},
		{"deep by fragments", "{a{...f}} fragment f on Q" + nested(14), ""},
		{"deeper by fragments", "{a{...f}} fragment f on Q" + nested(15), "16 fields below each other"},
		{"fragments that double", doubling(26), "fields below each other"},
		{"few that double", doubling(10), ""},
		{"a circle", "{...f} fragment f on Q{a{...f}}", "spreads itself"},
		{"a wide circle", "{...f} fragment f on Q{...g} fragment g on Q{...f}", "spreads itself"},
		{"a circle that nobody spreads", "{a} fragment f on Q{...f}", "spreads itself"},
		{"aliases", "{a{" + strings.Repeat("b:c ", 50) + "}}", ""},
		{"more aliases", "{a{" + strings.Repeat("b:c ", 51) + "}}", "51 aliases"},
		{"root fields", "{" + strings.Repeat("a ", 21) + "}", "21 root fields"},
		{"root fields by fragments", "{...f ...f ...f} fragment f on Q{" + strings.Repeat("a ", 7) + "}", "21 root fields"},
		{"root fields that multiply", "{...f0}" + multiplying(60), "root fields"},
		{"mutations", "mutation{" + strings.Repeat("a ", 6) + "}", "6 mutations"},
		{"five", "mutation{" + strings.Repeat("a ", 5) + "}", ""},
		{"directives", "{a " + strings.Repeat("@x ", 51) + "}", "51 directives"},
		{"directives everywhere", "query @x {a @x ... @x {b} ...f @x} fragment f on Q @x {c}" + strings.Repeat(" fragment f on Q @x {c}", 46), "51 directives"},
		{"spreads", "{a{" + strings.Repeat("...f ", 101) + "}} fragment f on Q{b}", "101 fragment spreads"},
		{"operations", strings.Repeat("query a {b} ", 21), "21 operations"},
		{"tokens", "{a{" + strings.Repeat("b ", 2000) + "}}", "token limit of 2000"},
		{"nesting", strings.Repeat("{a", 1_900), "nesting depth"},
		{"bytes", "{a(b: \"" + strings.Repeat("x", 32<<10) + "\")}", "bytes"},
		{"types of types", "{__schema{types{fields{type{fields{type{fields{name}}}}}}}}", "lists of the schema's types"},
		{"equal fields", "{a{" + strings.Repeat("b ", 200) + "}}", ""},
		{"more equal fields", "{a{" + strings.Repeat("b ", 201) + "}}", "201 fields that are named b in the answer"},
		{"equal by fragments", "{a{" + strings.Repeat("...f ", 2) + "}} fragment f on Q{" + strings.Repeat("b ", 201) + "}", "201 fields that are named b"},
		{"no GraphQL is another's to refuse", "{", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := limit.Document(c.text)
			if err == nil || c.refused == "" {
				if err != nil || c.refused != "" {
					t.Fatalf("%v, want %q", err, c.refused)
				}
				return
			}
			var one *fault.Error
			if !errors.As(err, &one) || !strings.Contains(one.Msg, c.refused) {
				t.Fatalf("%v, want %q", err, c.refused)
			}
		})
	}
}

// multiplying are fragments each of which spreads the next one twice, side by side.
func multiplying(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment f%d on Query{a}", n)
	return b.String()
}

func FuzzDocument(f *testing.F) {
	for _, text := range []string{nested(20), doubling(5), multiplying(5), "mutation($a: Int = 1) {a(b: $a) @c ... on D {e}}", "{", "\x00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var one *fault.Error
		if err := limit.Document(text); err != nil && !errors.As(err, &one) {
			t.Fatalf("%T: %v", err, err)
		}
	})
}
