package graph

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/web"
)

// Bounds on what a client may send.
const (
	largestBody = 1 << 20          // of a GraphQL request, in bytes
	slowest     = 30 * time.Second // of an operation
)

// LargestDocument is how many bytes a document may have, where nobody says
// otherwise.
const LargestDocument = 50 << 20

// Handler serves a registry: the page, GraphQL, imports, documents of up to a size, checks,
// exports and the probes. actor names who writes through it.
func Handler(r *registry.Registry, actor string, largestDocument int64) http.Handler {
	mux := http.NewServeMux()
	downloads := limit.NewGate(mostDownloads, downloadsQueue)
	long := func(next http.Handler) http.Handler { return few(downloads, actor, next) }
	mux.Handle("/graphql", onlyJSON(http.MaxBytesHandler(within(slowest, graphQL(r, actor)), largestBody)))
	mux.Handle("POST /import", onlyClients(long(&importer{r, actor})))
	mux.Handle("POST "+DocumentsPath, onlyClients(long(&keeper{r, actor, largestDocument})))
	mux.Handle("GET "+DocumentsPath+"/{sha256}", long(giver(r)))
	mux.Handle("GET /check", long(checker(r)))
	mux.Handle("GET "+BackupPath, onlyClients(long(backuper{r})))
	mux.Handle("GET "+ExportPath, long(exporter(r)))
	mux.Handle("GET /log/", logPages(r))
	mux.Handle("GET "+ColumnsPath, onlyClients(columnsVerifier(r)))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, q *http.Request) {
		if err := r.Ready(q.Context()); err != nil {
			http.Error(w, faultsOf(q.Context(), err)[0].Msg, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	web.Register(mux)
	return paced(secured(onlyLocal(onlyOwnPages(mux))))
}

func graphQL(r *registry.Registry, actor string) http.Handler {
	root := &resolver{r, actor}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: root}))
	documents := newQueryCache(cachedQueries)
	bounds := newBounds(documents)
	server.AddTransport(overHTTP{bounds, actor})
	server.Use(bounds)
	server.SetQueryCache(documents)
	server.SetParserTokenLimit(limit.MostTokens)
	server.SetDisableSuggestion(true)
	server.Use(extension.Introspection{})
	server.AroundOperations(root.withView)
	server.SetErrorPresenter(presentOne)
	server.SetRecoverFunc(recovered)
	server.AroundFields(presentLists)
	return server
}

// within gives what is asked a time: all work below ends with its context. The type is
// that of an answer to a panic; next sets one itself.
func within(limit time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", typeJSON)
		ctx, cancel := context.WithTimeout(q.Context(), limit)
		defer cancel()
		next.ServeHTTP(w, q.WithContext(ctx))
	})
}
