package limit

import (
	"sync"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Places are a number of places for what lasts, of which no caller has more than some.
// Nobody waits for one.
type Places struct {
	all, each int

	mu    sync.Mutex
	taken int
	by    map[string]int
}

// NewPlaces makes so many places, and of them so many for each caller.
func NewPlaces(all, each int) *Places { return &Places{all: all, each: each, by: map[string]int{}} }

// Take takes a place for a caller; leave gives it back. RATE_LIMITED where the caller
// has too many already, UNAVAILABLE where all are taken.
func (p *Places) Take(caller string) (leave func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.by[caller] >= p.each:
		return nil, fault.New(fault.RateLimited, "this caller has %d subscriptions already: end one of them first", p.each)
	case p.taken >= p.all:
		return nil, fault.New(fault.Unavailable, "all places for subscriptions are taken: try again in a moment")
	}
	p.taken++
	p.by[caller]++
	return sync.OnceFunc(func() { p.leave(caller) }), nil
}

func (p *Places) leave(caller string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
	if p.by[caller]--; p.by[caller] == 0 {
		delete(p.by, caller)
	}
}

// Taken is how many are taken.
func (p *Places) Taken() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}
