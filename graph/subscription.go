package graph

import (
	"context"
	"errors"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// subscription answers the fields of Subscription: what has happened since the last
// time that they were asked, and no more. [following] asks again and again.
type subscription struct{}

func (subscription) LogAppended(ctx context.Context) (<-chan *registry.LogEntry, error) {
	entries, err := followerOf(ctx).Entries(ctx)
	return each(entries...), err
}

func (subscription) FlagsChanged(ctx context.Context, filter *registry.FlowFilter) (<-chan *registry.FlagsChanged, error) {
	changed, err := followerOf(ctx).Flags(ctx, filter)
	if changed == nil {
		return each[*registry.FlagsChanged](), err
	}
	operationOf(ctx).view = changed.View
	return each(changed), nil
}

// each is a channel that gives values and ends.
func each[T any](values ...T) <-chan T {
	c := make(chan T, len(values))
	for _, v := range values {
		c <- v
	}
	close(c)
	return c
}

// followerKey is the context's key of who follows the registry.
type followerKey struct{}

func followerOf(ctx context.Context) *registry.Follower {
	return ctx.Value(followerKey{}).(*registry.Follower)
}

// listener takes what a subscription tells. An error ends it.
type listener interface {
	next(*graphql.Response) error
	beat() error // nothing has happened for a while
}

// following is a subscription that goes on: each time that something has happened, its
// operation runs anew, so that whoever may no longer ask is refused, and nothing is held
// meanwhile but a place in the log.
type following struct {
	answering
	operation *graphql.OperationContext
	exec      graphql.GraphExecutor
	to        listener
	who       func() (access.Caller, error) // says anew who asks
}

// run tells what happens until the context ends, the listener is gone, which is the
// error, or something is refused, which is the answer.
func (f *following) run(ctx context.Context) (refused *graphql.Response, err error) {
	if err := f.isOne(); err != nil {
		return f.refusal(ctx, err), nil
	}
	leave, err := f.streams.places.Take(access.CallerOf(ctx).Actor)
	if err != nil {
		return f.refusal(ctx, err), nil
	}
	defer leave()
	follower, err := f.registry.Follow(ctx)
	if err != nil {
		return f.refusal(ctx, err), nil
	}
	defer follower.Close()
	for quiet := true; ; { // from the first beat on nothing is missed
		if refused, err = f.tell(ctx, follower); refused != nil || err != nil {
			return refused, err
		}
		if quiet {
			if err := f.to.beat(); err != nil {
				return nil, err
			}
		}
		quiet, err = f.wait(ctx, follower)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return f.refusal(ctx, err), nil
		}
	}
}

// isOne refuses what has no field, since all of them are skipped; validation refuses
// what has more than one.
func (f *following) isOne() error {
	if len(graphql.CollectFields(f.operation, f.operation.Operation.SelectionSet, []string{"Subscription"})) != 1 {
		return fault.New(fault.BadInput, "the subscription has no field: expected one")
	}
	return nil
}

// tell tells what has happened.
func (f *following) tell(ctx context.Context, follower *registry.Follower) (refused *graphql.Response, err error) {
	within, cancel := context.WithTimeout(context.WithValue(ctx, followerKey{}, follower), slowest)
	defer cancel()
	who, err := f.who()
	if err != nil {
		return f.refusal(ctx, err), nil
	}
	answers, err := f.answers(access.With(within, who))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return f.refusal(ctx, err), nil
	}
	for _, answer := range answers {
		if isRefusal(answer) {
			return answer, nil
		}
		if err := f.to.next(answer); err != nil {
			return nil, err
		}
	}
	return nil, nil //nolint:nilnil // that nothing was refused is an answer
}

// answers runs the operation, as its caller may by now, for all that has happened.
func (f *following) answers(ctx context.Context) (answers []*graphql.Response, err error) {
	_, _, err = f.bounds.charge(access.CallerOf(ctx).Actor, f.operation)
	if err != nil {
		return nil, err
	}
	leave, err := f.bounds.reading.Enter(ctx, access.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	defer leave()
	responses, ctx := f.exec.DispatchOperation(ctx, f.operation)
	for r := responses(ctx); r != nil; r = responses(ctx) {
		answers = append(answers, r)
		if isRefusal(r) {
			break // of which there is no end
		}
	}
	return answers, ctx.Err()
}

// wait waits for the next event; quiet reports that there was none for a while.
func (f *following) wait(ctx context.Context, follower *registry.Follower) (quiet bool, err error) {
	within, cancel := context.WithTimeout(ctx, beat)
	defer cancel()
	err = follower.Wait(within)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return true, nil
	}
	return false, err
}

// refusal is the answer that ends a subscription.
func (f *following) refusal(ctx context.Context, err error) *graphql.Response {
	return f.exec.DispatchError(graphql.WithOperationContext(ctx, f.operation), present(ctx, err))
}

// isRefusal reports whether an answer has no data.
func isRefusal(r *graphql.Response) bool {
	return len(r.Errors) > 0 && (len(r.Data) == 0 || string(r.Data) == "null")
}

// answering is what all transports answer with.
type answering struct {
	bounds   *bounds
	registry *registry.Registry
	streams  *Streams
}

// operationFor is the operation that is asked for, or why there is none.
func (a *answering) operationFor(ctx context.Context, key string, params *graphql.RawParams, exec graphql.GraphExecutor) (context.Context, *graphql.OperationContext, gqlerror.List) {
	ctx, err := withKey(ctx, key, params)
	if err != nil {
		return ctx, nil, present(ctx, err)
	}
	if _, is := a.bounds.known.Get(ctx, params.Query); !is { // to read it takes a core
		leave, err := a.bounds.reading.Enter(ctx, access.CallerOf(ctx).Actor)
		if err != nil {
			return ctx, nil, present(ctx, err)
		}
		defer leave()
	}
	operation, errs := exec.CreateOperationContext(ctx, params)
	return graphql.WithOperationContext(ctx, operation), operation, clipped(errs)
}

// perform runs a question or a mutation when it is its caller's turn, within what the
// caller may ask. after is when one that is refused for want of that may be sent again;
// written is to be called when the answer is, or was refused.
func (a *answering) perform(ctx context.Context, operation *graphql.OperationContext, exec graphql.GraphExecutor) (response *graphql.Response, written func(), after time.Duration, err error) {
	caller, written := access.CallerOf(ctx).Actor, func() {}
	asked, after, err := a.bounds.charge(caller, operation)
	if err != nil {
		return nil, written, after, err
	}
	leave, err := a.bounds.gateOf(operation).Enter(ctx, caller)
	if err != nil {
		return nil, written, 0, err
	}
	begun, err := begin(a.streams.untaken, caller)
	if err != nil {
		leave()
		return nil, written, 0, err
	}
	response = run(ctx, operation, exec, leave)
	filled := a.streams.untaken.Occupy(caller, len(response.Data))
	if wanted, is := operation.Extensions["cost"].(bool); is && wanted {
		response.Extensions = asked.told()
	}
	return response, func() { filled(); begun() }, 0, nil
}
