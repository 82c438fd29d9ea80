// Command minimal is the least that answers whether a customer has a data processing
// agreement over GraphQL: gqlgen over a map, which is read from standard input. It
// shows what the frame costs that Safeconduct stands in. With -stock it is set up as
// gqlgen init sets up a server, with the bound on complexity that gqlgen's documentation
// recommends: what malicious documents do to that, the bench measures, too.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/tests/bench/minimal/generated"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "minimal:", err)
		os.Exit(1)
	}
}

// cachedQueries is how many documents are kept parsed.
const cachedQueries = 100

func run() error {
	stock := flag.Bool("stock", false, "set up as gqlgen init does")
	flag.Parse()
	var all resolver
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		return err
	}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: all}))
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	if *stock {
		server = stockServer(all)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", listener.Addr())
	return http.Serve(listener, server)
}

// mostComplex is the bound of gqlgen's documentation, for as many fields as its example.
const mostComplex = 200

// stockServer is what gqlgen init writes, with a bound on complexity.
func stockServer(all resolver) *handler.Server {
	for _, o := range all { // each has agreements with itself, so that one can ask on and on
		o.Dpa.Agreement = &generated.Agreement{Exporter: o, Importer: o}
	}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: all}))
	server.AddTransport(transport.Options{})
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](1000))
	server.Use(extension.Introspection{})
	server.Use(extension.AutomaticPersistedQuery{Cache: lru.New[string](100)})
	server.Use(extension.FixedComplexityLimit(mostComplex))
	return server
}

// resolver has the organizations by external id.
type resolver map[string]*generated.Organization

func (r resolver) Query() generated.QueryResolver               { return query{r} }
func (r resolver) Organization() generated.OrganizationResolver { return organization{} }

type query struct{ all resolver }

// Organization finds an organization.
func (q query) Organization(_ context.Context, externalID string) (*generated.Organization, error) {
	if o := q.all[externalID]; o != nil {
		return o, nil
	}
	return nil, errors.New("there is none")
}

// Customers are the first of all, whatever is searched for.
func (q query) Customers(_ context.Context, _ *string, first *int) (*generated.OrganizationConnection, error) {
	nodes := slices.Collect(maps.Values(q.all))
	if first != nil && *first >= 0 && *first < len(nodes) {
		nodes = nodes[:*first]
	}
	return &generated.OrganizationConnection{TotalCount: len(q.all), Nodes: nodes}, nil
}

// Nodes finds organizations.
func (q query) Nodes(_ context.Context, ids []string) (found []*generated.Organization, err error) {
	for _, id := range ids {
		found = append(found, q.all[id])
	}
	return found, nil
}

type organization struct{}

// Dpa is what the map says, whatever the day.
func (organization) Dpa(_ context.Context, o *generated.Organization, _ *string) (*generated.Dpa, error) {
	return o.Dpa, nil
}
