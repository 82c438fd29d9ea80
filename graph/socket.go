package graph

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// SocketPath is where websockets are opened.
const SocketPath = "/graphql/socket"

// Bounds on websockets.
const (
	socketProtocol = "graphql-transport-ws"
	initWithin     = 5 * time.Second // who connects says who it is
	mostOnSocket   = 50              // operations at once on one websocket
	smallTalk      = 4 << 10         // bytes of what is said before that, and of a ping
)

// Why a websocket is closed, as graphql-transport-ws numbers it.
const (
	closedMalformed     = websocket.StatusCode(4400)
	closedUninvited     = websocket.StatusCode(4401) // something is asked before anybody said who asks
	closedForbidden     = websocket.StatusCode(4403)
	closedWrongProtocol = websocket.StatusCode(4406)
	closedLate          = websocket.StatusCode(4408)
	closedTaken         = websocket.StatusCode(4409) // the id is that of an operation that goes on
	closedInitTwice     = websocket.StatusCode(4429)
)

// overSocket carries GraphQL over websockets by the protocol graphql-transport-ws.
type overSocket struct{ answering }

// Supports implements [graphql.Transport].
func (overSocket) Supports(q *http.Request) bool { return q.URL.Path == SocketPath }

// Do speaks with a client until one of both goes.
func (o overSocket) Do(w http.ResponseWriter, q *http.Request, exec graphql.GraphExecutor) {
	leave, err := o.streams.sockets.Take("")
	if err != nil {
		tryAgain(w, 0)
		fail(w, q, fault.New(fault.Unavailable, "all places for websockets are taken: try again in a moment"))
		return
	}
	defer leave()
	greeted, err := o.streams.ungreeted.Take(limit.NetworkOf(q.RemoteAddr))
	if err != nil {
		tryAgain(w, 0)
		fail(w, q, fault.New(fault.RateLimited, "%d websockets of this address have not said yet who asks: let them, or close them", mostUngreeted))
		return
	}
	defer greeted()
	ctx, over := o.streams.opened(q.Context())
	defer over()
	// Pages of other origins were refused before; a client that is no browser has none.
	conn, err := websocket.Accept(w, q, &websocket.AcceptOptions{Subprotocols: []string{socketProtocol}, InsecureSkipVerify: true})
	if err != nil {
		return // it was told
	}
	conn.SetReadLimit(smallTalk)
	s := &socket{answering: o.answering, conn: conn, exec: exec, line: lineOf(w), greeted: greeted, leave: func() {}, running: map[string]context.CancelFunc{}}
	defer func() { s.leave() }()
	s.speak(ctx)
}

// socket is an open websocket.
type socket struct {
	answering
	conn    *websocket.Conn
	exec    graphql.GraphExecutor
	who     func() (access.Caller, error) // says who asks; nil until that was told
	greeted func()                        // is called when it was
	leave   func()                        // gives back the caller's place, when it is over
	line    *accesslog.Line               // of the websocket itself in the access log, written when it ends

	mu      sync.Mutex
	running map[string]context.CancelFunc // operations by their ids
	ended   sync.WaitGroup
}

// message is what either side says.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// speak does what a client asks for until it goes, or the context ends.
func (s *socket) speak(ctx context.Context) {
	defer func() { _ = s.conn.CloseNow() }()
	defer s.ended.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { s.close(websocket.StatusGoingAway, "the server stops") })()
	late := time.AfterFunc(initWithin, func() { s.close(closedLate, "Connection initialisation timeout") })
	defer late.Stop()
	for {
		m, err := s.read()
		if err != nil {
			return // what was wrong with a message, it was told
		}
		if code, why := s.take(ctx, m, late); code != 0 {
			s.close(code, why)
			return
		}
	}
}

// read reads a message; what is none closes the websocket. It ends with that, and not
// with a context, which would cut off the words of the end.
func (s *socket) read() (m message, err error) {
	kind, text, err := s.conn.Read(context.Background())
	if err != nil {
		return m, err
	}
	if kind != websocket.MessageText || decode(text, &m) != nil {
		s.close(closedMalformed, "Invalid message received")
		return m, errors.New("no message of " + socketProtocol)
	}
	return m, nil
}

// take does what a message says; a code ends the websocket.
func (s *socket) take(ctx context.Context, m message, late *time.Timer) (code websocket.StatusCode, why string) {
	switch m.Type {
	case "connection_init":
		late.Stop()
		return s.greet(ctx, m)
	case "ping":
		if len(m.Payload) > smallTalk {
			return closedMalformed, "Invalid message received"
		}
		s.write(message{Type: "pong", Payload: m.Payload})
	case "pong":
	case "subscribe":
		return s.subscribe(ctx, m)
	case "complete":
		s.forget(m.ID)
	default:
		return closedMalformed, "Invalid message received"
	}
	return 0, ""
}

