// Package web holds the page as it was built and hands it out: files that were
// compressed when they were made, under headers that let a browser load nothing
// from anywhere else. It knows nothing of registries; the page asks for all it
// shows over GraphQL.
package web

import (
	"embed"
	"encoding/json"
	"net/http"
)

// built is what npm run build leaves in dist/app, and the text that stands in its
// place where nothing was built.
//
//go:embed all:dist
var built embed.FS

//go:embed pages.json
var pages []byte

// unbuilt is the file that says how the page is built.
const unbuilt = "dist/index.html"

// The page loads from where it came and runs nothing that stands in its text. The
// explorer's editor writes style sheets of its own: its page alone may.
const (
	policy         = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	explorerPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	explorer       = "/graphiql"
)

// Register has a multiplexer answer the paths of the page, and all that nobody
// else answers: files by their names, anything unknown by the page with status 404.
func Register(mux *http.ServeMux) { register(mux, load(built)) }

func register(mux *http.ServeMux, files files) {
	index := files.index()
	for _, path := range paths() {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, q *http.Request) {
			w.Header().Set("Content-Security-Policy", policyOf(path))
			index.serve(w, q, http.StatusOK)
		})
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, q *http.Request) {
		if q.Method != http.MethodGet && q.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		if f, known := files[q.URL.Path]; known {
			f.serve(w, q, http.StatusOK)
			return
		}
		index.serve(w, q, http.StatusNotFound)
	})
}

// paths are the patterns of the page's own addresses; its routes are held against
// the same list.
func paths() (all []string) {
	if err := json.Unmarshal(pages, &all); err != nil {
		panic(err) // the list is compiled in
	}
	return all
}

func policyOf(path string) string {
	if path == explorer {
		return explorerPolicy
	}
	return policy
}
