package graph

import (
	"context"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/graph/limit"
)

// Bounds on what lasts.
const (
	mostStreams     = 1_000            // subscriptions at once
	mostStreamsEach = 100              // of one caller
	mostSockets     = 1_000            // websockets at once, also those that have not said yet who they are
	mostSocketsEach = 100              // of one caller
	mostUngreeted   = 100              // of one address that have not
	beat            = 15 * time.Second // how long a stream or a websocket may be silent; and a caller go unasked who it is
	slowestEvent    = 10 * time.Second // to write: whoever does not take it in that time is dropped
)

// Streams are the subscriptions and websockets of a server. They outlast the time that
// other requests have, so that they are ended when the server is.
type Streams struct {
	places  *limit.Places // of subscriptions
	sockets *limit.Places
	greeted *limit.Places // of websockets whose clients have said who they are, by caller
	// ungreeted are the places of websockets whose clients have not said yet who they are, by
	// address: nobody who is nobody takes all places.
	ungreeted *limit.Places
	life      context.Context
	end       context.CancelFunc

	untaken *limit.Places // bytes of answers that are made and not written yet, by caller

	mu    sync.Mutex
	ended bool
	open  sync.WaitGroup
}

// NewStreams has none yet.
func NewStreams() *Streams {
	s := &Streams{places: limit.NewPlaces(mostStreams, mostStreamsEach), sockets: limit.NewPlaces(mostSockets, mostSockets)}
	s.greeted, s.ungreeted = limit.NewPlaces(mostSockets, mostSocketsEach), limit.NewPlaces(mostSockets, mostUngreeted)
	s.untaken = limit.NewPlaces(mostUntaken, mostUntakenEach)
	s.life, s.end = context.WithCancel(context.Background())
	return s
}

// opened is a context that ends with the streams, too, and what to call when the stream
// is over. One that begins after the end is over at once.
func (s *Streams) opened(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		cancel()
		return ctx, func() {}
	}
	s.open.Add(1)
	unlink := context.AfterFunc(s.life, cancel)
	return ctx, func() { unlink(); cancel(); s.open.Done() }
}

// End ends all streams and waits until they are over, or the context is.
func (s *Streams) End(ctx context.Context) {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.end()
	over := make(chan struct{})
	go func() { s.open.Wait(); close(over) }()
	select {
	case <-over:
	case <-ctx.Done():
	}
}
