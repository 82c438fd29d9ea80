package registry

import (
	"sync"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/table"
)

// recent is what was looked up lately in the latest state that was asked: sales ask for
// the same customers again and again, and a state never changes.
type recent struct {
	organizations recentOf[string, *fact.Organization] // by external id
	dpas          recentOf[fact.ID, dpaEvidence]       // by customer
	tokens        recentOf[string, Token]              // by public id
}

// mostRecent is how many answers of a kind are kept; then they are gathered anew.
const mostRecent = 10_000

// recentOf keeps values of one state.
type recentOf[K comparable, V any] struct {
	mu   sync.RWMutex
	of   table.Seq
	kept map[K]V
}

// get is the value of a key in a state, where it is kept.
func (r *recentOf[K, V]) get(at table.Seq, key K) (value V, is bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.of == at {
		value, is = r.kept[key]
	}
	return value, is
}

// keep keeps a value of a state, and nothing of those before it.
func (r *recentOf[K, V]) keep(at table.Seq, key K, value V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case at < r.of:
		return
	case at > r.of || len(r.kept) >= mostRecent || r.kept == nil:
		r.of, r.kept = at, map[K]V{}
	}
	r.kept[key] = value
}

// forget drops what is kept of the states before a commit, which may have been erased.
func (r *recent) forget(before table.Seq) {
	r.organizations.forget(before)
	r.dpas.forget(before)
	r.tokens.forget(before)
}

func (r *recentOf[K, V]) forget(before table.Seq) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of < before {
		r.of, r.kept = before, nil
	}
}
