package graph

import (
	"context"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/generated"
	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
)

// NewQueryCache keeps so many bytes of documents.
func NewQueryCache(limit int) *queryCache { return newQueryCache(limit) }

// Kept is how many bytes the cache says that it keeps, and how many documents.
func (c *queryCache) Kept() (bytes, documents int) { return c.kept, c.used.Len() }

// Gates are where questions and mutations wait for their turns, and how many questions of one
// caller run at once.
func Gates() (reading, writing *limit.Gate, each int) {
	b := newBounds(newQueryCache(0), nil)
	of := func(kind ast.Operation) *limit.Gate {
		return b.gateOf(&graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: kind}})
	}
	return of(ast.Query), of(ast.Mutation), mostReading()
}

// Unasked answers everybody as who asks in a context, behind the same guards and bounds as
// others, but by gqlgen's own transport: it asks neither who it is nor what he may do or what
// it costs. The registry itself asks still.
func Unasked(as context.Context, r *registry.Registry, door *signin.Door) http.Handler {
	root := &resolver{r, &signin.Sessions{Clock: time.Now}}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: root}))
	server.AddTransport(transport.POST{})
	server.SetQueryCache(newQueryCache(cachedQueries))
	server.AroundOperations(root.withView)
	ask := bounded(server)
	return guarded(Options{Door: door}, language.Declared(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		ask.ServeHTTP(w, q.WithContext(access.With(q.Context(), access.CallerOf(as))))
	})))
}
