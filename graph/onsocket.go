package graph

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/safeconduct/safeconduct/registry/accesslog"
)

// onSocket tells what happens to an operation of a websocket. Before it tells anything the
// operation is in the access log, of which an event is a part.
type onSocket struct {
	*socket
	id    string
	line  accesslog.Line
	wrote bool // what it did stands in the registry's own log
	noted bool
}

// note writes the line of the access log, once. UNAVAILABLE where it cannot be written.
func (o *onSocket) note(errs gqlerror.List) error {
	if o.noted || !o.registry.RecordsAccess() {
		return nil
	}
	o.noted = true
	o.line.Outcome = outcomeWith(errs)
	if err := o.registry.NoteAccess(&o.line); err != nil && !o.wrote {
		return err
	}
	return nil
}

func (o *onSocket) next(response *graphql.Response) error {
	o.line.Items = objectsIn(response.Data)
	if err := o.note(response.Errors); err != nil {
		o.tell(present(context.Background(), err))
		return err
	}
	text, err := told(response)
	if err != nil {
		return err
	}
	return o.say(message{ID: o.id, Type: "next", Payload: text})
}

// beat has a subscription recorded that nothing has happened to yet; that the client is
// there [socket.keepAlive] asks.
func (o *onSocket) beat() error {
	err := o.note(nil)
	if err != nil {
		o.tell(present(context.Background(), err))
	}
	return err
}

// refuse tells why an operation has ended.
func (o *onSocket) refuse(ctx context.Context, errs gqlerror.List) {
	if err := o.note(errs); err != nil {
		errs = present(ctx, err)
	}
	o.tell(errs)
}

// tell says errors that end an operation.
func (o *onSocket) tell(errs gqlerror.List) {
	text, err := json.Marshal(errs)
	if err != nil {
		slog.Error("a refusal cannot be written", "error", err)
		return
	}
	o.write(message{ID: o.id, Type: "error", Payload: text})
}
