package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/netutil"
	"golang.org/x/sync/errgroup"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/graph/signin"
	"github.com/safeconduct/safeconduct/registry"
)

func serveCommand() *cobra.Command {
	var at target
	var how serving
	var key string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the registry: GraphQL at /graphql",
		Long: `Serve the registry. Programs show a token (safeconduct token create), people sign in:
with the one-time link that is printed, once and within ten minutes, or at an OpenID
provider (--oidc-issuer), whose groups have roles (--oidc-role); its client has the
address HOST/sign-in/callback, and its secret is in SAFECONDUCT_OIDC_SECRET or
--oidc-secret-file.

Beyond this machine's loopback it is served over TLS only: with --tls-cert and
--tls-key, or behind a proxy that does it (--behind-proxy); --host says under which
name it is reached.`,
		Example: `  safeconduct serve --data ./data --listen 127.0.0.1:8080
  safeconduct serve --data ./data --listen :443 --host registry.example --tls-cert c.pem --tls-key k.pem`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := how.check(); err != nil {
				return err
			}
			r, err := at.open(c.Context(), "serve", true)
			if err != nil {
				return err
			}
			how.key = logKey(key, at.data)
			return errors.Join(serve(c.Context(), r, at.data, how), r.Close())
		},
	}
	at.flags(c)
	how.allFlags(c)
	table.Add(c.Flags(), "log-key", &key)
	return c
}

// usualAccessDays is more than a year, so that a yearly audit finds the whole of it.
const usualAccessDays = 400

// serving says how a registry is served.
type serving struct {
	exposure
	people        people // how they sign in
	trusting      trusting
	key           keyFile // of the log
	documentLimit int64   // in bytes
	accessDays    int64   // for which the access log is kept
}

// allFlags are those of a server beside the demonstration's.
func (s *serving) allFlags(c *cobra.Command) {
	s.flags(c)
	s.people.flags(c)
	s.trusting.flags(c)
	table.Add(c.Flags(), "document-limit", &s.documentLimit)
	table.Add(c.Flags(), "access-days", &s.accessDays)
}

// check finds every fault in how a server is to be reached and signed in at.
func (s *serving) check() error {
	faults := s.faults()
	faults.Add(s.people.faults()...)
	_, untrusted := s.trusting.documents()
	faults.Add(untrusted...)
	return faults.Err()
}

// mostConnections is how many clients may be connected at once: more wait.
const mostConnections = 4_096

// grace is how long requests may go on after the server was told to stop.
const grace = 10 * time.Second

// serve serves a registry on an address and on the folder's socket until the
// context is done.
func serve(ctx context.Context, r *registry.Registry, data string, how serving) error {
	if err := refuseDumps(); err != nil {
		return err
	}
	if err := errors.Join(r.UseKey(ctx, how.key), r.EnactLaw(ctx), r.KeepAccessLog(ctx, int(how.accessDays))); err != nil {
		return err
	}
	tcp, err := (&net.ListenConfig{}).Listen(ctx, "tcp", how.listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", how.listen, root(err))
	}
	each := mostConnections / 2 // none has more than half of the places
	if how.behindProxy {
		each = mostConnections
	}
	tcp = netutil.LimitListener(&fairListener{tcp, limit.NewPlaces(mostConnections, each)}, mostConnections)
	path := filepath.Join(data, socketName)
	unix, err := listenSocket(ctx, path)
	if err != nil {
		return errors.Join(err, tcp.Close())
	}
	boundGarbage(data)
	r.KeepWarm()
	door := signin.NewDoor(r.LetIn, time.Now)
	door.Meet, door.Secure = r.Meet, how.isSecure()
	if door.OIDC, err = how.people.oidc(how.base(tcp.Addr())); err != nil {
		return errors.Join(err, tcp.Close(), unix.Close())
	}
	how.announce(data, tcp.Addr(), door)
	owner := operator()
	trusted, faults := how.trusting.documents()
	if err := faults.Err(); err != nil {
		return errors.Join(err, tcp.Close(), unix.Close())
	}
	streams := graph.NewStreams()
	group, ctx := errgroup.WithContext(ctx)
	for listener, options := range map[net.Listener]graph.Options{
		tcp:  {LargestDocument: how.documentLimit, Door: door, Host: how.host, Base: how.base(tcp.Addr()), Streams: streams, Trusted: trusted, BehindProxy: how.behindProxy},
		unix: {LargestDocument: how.documentLimit, Door: door, Everybody: &owner, Base: how.base(tcp.Addr()), Streams: streams}, // who reaches the socket owns the folder
	} {
		server := newServer(graph.Handler(r, options))
		group.Go(func() error { return ignoreClosed(how.serve(server, listener)) })
		group.Go(func() error {
			<-ctx.Done()
			stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
			defer cancel()
			streams.End(stop)
			return server.Shutdown(stop)
		})
	}
	group.Go(func() error { sweepHourly(ctx, r, data, int(how.accessDays)); return nil })
	group.Go(func() error { r.SyncAccessLog(ctx); return nil })
	err = group.Wait()
	if err := r.KeepColumns(context.WithoutCancel(ctx)); err != nil {
		slog.Warn("the columns were not kept: the next start decides all flows anew", "error", err)
	}
	fmt.Fprintln(os.Stderr, "Safeconduct has stopped")
	return err
}

// mostOnConnection is how many requests of HTTP/2 go on at once on a connection, each with
// room for an answer.
const mostOnConnection = 32

// newServer bounds what slow clients can hold.
func newServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, MaxHeaderBytes: 32 << 10, HTTP2: &http.HTTP2Config{MaxConcurrentStreams: mostOnConnection},
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 90 * time.Second, IdleTimeout: 2 * time.Minute,
	}
}

// listenSocket takes the place of a socket that a server which is gone left;
// the folder is held by this process, so no other server can be using it.
func listenSocket(ctx context.Context, path string) (net.Listener, error) {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("replace the socket %s: %w", path, err)
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if errors.Is(err, syscall.EINVAL) {
		return nil, fmt.Errorf("the path %s is too long for a socket: choose a folder with a shorter path", path)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// root is the innermost cause of an error.
func root(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
