package limit

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// Budget is how much callers may ask in a time: each has a store of its own, that
// fills up again.
type Budget struct {
	perSecond rate.Limit
	store     int

	mu      sync.Mutex
	of      map[string]*rate.Limiter
	cleared time.Time // when those were dropped who asked nothing for long
}

// NewBudget makes a budget: a full store, and how much of it comes back in a second.
func NewBudget(perSecond, store int) *Budget {
	return &Budget{perSecond: rate.Limit(perSecond), store: store, of: map[string]*rate.Limiter{}}
}

// Take takes a cost from a caller's store and says what is left of it. Where it does
// not suffice it takes nothing, and says when it will.
func (b *Budget) Take(caller string, cost int64, now time.Time) (left int64, after time.Duration, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.clear(now)
	l := b.of[caller]
	if l == nil {
		l = rate.NewLimiter(b.perSecond, b.store)
		b.of[caller] = l
	}
	wanted := int(min(cost, int64(b.store)))
	if !l.AllowN(now, wanted) {
		has := l.TokensAt(now)
		after = time.Duration((float64(wanted)-has)/float64(b.perSecond)*float64(time.Second)).Round(time.Second) + time.Second
		return int64(has), after, fault.New(fault.RateLimited, "this caller has asked too much in too short a time: try again in %v", after)
	}
	return int64(l.TokensAt(now)), 0, nil
}

// clear drops, now and then, the callers whose stores are full.
func (b *Budget) clear(now time.Time) {
	if now.Sub(b.cleared) < time.Minute {
		return
	}
	b.cleared = now
	for caller, l := range b.of {
		if l.TokensAt(now) >= float64(b.store) {
			delete(b.of, caller)
		}
	}
}
