package graph

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Bounds on what a client may send.
const (
	largestBody   = 1 << 20 // of a GraphQL request, in bytes
	mostTokens    = 2_000   // of a GraphQL document
	cachedQueries = 100
	slowest       = 30 * time.Second // of an operation
)

// Handler serves a registry: GraphQL, imports, checks and the probes. actor
// names who writes through it.
func Handler(r *registry.Registry, actor string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", onlyJSON(http.MaxBytesHandler(graphQL(r, actor), largestBody)))
	mux.Handle("POST /import", &importer{r, actor})
	mux.HandleFunc("GET /check", checker(r))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, q *http.Request) {
		if _, err := r.Now(q.Context()); err != nil {
			http.Error(w, "the registry does not answer", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "Safeconduct. GraphQL is served at /graphql (POST, application/json).")
	})
	return secured(onlyLocal(mux))
}

func graphQL(r *registry.Registry, actor string) http.Handler {
	root := &resolver{r, actor}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: root}))
	server.AddTransport(transport.POST{UseGrapQLResponseJsonByDefault: true})
	server.AddTransport(transport.GET{UseGrapQLResponseJsonByDefault: true})
	server.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	server.SetParserTokenLimit(mostTokens)
	server.SetDisableSuggestion(true)
	server.Use(extension.Introspection{})
	server.AroundOperations(root.withView)
	server.SetErrorPresenter(presentOne)
	server.SetRecoverFunc(recovered)
	server.AroundFields(presentLists)
	return http.TimeoutHandler(server, slowest, `{"errors":[{"message":"the operation took too long","extensions":{"code":"UNAVAILABLE"}}]}`)
}

// onlyJSON refuses what is no JSON in a POST: other types are those that a
// foreign page may send without asking.
func onlyJSON(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
		switch {
		case q.Method != http.MethodPost && q.Method != http.MethodGet:
			w.Header().Set("Allow", "GET, POST")
			refuse(w, http.StatusMethodNotAllowed, "the method is not allowed: expected POST or GET")
		case q.Method == http.MethodPost && kind != "application/json":
			refuse(w, http.StatusUnsupportedMediaType, "the content type is not application/json")
		case q.ContentLength > largestBody:
			refuse(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", largestBody))
		default:
			next.ServeHTTP(w, q)
		}
	})
}

// onlyLocal refuses requests under a foreign name: a page elsewhere could have
// made its own name mean this machine.
func onlyLocal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		host, _, err := net.SplitHostPort(q.Host)
		if err != nil {
			host = q.Host
		}
		if host != "localhost" && !net.ParseIP(host).IsLoopback() {
			refuse(w, http.StatusMisdirectedRequest, "the host is not this server's: expected localhost")
			return
		}
		next.ServeHTTP(w, q)
	})
}

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, q)
	})
}

// refuse answers before GraphQL is asked, in the form of its errors.
func refuse(w http.ResponseWriter, status int, message string) {
	answer(w, status, map[string]any{"errors": []any{map[string]any{
		"message": message, "extensions": map[string]any{"code": fault.BadInput},
	}}})
}

// answer writes JSON.
func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		slog.Debug("the client went away", "error", err)
	}
}