// greet learns who asks: by the token in the payload, for those who cannot set a header,
// or as the request said that opened the websocket.
func (s *socket) greet(ctx context.Context, m message) (code websocket.StatusCode, why string) {
	if s.who != nil {
		return closedInitTwice, "Too many initialisation requests"
	}
	var shown struct{ Authorization string }
	if len(m.Payload) > 0 && decode(m.Payload, &shown) != nil {
		return closedMalformed, "Invalid message received"
	}
	s.who = func() (access.Caller, error) { return ctx.Value(againKey{}).(again)(shown.Authorization) }
	who, err := s.who()
	if err != nil {
		s.line.Outcome = string(fault.CodeOf(err))
		return closedForbidden, "Forbidden"
	}
	s.line.Actor, s.line.Role = who.Actor, string(who.Role)
	leave, err := s.streams.greeted.Take(who.Actor)
	if err != nil {
		s.line.Outcome = string(fault.RateLimited)
		return websocket.StatusTryAgainLater, "Too many websockets of this caller"
	}
	s.leave = leave
	s.greeted()
	s.conn.SetReadLimit(largestBody)
	s.ended.Go(func() { s.keepAlive(ctx) })
	s.write(message{Type: "connection_ack"})
	return 0, ""
}

// subscribe begins an operation.
func (s *socket) subscribe(ctx context.Context, m message) (code websocket.StatusCode, why string) {
	asks := &asked{}
	switch {
	case s.who == nil:
		return closedUninvited, "Unauthorized"
	case m.ID == "" || decode(m.Payload, asks) != nil:
		return closedMalformed, "Invalid message received"
	}
	who, err := s.who()
	if err != nil {
		return closedForbidden, "Forbidden"
	}
	ctx, taken, full := s.begin(access.With(ctx, who), m.ID)
	switch {
	case taken:
		return closedTaken, "Subscriber for this id already exists"
	case full:
		(&onSocket{socket: s, id: m.ID}).tell(present(ctx, fault.New(fault.RateLimited, "this websocket has %d operations already: end one of them first", mostOnSocket)))
		return 0, ""
	}
	s.ended.Go(func() {
		defer s.forget(m.ID)
		s.operate(ctx, m.ID, asks)
	})
	return 0, ""
}

// begin notes an operation, unless its id is taken, or there are enough; its context
// ends with it.
func (s *socket) begin(ctx context.Context, id string) (of context.Context, taken, full bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken = s.running[id]; taken || len(s.running) >= mostOnSocket {
		return ctx, taken, !taken
	}
	of, s.running[id] = context.WithCancel(ctx)
	return of, false, false
}

// forget ends an operation, if it still goes on.
func (s *socket) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cancel := s.running[id]; cancel != nil {
		cancel()
		delete(s.running, id)
	}
}

// operate performs an operation, and tells how it ended unless the client has ended it.
func (s *socket) operate(ctx context.Context, id string, asks *asked) {
	who := access.CallerOf(ctx)
	on := &onSocket{socket: s, id: id}
	on.line = accesslog.Line{Path: "GET " + SocketPath, Actor: who.Actor, Role: string(who.Role), Status: http.StatusOK}
	params, err := s.bounds.trusted.find(asks)
	if err != nil {
		on.refuse(ctx, present(ctx, err))
		return
	}
	ctx, operation, errs := s.operationFor(ctx, "", params, s.exec)
	if len(errs) > 0 {
		on.refuse(ctx, s.exec.DispatchError(ctx, errs).Errors)
		return
	}
	describe(&on.line, operation)
	if operation.Operation.Operation == ast.Subscription {
		refused, err := (&following{s.answering, operation, s.exec, on, s.who}).run(ctx)
		if refused != nil && err == nil {
			on.refuse(ctx, refused.Errors)
		}
		return
	}
	within, cancel := context.WithTimeout(ctx, slowest)
	defer cancel()
	response, written, _, err := s.perform(within, operation, s.exec)
	defer written()
	if err != nil {
		on.refuse(ctx, present(ctx, err))
		return
	}
	on.wrote = operation.Operation.Operation == ast.Mutation
	if on.next(response) == nil && ctx.Err() == nil {
		s.write(message{ID: id, Type: "complete"})
	}
}

// write is say, where nothing follows from its failing: the reader hears of it, too.
func (s *socket) write(m message) {
	if err := s.say(m); err != nil {
		slog.Debug("a websocket takes nothing", "error", err)
	}
}

// say says something; who does not take it in time is dropped.
func (s *socket) say(m message) error {
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	within, cancel := context.WithTimeout(context.Background(), slowestEvent)
	defer cancel()
	return s.conn.Write(within, websocket.MessageText, text)
}

// keepAlive asks with each beat whether the client is still there, and still may be.
func (s *socket) keepAlive(ctx context.Context) {
	for ticks := time.NewTicker(beat); ; {
		select {
		case <-ctx.Done():
			ticks.Stop()
			return
		case <-ticks.C:
		}
		if _, err := s.who(); err != nil {
			s.close(closedForbidden, "Forbidden")
		}
		within, cancel := context.WithTimeout(ctx, slowestEvent)
		err := s.conn.Ping(within)
		cancel()
		if err != nil && ctx.Err() == nil {
			_ = s.conn.CloseNow()
		}
	}
}

// close says why it is over, and waits a while for the client to say so, too.
func (s *socket) close(code websocket.StatusCode, why string) {
	if err := s.conn.Close(code, why); err != nil {
		slog.Debug("a websocket did not end in peace", "error", err)
	}
}
