package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/google/uuid"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// internalText is all that a client learns of a failure of our own.
const internalText = "something failed inside the registry; the request id names it in the server's log"

// present turns any error into what leaves the server: refusals with their
// code and field, everything else as INTERNAL with an id that the log has too.
func present(ctx context.Context, err error) gqlerror.List {
	var many fault.List
	if errors.As(err, &many) {
		var list gqlerror.List
		for _, one := range many[:min(len(many), mostErrors)] {
			list = append(list, refusal(ctx, one))
		}
		return list
	}
	return gqlerror.List{presentOne(ctx, err)}
}

// mostErrors bounds the errors of one answer.
const mostErrors = 10

// presentOne is the presenter for errors of resolvers and of requests.
func presentOne(ctx context.Context, err error) *gqlerror.Error {
	var request *gqlerror.Error
	located := errors.As(err, &request)
	var one *fault.Error
	if errors.As(err, &one) {
		if located && one.Field == "" && one.Code == fault.BadInput {
			one = atArgument(one, request.Path)
		}
		return refusal(ctx, one)
	}
	var many fault.List
	if errors.As(err, &many) && len(many) > 0 {
		return refusal(ctx, many[0])
	}
	if located {
		if _, told := request.Extensions["code"].(fault.Code); told {
			return request
		}
		if code := requestCode(request); code != "" {
			request.Message = fault.Clip(request.Message)
			request.Extensions = map[string]any{"code": code}
			return request
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return refusal(ctx, fault.New(fault.Unavailable, "the request took too long or was given up"))
	}
	id := uuid.NewString()
	slog.ErrorContext(ctx, "internal error", "request", id, "error", err)
	shown := refusal(ctx, fault.New(fault.Internal, "%s", internalText))
	shown.Extensions["request"] = id
	return shown
}

// atArgument names the argument whose value could not be read: the last name
// on the path.
func atArgument(one *fault.Error, path ast.Path) *fault.Error {
	if len(path) == 0 {
		return one
	}
	named := *one
	if name, ok := path[len(path)-1].(ast.PathName); ok {
		named.Field = string(name)
	}
	return &named
}

// refusal is a refusal of the registry as GraphQL tells it.
func refusal(ctx context.Context, one *fault.Error) *gqlerror.Error {
	message := one.Msg
	if one.Field != "" {
		message = camel(one.Field) + " " + message
	}
	shown := &gqlerror.Error{Message: message, Path: graphql.GetPath(ctx), Extensions: map[string]any{"code": one.Code}}
	if one.Field != "" {
		shown.Extensions["field"] = camel(one.Field)
	}
	return shown
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
	if strings.HasPrefix(err.Message, "json request body could not be decoded") {
		err.Message = "the body is no JSON object with a query" // gqlgen's own text repeats the body
		return fault.BadInput
	}
	return ""
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

// presentLists tells every refusal of a list: a presenter sees one error and
// gives one.
func presentLists(ctx context.Context, next graphql.Resolver) (any, error) {
	result, err := next(ctx)
	var many fault.List
	if errors.As(err, &many) {
		return result, present(ctx, err)
	}
	return result, err
}

// recovered turns a panic into an internal error.
func recovered(_ context.Context, cause any) error {
	return fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
}
