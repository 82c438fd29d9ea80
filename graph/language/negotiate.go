package language

import (
	"context"
	"net/http"
	"slices"
)

const header = "Accept-Language"

// Negotiated has requests answered in the language that their header Accept-Language
// asks for; in English where it asks for none that there is.
func Negotiated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if c := offered().asked(q.Header.Get(header)); c != nil {
			q = q.WithContext(context.WithValue(q.Context(), spoken{}, c))
		}
		next.ServeHTTP(w, q)
	})
}

// Wished has requests answered in the language of their parameter language, where they
// have one, whatever their header says: a link of the page has no header of its own.
func Wished(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if wish := q.URL.Query().Get("language"); wish != "" {
			var in any // nothing is English
			if c := offered().asked(wish); c != nil {
				in = c
			}
			q = q.WithContext(context.WithValue(q.Context(), spoken{}, in))
		}
		next.ServeHTTP(w, q)
	})
}

// Declared says of answers in which language they are, and that it was asked for.
func Declared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		Declare(w, q)
		next.ServeHTTP(w, q)
	})
}

// Declare is [Declared] of one answer.
func Declare(w http.ResponseWriter, q *http.Request) {
	if !slices.Contains(w.Header().Values("Vary"), header) {
		w.Header().Add("Vary", header)
	}
	tag := "en"
	if c, is := q.Context().Value(spoken{}).(*Catalogue); is {
		tag = c.Tag
	}
	w.Header().Set("Content-Language", tag)
}
