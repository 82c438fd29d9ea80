package graph_test

import (
	"context"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
)

// anyone is a context of somebody who may do everything.
func anyone() context.Context {
	return access.With(context.Background(), access.Caller{Actor: "test", Role: access.Admin})
}

// servedTo serves a registry to everybody as to a role.
func servedTo(role access.Role, r *registry.Registry) http.Handler {
	everybody := access.Caller{Actor: "test", Role: role}
	return graph.Handler(r, graph.Options{LargestDocument: graph.LargestDocument, Door: signin.NewDoor(r.LetIn, time.Now), Everybody: &everybody, Streams: graph.NewStreams()})
}
