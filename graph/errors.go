package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/graph/language"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// tooLargeText is what is said of a body, with the limit that it broke.
const tooLargeText = "what was sent is larger than %d bytes"

// faultsOf are the refusals in an error. Anything else is a failure of our own:
// all that leaves the server is an id that the log has too.
func faultsOf(ctx context.Context, err error) fault.List {
	var (
		many  fault.List
		one   *fault.Error
		large *http.MaxBytesError
	)
	switch {
	case errors.As(err, &many) && len(many) > 0:
		return many
	case errors.As(err, &one):
		return fault.List{one}
	case errors.As(err, &large):
		return fault.List{fault.New(fault.BadInput, tooLargeText, large.Limit)}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.List{fault.New(fault.Unavailable, "the request took too long or was given up")}
	}
	id := uuid.NewString()
	slog.ErrorContext(ctx, "internal error", "request", id, "error", err)
	return fault.List{fault.New(fault.Internal, "something failed inside the registry; the server's log names it by %s", id)}
}

// mostErrors bounds the refusals of one call that an answer tells; the rest are
// counted.
const mostErrors = 10

// present turns any error into what leaves the server.
func present(ctx context.Context, err error) (list gqlerror.List) {
	faults := faultsOf(ctx, err)
	for _, one := range faults[:min(len(faults), mostErrors)] {
		list = append(list, refusal(ctx, one))
	}
	if more := len(faults) - mostErrors; more > 0 {
		list = append(list, refusal(ctx, fault.New(faults[mostErrors].Code, "… and %d further faults", more)))
	}
	return list
}

// presentOne is the presenter for errors of resolvers and of requests. It is given one
// error and gives one: the further refusals of a list go with the first, until [allErrors]
// tells them.
func presentOne(ctx context.Context, err error) *gqlerror.Error {
	var many fault.List
	if errors.As(err, &many) && len(many) > 1 {
		all := present(ctx, many)
		all[0].Err = all[1:]
		return all[0]
	}
	located := &gqlerror.Error{}
	if errors.As(err, &located) {
		if _, told := located.Extensions["code"].(fault.Code); told {
			return located
		}
		if code := requestCode(located); code != "" {
			return ofRequest(located, code)
		}
	}
	one := *faultsOf(ctx, err)[0]
	if one.Field == "" && one.Code == fault.BadInput {
		one.Field = lastName(located.Path) // the argument whose value could not be read
	}
	return refusal(ctx, &one)
}

// allErrors has an answer tell every refusal of a list.
func allErrors(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response != nil {
		response.Errors = unfolded(response.Errors)
	}
	return response
}

// unfolded are errors, each with those that go with it behind it.
func unfolded(errs gqlerror.List) (all gqlerror.List) {
	for _, one := range errs {
		var further gqlerror.List
		if errors.As(one.Err, &further) {
			one.Err = nil
		}
		all = append(append(all, one), further...)
	}
	return all
}

// requestCode is the contract's code for gqlgen's own refusals of a request,
// "" for anything else.
func requestCode(err *gqlerror.Error) fault.Code {
	switch err.Extensions["code"] {
	case errcode.ParseFailed, errcode.ValidationFailed:
		return fault.BadInput
	case "COMPLEXITY_LIMIT_EXCEEDED":
		return fault.TooComplex
	}
	if err.Rule != "" {
		return fault.BadInput
	}
	return ""
}

// ofRequest is gqlgen's refusal of a request. Its path is none of an answer but
// that of a variable, and ends in the name at fault.
func ofRequest(err *gqlerror.Error, code fault.Code) *gqlerror.Error {
	shown := &gqlerror.Error{Message: fault.Clip(err.Message), Locations: err.Locations, Extensions: map[string]any{"code": code}}
	if field := lastName(err.Path); field != "" {
		shown.Message = fault.Clip(field) + ": " + shown.Message
		shown.Extensions["field"] = fault.Clip(field)
	}
	return shown
}

// lastName is the last name on a path, "" where there is none.
func lastName(path ast.Path) string {
	for i := len(path) - 1; i >= 0; i-- {
		if name, ok := path[i].(ast.PathName); ok {
			return string(name)
		}
	}
	return ""
}

// refusal is a refusal of the registry as GraphQL tells it. In a file it is told
// as the command line tells it, by the names of the columns.
func refusal(ctx context.Context, one *fault.Error) *gqlerror.Error {
	in := language.Of(ctx)
	one = one.Said(in).Clipped()
	shown := &gqlerror.Error{Message: one.In(in), Path: graphql.GetPath(ctx), Extensions: map[string]any{"code": one.Code}}
	field := one.Field
	if one.Place != nil {
		shown.Extensions["file"], shown.Extensions["line"] = one.Place.File, one.Place.Line
	} else {
		field = camel(one.Field)
		shown.Message = strings.TrimSpace(field + " " + one.Msg)
	}
	if field != "" {
		shown.Extensions["field"] = field
	}
	if one.Value != "" {
		shown.Extensions["value"] = one.Value
	}
	return shown
}

// camel writes a column's name as GraphQL's fields are named.
func camel(field string) string {
	if field == "id" {
		return "externalId"
	}
	words := strings.Split(field, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}

// recovered turns a panic into an internal error.
func recovered(_ context.Context, cause any) error {
	return fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
}
