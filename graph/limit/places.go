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
func (p *Places) Take(caller string) (leave func(), err error) { return p.TakeMany(caller, 1) }

// TakeMany takes several places at once.
func (p *Places) TakeMany(caller string, n int) (leave func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.by[caller]+n > p.each:
		return nil, fault.New(fault.RateLimited, "this caller has %d subscriptions already: end one of them first", p.each)
	case p.taken+n > p.all:
		return nil, fault.New(fault.Unavailable, "all places for subscriptions are taken: try again in a moment")
	}
	return p.take(caller, n), nil
}

// Occupy takes several places, also where there are none any more: of what is there already.
func (p *Places) Occupy(caller string, n int) (leave func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.take(caller, n)
}

func (p *Places) take(caller string, n int) (leave func()) {
	p.taken += n
	p.by[caller] += n
	return sync.OnceFunc(func() { p.leave(caller, n) })
}

func (p *Places) leave(caller string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken -= n
	if p.by[caller] -= n; p.by[caller] == 0 {
		delete(p.by, caller)
	}
}

// Taken is how many are taken.
func (p *Places) Taken() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}
