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
	typeGraphQL   = "application/graphql-response+json" // its statuses tell of failures
)

// typeFor chooses the type of an answer by the headers Accept. The second one is
// for those who know it: who names it, and likes it no less than the first, or
// cannot take the first.
func typeFor(accept []string) string {
	if len(accept) == 0 || len(accept) == 1 && (accept[0] == typeJSON || accept[0] == "*/*") { // as nearly all say
		return typeJSON
	}
	likings := map[string]float64{}
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		if kind, params, err := mime.ParseMediaType(part); err == nil {
			likings[kind] = liking(params["q"])
		}
	}
	plain, _ := likes(likings, typeJSON)
	other, named := likes(likings, typeGraphQL)
	if other > 0 && (plain == 0 || named && other >= plain) {
		return typeGraphQL
	}
	return typeJSON
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
