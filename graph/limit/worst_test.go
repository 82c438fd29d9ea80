package limit_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// shape is how much a document has of all that is bounded.
type shape struct {
	bytes, deep, aliases, roots, directives, spreads, operations, equal, lists int
	fields                                                                     int // more, until there are as many tokens as may be
}

// atTheBounds is the shape of the largest document that is admitted, but for its fields.
var atTheBounds = shape{bytes: limit.LongestDocument, deep: 15, aliases: 50, roots: 20, directives: 50, spreads: 100, operations: 20, equal: 200, lists: 2}

// scaled has so many hundredths of all that can be fewer.
func (s shape) scaled(hundredths int) shape {
	for _, n := range []*int{&s.bytes, &s.aliases, &s.roots, &s.directives, &s.spreads, &s.operations, &s.fields} {
		*n = *n * hundredths / 100
	}
	return s
}

// filled has as many fields as there is room for.
func (s shape) filled() shape {
	s.fields = sort.Search(limit.MostTokens, func(n int) bool {
		s.fields = n + 1
		return limit.Document(s.document()) != nil
	})
	return s
}

// document is a document of the shape, which the schema admits: fragments each of which
// spreads the next one twice as long as there are aliases, down to the depth; and beside
// them everything else, once.
func (s shape) document() string {
	var b strings.Builder
	for n := range s.operations - 1 {
		fmt.Fprintf(&b, "query q%d{__typename}", n)
	}
	fmt.Fprintf(&b, `query main{r0:flow(externalId:"PAD"){...f0}r1:flow(externalId:"f"){...all}r2:__schema{types{%skind%s}}`,
		strings.Repeat("fields{type{", s.lists), strings.Repeat("}}", s.lists))
	for n := 3; n < s.roots; n++ {
		fmt.Fprintf(&b, "r%d:__typename ", n)
	}
	b.WriteString("}")
	aliases, spreads := s.aliases-s.roots, s.spreads-2
	for n := range s.deep - 2 {
		fmt.Fprintf(&b, "fragment f%d on Flow{", n)
		for _, alias := range []string{"a:", "b:"}[:min(max(aliases, 1), 2)] {
			if aliases--; aliases < 0 {
				alias = ""
			}
			fmt.Fprintf(&b, "%sonwardOf{...f%d}", alias, n+1)
			spreads--
		}
		b.WriteString("}")
	}
	fmt.Fprintf(&b, "fragment f%d on Flow{externalId}fragment one on Flow{id}fragment all on Flow{id ", s.deep-2)
	for n := range max(aliases, 0) {
		fmt.Fprintf(&b, "n%d:externalId ", n)
	}
	b.WriteString(strings.Repeat("...one ", spreads) + strings.Repeat("id@include(if:true) ", s.directives))
	for n := range s.fields {
		b.WriteString([]string{"name ", "purpose ", "product ", "startsOn ", "endedOn ", "version ", "origin ", "destination ", "data ", "declaredBasis "}[n/s.equal])
	}
	b.WriteString("}")
	return strings.Replace(b.String(), "PAD", strings.Repeat("x", max(s.bytes-b.Len()+len("PAD"), 0)), 1)
}

// TestTheWorstDocumentIsAtEveryBound: it is admitted, and one more of anything is not.
func TestTheWorstDocumentIsAtEveryBound(t *testing.T) {
	worst := atTheBounds.filled()
	if err := limit.Document(worst.document()); err != nil || len(worst.document()) != limit.LongestDocument {
		t.Fatalf("%d bytes: %v", len(worst.document()), err)
	}
	if err := limit.CheckCost(costOf(t, worst)); err != nil {
		t.Error(err)
	}
	for words, more := range map[string]func(*shape){
		"32769 bytes": func(s *shape) { s.bytes++ }, "token limit": func(s *shape) { s.fields++ }, "16 fields below each other": func(s *shape) { s.deep++ },
		"51 aliases": func(s *shape) { s.aliases++ }, "21 root fields": func(s *shape) { s.roots++ }, "51 directives": func(s *shape) { s.directives++ },
		"101 fragment spreads": func(s *shape) { s.spreads++ }, "21 operations": func(s *shape) { s.operations++ }, "201 fields that are named": func(s *shape) { s.equal++ },
		"3 lists of the schema's types": func(s *shape) { s.lists++ },
	} {
		s := worst
		if more(&s); s.fields == worst.fields && s.equal == worst.equal {
			s.fields -= 30 // to leave room for it
		}
		if err := limit.Document(s.document()); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want %q", err, words)
		}
	}
}

// costOf is what the main operation of a document costs.
func costOf(t testing.TB, s shape) int64 {
	t.Helper()
	return limit.Cost(validated(t, s), nil)
}

// validated is the main operation of a document, as it is validated.
func validated(t testing.TB, s shape) *ast.OperationDefinition {
	t.Helper()
	document, err := gqlparser.LoadQueryWithRules(schema(t), s.document(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return document.Operations.ForName("main")
}

// TestChecksAreLinear holds what the checks allocate for documents of a quarter and of half
// of all bounds against what they allocate for the worst one. That they look into each
// fragment once, TestCostsSaturate and TestDocumentsAreMeasured show: else these would not
// end.
func TestChecksAreLinear(t *testing.T) {
	worst := atTheBounds.filled()
	most := checking(t, worst)
	for _, hundredths := range []int{25, 50} {
		s := worst.scaled(hundredths)
		if has := checking(t, s); most.allocations/most.tokens > 1.3*has.allocations/has.tokens {
			t.Errorf("%.0f allocations for %.0f tokens, and %.0f for %.0f", most.allocations, most.tokens, has.allocations, has.tokens)
		}
	}
}

type checked struct{ tokens, allocations float64 }

// checking measures the checks of a document.
func checking(t *testing.T, s shape) (c checked) {
	t.Helper()
	document, operation := s.document(), validated(t, s)
	c.allocations = testing.AllocsPerRun(10, func() {
		if err := limit.Document(document); err != nil {
			t.Error(err)
		}
		limit.Cost(operation, nil)
	})
	c.tokens = float64(tokensIn(t, document))
	return c
}

func tokensIn(t *testing.T, document string) (n int) {
	t.Helper()
	for tokens := lexer.New(&ast.Source{Input: document}); ; n++ {
		token, err := tokens.ReadToken()
		if err != nil {
			t.Fatal(err)
		}
		if token.Kind == lexer.EOF {
			return n
		}
	}
}

// BenchmarkWorstDocument measures what the checks take for the largest document that is
// admitted: measured before it is validated, priced afterwards.
func BenchmarkWorstDocument(b *testing.B) {
	worst := atTheBounds.filled()
	document, operation, variables := worst.document(), validated(b, worst), map[string]any{"ids": make([]any, 9_998)}
	for name, check := range map[string]func(){
		"measured": func() { _ = limit.Document(document) }, "priced": func() { limit.Cost(operation, nil) }, "variables": func() { _ = limit.Variables(variables) },
		"all": func() { _, _, _ = limit.Document(document), limit.Cost(operation, nil), limit.Variables(variables) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				check()
			}
		})
	}
}
