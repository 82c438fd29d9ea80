package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// overHTTP carries GraphQL over GET and POST. gqlgen's own transports know
// neither the contract's statuses nor its codes.
type overHTTP struct{ answering }

// Supports takes every request: [onlyJSON] has refused the others.
func (overHTTP) Supports(*http.Request) bool { return true }

// Do performs the operation of a request.
func (o overHTTP) Do(w http.ResponseWriter, q *http.Request, exec graphql.GraphExecutor) {
	ctx, kind := q.Context(), typeFor(q.Header.Values("Accept"))
	w.Header().Set("Content-Type", kind) // of an answer to a panic, too
	params, err := o.paramsOf(q)
	if err != nil {
		write(w, kind, statusOf(err, fault.BadInput), exec.DispatchError(ctx, present(ctx, err)))
		return
	}
	ctx, operation, errs := o.operationFor(ctx, q.Header.Get(KeyHeader), params, exec)
	o.dispatch(ctx, w, q, operation, errs, exec)
}

// dispatch answers an operation, or why there is none.
func (o overHTTP) dispatch(ctx context.Context, w http.ResponseWriter, q *http.Request, operation *graphql.OperationContext, errs gqlerror.List, exec graphql.GraphExecutor) {
	kind := typeFor(q.Header.Values("Accept"))
	if len(errs) == 0 {
		describe(lineOf(w), operation)
	}
	switch {
	case len(errs) > 0 && errs[0].Extensions["code"] == fault.Unavailable:
		tryAgain(w, time.Second)
		write(w, kind, http.StatusServiceUnavailable, exec.DispatchError(ctx, errs))
	case len(errs) > 0:
		respond(w, kind, exec.DispatchError(ctx, errs))
	case operation.Operation.Operation == ast.Subscription:
		respond(w, kind, exec.DispatchError(ctx, present(ctx, errNoStream)))
	case q.Method == http.MethodGet && operation.Operation.Operation != ast.Query:
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, q, http.StatusMethodNotAllowed, fault.New(fault.BadInput, "the method is not allowed: what writes is sent by POST"))
	default:
		o.perform(ctx, w, kind, operation, exec)
	}
}

// errNoStream is told to who asks for what goes on and would take one answer.
var errNoStream = fault.New(fault.BadInput, "a subscription is no single answer: accept %s, or open a websocket at %s", typeEvents, SocketPath)

// clipped are the first refusals of a document; the rest are counted.
func clipped(errs gqlerror.List) gqlerror.List {
	more := len(errs) - mostErrors
	if more <= 0 {
		return errs
	}
	rest := gqlerror.Errorf("… and %d further faults", more)
	rest.Extensions = map[string]any{"code": fault.BadInput}
	return append(errs[:mostErrors:mostErrors], rest)
}

// perform runs an operation when it is its caller's turn, within what he may ask.
func (o overHTTP) perform(ctx context.Context, w http.ResponseWriter, kind string, operation *graphql.OperationContext, exec graphql.GraphExecutor) {
	response, written, after, err := o.answering.perform(ctx, operation, exec)
	defer written()
	if err != nil {
		tryAgain(w, after)
		write(w, kind, statusOf(err, fault.CodeOf(err)), exec.DispatchError(ctx, present(ctx, err)))
		return
	}
	if r := recorderOf(w); r != nil {
		r.wrote = operation.Operation.Operation == ast.Mutation
	}
	respond(w, kind, response)
}

// run makes the answer, and leaves before it is written: the client may be slow.
func run(ctx context.Context, operation *graphql.OperationContext, exec graphql.GraphExecutor, leave func()) *graphql.Response {
	defer leave()
	responses, ctx := exec.DispatchOperation(ctx, operation)
	if response := responses(ctx); response != nil {
		return response
	}
	return exec.DispatchError(ctx, present(ctx, ctx.Err())) // it was given up
}

// respond writes an answer. With application/json a document's failures are 200.
func respond(w http.ResponseWriter, kind string, response *graphql.Response) {
	status := http.StatusOK
	if kind == typeGraphQL && len(response.Errors) > 0 && (len(response.Data) == 0 || string(response.Data) == "null") {
		code, _ := response.Errors[0].Extensions["code"].(fault.Code)
		status = statusOf(nil, code)
	}
	write(w, kind, status, response)
}

// write writes an answer with a status, and notes on its line what it is.
func write(w http.ResponseWriter, kind string, status int, response *graphql.Response) {
	l := lineOf(w)
	l.Outcome, l.Items = outcomeWith(response.Errors), objectsIn(response.Data)
	text, err := told(response)
	if err != nil {
		slog.Error("an answer cannot be written", "error", err)
		status = http.StatusInternalServerError
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	if _, err := w.Write(append(text, '\n')); err != nil {
		slog.Debug("the client went away", "error", err)
	}
}

// outcomeWith is the outcome of an answer with some errors.
func outcomeWith(errs gqlerror.List) string {
	if len(errs) == 0 {
		return accesslog.OK
	}
	code, _ := errs[0].Extensions["code"].(fault.Code)
	return string(code)
}

// told is an answer as it is written: data stands only where an operation ran. They are
// JSON already, and are not read once more.
func told(response *graphql.Response) (text []byte, err error) {
	text = append(make([]byte, 0, len(response.Data)+64), '{')
	add := func(name string, value []byte) { text = append(append(append(text, name...), value...), ',') }
	if len(response.Errors) > 0 {
		errs, err := json.Marshal(response.Errors)
		if err != nil {
			return nil, err
		}
		add(`"errors":`, errs)
	}
	if len(response.Data) > 0 {
		add(`"data":`, response.Data)
	}
	if len(response.Extensions) > 0 {
		further, err := json.Marshal(response.Extensions)
		if err != nil {
			return nil, err
		}
		add(`"extensions":`, further)
	}
	return append(bytes.TrimSuffix(text, []byte(",")), '}'), nil
}

// paramsOf reads what is asked.
func (a *answering) paramsOf(q *http.Request) (params *graphql.RawParams, err error) {
	if q.Method == http.MethodGet {
		params, err = a.gotten(q)
	} else {
		params, err = a.posted(q)
	}
	if err == nil {
		params.Headers = q.Header
	}
	return params, err
}

func (a *answering) posted(q *http.Request) (*graphql.RawParams, error) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, cutOff(err)
	}
	return a.bounds.trusted.read(body)
}

func (a *answering) gotten(q *http.Request) (*graphql.RawParams, error) {
	given, err := url.ParseQuery(q.URL.RawQuery)
	if err != nil {
		return nil, fault.New(fault.BadInput, "the parameters of the URL cannot be read")
	}
	of := &asked{DocumentID: given.Get("documentId")}
	of.Query, of.OperationName = given.Get("query"), given.Get("operationName")
	for _, part := range []struct {
		field string
		to    *map[string]any
	}{{"variables", &of.Variables}, {"extensions", &of.Extensions}} {
		if text := given.Get(part.field); text != "" && decode([]byte(text), part.to) != nil {
			return nil, fault.Bad(part.field, text, "is no JSON object")
		}
	}
	return a.bounds.trusted.find(of)
}

// decode reads one JSON value and nothing behind it.
func decode(text []byte, to any) error {
	values := json.NewDecoder(bytes.NewReader(text))
	values.UseNumber() // a float would lose digits
	if err := values.Decode(to); err != nil {
		return err
	}
	if _, err := values.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows the value")
	}
	return nil
}

// cutOff is why a body did not arrive: it was too large, or broke off.
func cutOff(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return large
	}
	return fault.New(fault.BadInput, "the body broke off")
}
