package graph

import (
	"net"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// recorded writes each request of a path into the access log before it is answered. A
// request that cannot be recorded is refused; not one that has written something, of
// which the log of the registry tells.
func recorded(r *registry.Registry, row access.Path, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		rec := &recorder{ResponseWriter: w, registry: r, request: q, begun: time.Now(), wrote: row.Part == access.Write}
		rec.line.Path = row.Pattern
		next.ServeHTTP(rec, q)
		rec.record(http.StatusOK) // of an answer without a word
	})
}

// recorder records a request when its answer begins.
type recorder struct {
	http.ResponseWriter
	registry *registry.Registry
	request  *http.Request
	begun    time.Time
	line     accesslog.Line
	wrote    bool // what it did stands in the registry's own log
	done     bool // the line is written, or was refused
	refused  bool
}

// Unwrap lets [http.ResponseController] find the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// WriteHeader implements [http.ResponseWriter].
func (r *recorder) WriteHeader(status int) {
	if status < http.StatusOK { // more will follow
		r.ResponseWriter.WriteHeader(status)
		return
	}
	if r.record(status); !r.refused {
		r.ResponseWriter.WriteHeader(status)
	}
}

// Write implements [http.ResponseWriter].
func (r *recorder) Write(p []byte) (int, error) {
	if r.record(http.StatusOK); r.refused {
		return len(p), nil // nobody is told
	}
	return r.ResponseWriter.Write(p)
}

// record writes the line, once, and answers itself where it cannot.
func (r *recorder) record(status int) {
	if r.done {
		return
	}
	r.done = true
	l := &r.line
	l.Status, l.Micros = status, time.Since(r.begun).Microseconds()
	if l.Outcome == "" {
		l.Outcome = outcomeOf(status)
	}
	if l.Actor == "" {
		l.Address, _, _ = net.SplitHostPort(r.request.RemoteAddr)
	}
	err := r.registry.NoteAccess(l)
	if err == nil || r.wrote && status < http.StatusBadRequest {
		return
	}
	r.refused = true
	for _, name := range []string{"Set-Cookie", "Content-Length", "Content-Disposition", "Cache-Control", "ETag", "Location"} {
		r.Header().Del(name)
	}
	tryAgain(r.ResponseWriter, time.Second)
	refuseAt(r.ResponseWriter, r.request, err)
}

// lineOf is the line of the access log for what is answered on w; one that nobody
// keeps where the request is not recorded.
func lineOf(w http.ResponseWriter) *accesslog.Line {
	if r := recorderOf(w); r != nil {
		return &r.line
	}
	return &accesslog.Line{}
}

// recorderOf is what records the request that is answered on w, nil where nothing does.
func recorderOf(w http.ResponseWriter) *recorder {
	for {
		switch inner := w.(type) {
		case *recorder:
			return inner
		case interface{ Unwrap() http.ResponseWriter }:
			w = inner.Unwrap()
		default:
			return nil
		}
	}
}

// asCaller notes on the line of w who asks.
func asCaller(w http.ResponseWriter, who access.Caller) {
	l := lineOf(w)
	l.Actor, l.Role = who.Actor, string(who.Role)
}

// outcomeOf is the outcome of an answer of which only the status is known.
func outcomeOf(status int) string {
	switch {
	case status < http.StatusBadRequest:
		return accesslog.OK
	case status == http.StatusNotFound:
		return string(fault.NotFound)
	case status < http.StatusInternalServerError:
		return string(fault.BadInput)
	}
	return string(fault.Internal)
}
