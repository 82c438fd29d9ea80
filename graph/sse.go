package graph

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

const typeEvents = "text/event-stream"

// wantsEvents reports whether a request is to be answered by server-sent events.
func wantsEvents(q *http.Request) bool {
	for _, accepted := range q.Header.Values("Accept") {
		for part := range strings.SplitSeq(accepted, ",") {
			kind, _, _ := strings.Cut(part, ";")
			if strings.EqualFold(strings.TrimSpace(kind), typeEvents) {
				return true
			}
		}
	}
	return false
}

// overEvents carries GraphQL over server-sent events: the distinct connections mode of
// the graphql-sse protocol, one request for each operation.
type overEvents struct{ answering }

// Supports implements [graphql.Transport].
func (overEvents) Supports(q *http.Request) bool { return wantsEvents(q) }

// Do answers one operation. What is wrong with it is told as an event: a browser shows
// no page the body of a refused stream.
func (o overEvents) Do(w http.ResponseWriter, q *http.Request, exec graphql.GraphExecutor) {
	ctx, over := o.streams.opened(q.Context())
	defer over()
	w.Header().Set("Content-Type", typeJSON) // of an answer to a panic, too
	params, err := o.paramsOf(q)
	if err != nil {
		write(w, typeJSON, statusOf(err, fault.BadInput), exec.DispatchError(ctx, present(ctx, err)))
		return
	}
	ctx, operation, errs := o.operationFor(ctx, q.Header.Get(KeyHeader), params, exec)
	if takesJSON(q) && (len(errs) > 0 || operation.Operation.Operation != ast.Subscription) {
		o.plainly(ctx, w, q, operation, errs, exec)
		return
	}
	if len(errs) == 0 {
		describe(lineOf(w), operation)
	}
	events, err := newEventWriter(w)
	switch {
	case err != nil:
	case len(errs) > 0:
		err = events.last(exec.DispatchError(ctx, errs))
	case operation.Operation.Operation == ast.Subscription:
		err = o.follow(ctx, operation, exec, events)
	case q.Method == http.MethodGet && operation.Operation.Operation != ast.Query:
		err = events.last(exec.DispatchError(ctx, present(ctx, fault.New(fault.BadInput, "the method is not allowed: what writes is sent by POST"))))
	default:
		err = o.once(ctx, operation, exec, events)
	}
	if err != nil {
		slog.Debug("a stream ended", "why", err)
	}
}

// takesJSON reports whether a request may be answered by JSON, too: some clients name
// all that they know, whatever they ask.
func takesJSON(q *http.Request) bool {
	return strings.Contains(strings.ToLower(strings.Join(q.Header.Values("Accept"), ",")), "json")
}

// plainly answers what is no subscription to who takes JSON, too.
func (o overEvents) plainly(ctx context.Context, w http.ResponseWriter, q *http.Request, operation *graphql.OperationContext, errs gqlerror.List, exec graphql.GraphExecutor) {
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	compressing(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		overHTTP(o).dispatch(ctx, w, q, operation, errs, exec)
	})).ServeHTTP(w, q)
}

// once answers what has one answer.
func (o overEvents) once(ctx context.Context, operation *graphql.OperationContext, exec graphql.GraphExecutor, events *eventWriter) error {
	ctx, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	response, written, _, err := o.perform(ctx, operation, exec)
	defer written()
	if err != nil {
		response = exec.DispatchError(ctx, present(ctx, err))
	}
	return events.last(response)
}

func (o overEvents) follow(ctx context.Context, operation *graphql.OperationContext, exec graphql.GraphExecutor, events *eventWriter) error {
	who := func() (access.Caller, error) { return ctx.Value(againKey{}).(again)("") }
	refused, err := (&following{o.answering, operation, exec, events, who}).run(ctx)
	if refused != nil {
		return events.last(refused)
	}
	return err
}

// eventWriter writes events, each at once. Whoever does not take one is dropped.
type eventWriter struct {
	to http.ResponseWriter
	on *http.ResponseController
}

// newEventWriter begins an answer of events, to a request that was read.
func newEventWriter(w http.ResponseWriter) (*eventWriter, error) {
	w.Header().Set("Content-Type", typeEvents+"; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy is to pass each on as it comes
	e := &eventWriter{w, http.NewResponseController(w)}
	return e, e.on.SetReadDeadline(time.Time{}) // nothing more is to be read, however long it goes on
}

func (e *eventWriter) write(text string) error {
	if err := e.on.SetWriteDeadline(time.Now().Add(slowestEvent)); err != nil {
		return err
	}
	if _, err := e.to.Write([]byte(text)); err != nil {
		return err
	}
	if err := e.on.Flush(); err != nil {
		return err
	}
	return e.on.SetWriteDeadline(time.Time{})
}

func (e *eventWriter) beat() error { return e.write(":\n\n") }

func (e *eventWriter) next(response *graphql.Response) error {
	l := lineOf(e.to) // which is written with the first words
	l.Outcome, l.Items = outcomeWith(response.Errors), objectsIn(response.Data)
	text, err := told(response)
	if err != nil {
		return err
	}
	return e.write(fmt.Sprintf("event: next\ndata: %s\n\n", text))
}

// last is next, with nothing behind it.
func (e *eventWriter) last(response *graphql.Response) error {
	if err := e.next(response); err != nil {
		return err
	}
	return e.write("event: complete\ndata: \n\n")
}
