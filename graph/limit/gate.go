package limit

import (
	"context"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Gate lets a number of operations run at once, and of each caller fewer, so that
// one who asks much leaves room for the others. Who waits is let in by turns: one
// of each caller, then the next.
type Gate struct {
	running, runningEach int // bounds
	waiting, waitingEach int

	mu     sync.Mutex
	inside int
	queued int
	of     map[string]*share
	turns  []string // callers of whom some wait, the next one first
}

// share is what one caller has of it.
type share struct {
	inside int
	queue  []chan struct{} // of those that wait, each closed when it may go in
}

// NewGate makes a gate: so many may run, so many of each caller, and so many wait, of whom
// no caller has more than half.
func NewGate(running, each, waiting int) *Gate {
	return &Gate{running: running, runningEach: each, waiting: waiting, waitingEach: max(waiting/2, 1), of: map[string]*share{}}
}

// Enter waits until an operation of a caller may run; leave says that it has ended.
// It is refused with UNAVAILABLE where too many wait already, and with the context's
// error when that ends first.
func (g *Gate) Enter(ctx context.Context, caller string) (leave func(), err error) {
	leave = func() { g.leave(caller) }
	wait, err := g.queue(caller)
	if err != nil || wait == nil {
		return leave, err
	}
	select {
	case <-wait:
		return leave, nil
	case <-ctx.Done():
		g.giveUp(caller, wait)
		return nil, ctx.Err()
	}
}

// queue lets an operation in or gives it a place; nil when it may run at once.
func (g *Gate) queue(caller string) (chan struct{}, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.of[caller]
	if c == nil {
		c = &share{}
		g.of[caller] = c
	}
	switch {
	case g.inside < g.running && c.inside < g.runningEach:
		g.inside++
		c.inside++
		return nil, nil
	case g.queued >= g.waiting || len(c.queue) >= g.waitingEach:
		g.forget(caller)
		return nil, fault.New(fault.Unavailable, "too many operations wait already: try again in a moment")
	}
	if len(c.queue) == 0 {
		g.turns = append(g.turns, caller)
	}
	wait := make(chan struct{})
	c.queue = append(c.queue, wait)
	g.queued++
	return wait, nil
}

func (g *Gate) leave(caller string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside--
	g.of[caller].inside--
	g.letIn()
	g.forget(caller)
}

// giveUp takes back a place; who was let in meanwhile leaves.
func (g *Gate) giveUp(caller string, wait chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c := g.of[caller]
	if at := slices.Index(c.queue, wait); at >= 0 {
		c.queue = slices.Delete(c.queue, at, at+1)
		g.queued--
		if len(c.queue) == 0 {
			g.turns = slices.DeleteFunc(g.turns, func(name string) bool { return name == caller })
		}
	} else {
		g.inside--
		c.inside--
		g.letIn()
	}
	g.forget(caller)
}

// letIn gives free places to those that wait, by turns.
func (g *Gate) letIn() {
	for g.inside < g.running {
		at := slices.IndexFunc(g.turns, func(name string) bool { return g.of[name].inside < g.runningEach })
		if at < 0 {
			return
		}
		caller := g.turns[at]
		c := g.of[caller]
		close(c.queue[0])
		c.queue = c.queue[1:]
		g.queued--
		g.inside++
		c.inside++
		g.turns = slices.Delete(g.turns, at, at+1)
		if len(c.queue) > 0 {
			g.turns = append(g.turns, caller)
		}
	}
}

// forget drops a caller of whom nothing runs or waits.
func (g *Gate) forget(caller string) {
	if c := g.of[caller]; c != nil && c.inside == 0 && len(c.queue) == 0 {
		delete(g.of, caller)
	}
}

// Load is how many operations run and how many wait.
func (g *Gate) Load() (running, waiting int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.inside, g.queued
}
