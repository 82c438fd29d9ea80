// Package attack has the classes of malicious requests of GraphQL that a server must
// stand: the tests hold ours to them, and the bench has a stock server beside it.
package attack

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Class is a class of requests that mean no good.
type Class struct {
	Name     string
	Body     func() io.Reader
	Statuses []int  // one of them is what our server answers
	Code     string // that its answer names, "" for none
}

// ofDocument is the body of a request for a document.
func ofDocument(document string, variables any) func() io.Reader {
	return func() io.Reader {
		body, _ := json.Marshal(map[string]any{"query": document, "variables": variables})
		return bytes.NewReader(body)
	}
}

func sent(text string) func() io.Reader { return func() io.Reader { return strings.NewReader(text) } }

// endless is a body of a length that nobody is told beforehand.
func endless(bytes int64) func() io.Reader {
	return func() io.Reader { return struct{ io.Reader }{io.LimitReader(letters{}, bytes)} }
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// numbered writes a text for each number, one after the other.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i, i+1)
	}
	return b.String()
}

// Classes are the classes. What they ask for, the least server of the bench has, too, but
// for flows, series and mutations.
var Classes = []Class{
	{"garbage", sent(strings.Repeat("x", 900<<10)), []int{400}, "BAD_USER_INPUT"},
	{"endless garbage", endless(200 << 20), []int{413}, "BAD_USER_INPUT"},
	{"a long document", ofDocument("{ a"+strings.Repeat(" ", 40<<10)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"many directives", ofDocument("{ __typename "+strings.Repeat("@x ", 10_000)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"known directives", ofDocument("{ __typename "+strings.Repeat("@include(if:true) ", 51)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"equal fields", ofDocument("{ "+strings.Repeat("__typename ", 2_900)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"equal fields below", ofDocument("{ customers { nodes { "+strings.Repeat("name ", 1_900)+"} } }", nil), []int{400}, "TOO_COMPLEX"},
	{"equal fields in fragments", ofDocument("{ customers { nodes { "+numbered(90, "...f%[1]d ")+"} } }"+numbered(90, "fragment f%[1]d on Organization { name name name name name name name name name }"), nil), []int{400}, "TOO_COMPLEX"},
	{"aliases", ofDocument("{ "+numbered(1_900, "a%[1]d:a ")+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"overlapping fields", ofDocument("{ "+strings.Repeat("organization(externalId:\"f\"){name} ", 200)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"fragments that double", ofDocument("{ ...f0 }"+numbered(26, "fragment f%[1]d on Query { ...f%[2]d ...f%[2]d }")+"fragment f26 on Query { __typename }", nil), []int{400}, "TOO_COMPLEX"},
	{"fragments that double below", ofDocument(`{ organization(externalId: "o") { ...f0 } }`+numbered(12, "fragment f%[1]d on Organization { a: dpa { agreement { exporter { ...f%[2]d } importer { ...f%[2]d } } } }")+"fragment f12 on Organization { name }", nil), []int{400}, "TOO_COMPLEX"},
	{"a circle of fragments", ofDocument("{ ...f } fragment f on Query { ...g } fragment g on Query { ...f }", nil), []int{400}, "BAD_USER_INPUT"},
	{"deep nesting", ofDocument(strings.Repeat("{ a ", 900)+strings.Repeat("}", 900), nil), []int{400}, "TOO_COMPLEX"},
	{"bottomless nesting", ofDocument(strings.Repeat("{a", 16_000), nil), []int{400}, "TOO_COMPLEX"},
	{"bottomless lists", ofDocument("{ a(b:"+strings.Repeat("[", 30_000)+")}", nil), []int{400}, "TOO_COMPLEX"},
	{"types of types", ofDocument("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"a batch", sent("[" + strings.Repeat(`{"query":"{ __typename }"},`, 5_000) + `{"query":"{ __typename }"}]`), []int{400}, "BAD_USER_INPUT"},
	{"bottomless variables", sent(`{"query":"query($a: String!) { organization(externalId: $a) { name } }","variables":{"a":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}}`), []int{400, 200}, "BAD_USER_INPUT"},
	{"many ids", ofDocument("query($i: [ID!]!) { nodes(ids: $i) { __typename } }", map[string]any{"i": strings.Split(strings.Repeat("x,", 100_000), ",")}), []int{400}, "TOO_COMPLEX"},
	{"an immense page", ofDocument("{ customers(first: 2000000000) { nodes { name } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"pages of timelines with all", ofDocument("{ a: flows(first: 1000) { nodes { timeline { bases { instrument { recognised { citation } } } } } } b: flows(first: 1000) { nodes { timeline { bases { instrument { recognised { citation } } } } } } }", nil), []int{400}, "TOO_COMPLEX"},
	{"many mutations", ofDocument("mutation { "+numbered(100, `a%[1]d: remove(kind: FLOW, externalId: "f%[2]d", reason: "x") `)+"}", nil), []int{400}, "TOO_COMPLEX"},
	{"many operations", ofDocument(numbered(200, "query q%[1]d { __typename } "), nil), []int{400}, "TOO_COMPLEX"},
	{"unknown fields", ofDocument("{ organization(externalId: \"o\") { "+numbered(1_500, "a%[1]d ")+"} }", nil), []int{400}, "BAD_USER_INPUT"},
	{"a long text", ofDocument(`query($s: String!) { customers(search: $s) { totalCount } }`, map[string]any{"s": strings.Repeat("a b ", 100_000)}), []int{400}, "BAD_USER_INPUT"},
	{"a long series", ofDocument(`{ series(from: "0001-01-01", through: "9999-12-31", step: DAY) { days } }`, nil), []int{400, 200}, ""},
	{"hostile characters", ofDocument("{ organization(externalId: \"\u202e\x00\ufeff\u2028\") { name } }", nil), []int{400, 404}, ""},
	{"one key many times", sent(`{` + strings.Repeat(`"query":"{ __typename }",`, 30_000) + `"query":"{ __typename }"}`), []int{200}, ""},
}
