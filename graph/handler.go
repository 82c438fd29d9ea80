package graph

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
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

// Options say how a registry is served.
type Options struct {
	LargestDocument int64 // that is taken, in bytes
	// Door says who asks; where Everybody is given, it is everybody, as on the folder's
	// socket, which only its owner can reach.
	Door      *signin.Door
	Everybody *access.Caller
	Base      string   // the address under which people reach the server
	Host      string   // a name beside this machine's own under which the server is reached; "": none
	Streams   *Streams // which outlast requests; whoever stops the server ends them
	// BehindProxy says that all requests come through a proxy, which says from where.
	BehindProxy bool
	Trusted     *Trusted // the documents that are answered; nil: all
}

// Handler serves a registry: the page, GraphQL, imports, documents, checks, exports, the
// probes and the sign-in.
func Handler(r *registry.Registry, o Options) http.Handler {
	p := &paths{mux: http.NewServeMux(), registry: r, door: o.Door, everybody: o.Everybody, strangers: newStrangers()}
	root := &resolver{r, o.Door.Sessions}
	schema := generated.NewExecutableSchema(generated.Config{Resolvers: root})
	ask := graphQL(root, schema, o)
	downloads := limit.NewGate(mostDownloads, mostDownloads/2, downloadsQueue)
	documents := limit.NewGate(mostDownloads, mostDownloads/4, downloadsQueue) // which sales may have
	long := func(next http.Handler) http.Handler { return few(downloads, next) }
	p.handle(graphQLPath, bounded(ask))
	p.handle("GET "+SocketPath, p.vouching(ask))
	p.handle("GET "+SchemaPath, compressed(schemaText(schema, o.Streams.untaken)))
	p.handle("POST /import", onlyClients(long(&importer{r})))
	p.handle("POST "+DocumentsPath, onlyClients(long(&keeper{r, o.LargestDocument})))
	p.handle("GET "+DocumentsPath+"/{sha256}", few(documents, giver(r)))
	p.handle("GET /check", compressed(long(checker(r))))
	p.handle("GET "+BackupPath, onlyClients(long(backuper{r})))
	p.handle("GET "+ExportPath, long(exporter(r)))
	p.handle("GET "+SpreadsheetPath, language.Wished(compressed(long(spreadsheetOf(r)))))
	p.handle("GET /log/", logPages(r))
	p.handle("GET "+ColumnsPath, onlyClients(columnsVerifier(r)))
	p.handle("POST "+SignInPath, onlyClients(onlyJSON(http.HandlerFunc(p.signIn))))
	p.handle("POST "+LinkPath, onlyClients(newLink(o)))
	p.handle("POST /sign-out", signOut(o.Door))
	p.handle("GET "+SignInPath, waysIn(o.Door))
	p.handle("GET "+providerPath, p.tried(toProvider(o.Door)))
	p.handle("GET "+signin.CallbackPath, http.HandlerFunc(p.fromProvider))
	p.handle("POST /sign-out/oidc", http.HandlerFunc(p.signedOut))
	p.handle("GET /healthz", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }))
	p.handle("GET /readyz", readiness(r))
	web.Register(p.mux)
	return guarded(o, p.mux)
}

// guarded guards all paths: requests for other servers, from other pages and from slow
// clients get no further.
func guarded(o Options, all http.Handler) http.Handler {
	secure := o.Door.Secure
	served := paced(secured(secure, language.Negotiated(onlyUnder(o.Host, onlyOwnPages(secure, all)))))
	if o.BehindProxy {
		return proxied(served)
	}
	return served
}

// bounded bounds a request of GraphQL in what it sends and in the time that it takes.
func bounded(ask http.Handler) http.Handler {
	return compressed(onlyJSON(http.MaxBytesHandler(within(slowest, ask), largestBody)))
}

// readiness answers whether questions are answered.
func readiness(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		if err := r.Ready(q.Context()); err != nil {
			http.Error(w, faultsOf(q.Context(), err)[0].Said(language.Of(q.Context())).Msg, http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	}
}

func graphQL(root *resolver, schema graphql.ExecutableSchema, o Options) http.Handler {
	server := handler.New(schema)
	documents := newQueryCache(cachedQueries)
	bounds := newBounds(documents, o.Trusted)
	with := answering{bounds, root.registry, o.Streams}
	server.AddTransport(overSocket{with})
	server.AddTransport(overEvents{with})
	server.AddTransport(overHTTP{with})
	server.Use(bounds)
	server.SetQueryCache(documents)
	server.SetParserTokenLimit(limit.MostTokens)
	server.SetDisableSuggestion(true)
	server.Use(extension.Introspection{})
	server.AroundOperations(permitted)
	server.AroundOperations(root.withView)
	server.SetErrorPresenter(presentOne)
	server.SetRecoverFunc(recovered)
	server.AroundResponses(allErrors)
	return server
}

// within gives what is asked a time: all work below ends with its context. The type is
// that of an answer to a panic; next sets one itself.
func within(limit time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if wantsEvents(q) { // each has a time of its own
			next.ServeHTTP(w, q)
			return
		}
		w.Header().Set("Content-Type", typeJSON)
		ctx, cancel := context.WithTimeout(q.Context(), limit)
		defer cancel()
		next.ServeHTTP(w, q.WithContext(ctx))
	})
}
