// Command minimal is the least that answers whether a customer has a data processing
// agreement over GraphQL: gqlgen over a map, which is read from standard input. It
// shows what the frame costs that Safeconduct stands in.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/99designs/gqlgen/graphql/handler"
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
	var all resolver
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		return err
	}
	server := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: all}))
	server.AddTransport(transport.POST{})
	server.SetQueryCache(lru.New[*ast.QueryDocument](cachedQueries))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s\n", listener.Addr())
	return http.Serve(listener, server)
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

type organization struct{}

// Dpa is what the map says, whatever the day.
func (organization) Dpa(_ context.Context, o *generated.Organization, _ *string) (*generated.Dpa, error) {
	return o.Dpa, nil
}
