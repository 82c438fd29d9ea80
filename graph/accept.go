package graph

import (
	"mime"
	"strconv"
	"strings"
)

// The types of an answer.
const (
	typeJSON      = "application/json"
	typeJSONLines = "application/jsonl"
	typeHTML      = "text/html"
	typeGraphQL   = "application/graphql-response+json" // its statuses tell of failures
)

// typeFor chooses the type of an answer by the headers Accept. The second one is
// for those who know it: who names it, and likes it no less than the first, or
// cannot take the first.
func typeFor(accept []string) string {
	if len(accept) == 0 || len(accept) == 1 && (accept[0] == typeJSON || accept[0] == "*/*") { // as nearly all say
		return typeJSON
	}
	likings := likingsOf(accept)
	plain, _ := likes(likings, typeJSON)
	other, named := likes(likings, typeGraphQL)
	if other > 0 && (plain == 0 || named && other >= plain) {
		return typeGraphQL
	}
	return typeJSON
}

// takesPage reports whether the headers Accept are those of somebody who looks: they name
// HTML, as browsers do for what they are led to, and like JSON no more.
func takesPage(accept []string) bool {
	likings := likingsOf(accept)
	return likings[typeHTML] > 0 && likings[typeHTML] >= likings[typeJSON]
}

// likingsOf are the types that the headers Accept name, and how much each is liked.
func likingsOf(accept []string) map[string]float64 {
	likings := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		if kind, params, err := mime.ParseMediaType(part); err == nil {
			likings[kind] = liking(params["q"])
		}
	}
	return likings
}

// likes is how much a type is liked: by its name, or else by what covers it.
func likes(likings map[string]float64, kind string) (q float64, named bool) {
	if q, named = likings[kind]; named {
		return q, true
	}
	if q, covered := likings["application/*"]; covered {
		return q, false
	}
	return likings["*/*"], false
}

// liking reads a q-value; none is 1.
func liking(given string) float64 {
	if q, err := strconv.ParseFloat(given, 64); err == nil && q >= 0 && q <= 1 {
		return q
	}
	return 1
}
