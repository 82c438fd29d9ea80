// Package memkv keeps a store in memory: for tests, dry runs and hypotheses.
// Nothing outlives the process.
package memkv

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/safeconduct/safeconduct/storage"
)

// New makes an empty store.
func New() storage.Store { return &store{} }

// store holds the current state; a state is never changed, so that a View
// keeps the one with which it began.
type store struct {
	writer sync.Mutex // held by the one Update
	users  sync.RWMutex
	closed bool
	head   atomic.Pointer[node]
}

func (s *store) View(ctx context.Context, fn func(storage.Tx) error) error {
	s.users.RLock()
	defer s.users.RUnlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	return fn(&tx{ctx: ctx, root: s.head.Load()})
}

func (s *store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	s.users.RLock()
	defer s.users.RUnlock()
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	t := &tx{ctx: ctx, root: s.head.Load(), writable: true}
	if err := fn(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.head.Store(t.root)
	return nil
}

func (s *store) usable(ctx context.Context) error {
	if s.closed {
		return storage.ErrClosed
	}
	return ctx.Err()
}

func (s *store) Close() error {
	s.users.Lock()
	defer s.users.Unlock()
	if s.closed {
		return storage.ErrClosed
	}
	s.closed = true
	s.head.Store(nil)
	return nil
}

// tx is a transaction on one state.
type tx struct {
	ctx      context.Context
	root     *node
	writable bool
}

func (t *tx) Get(key []byte) ([]byte, error) {
	if n := t.root.find(string(key)); n != nil {
		return n.value, nil
	}
	return nil, storage.ErrNotFound
}

func (t *tx) Put(key, value []byte) error {
	if err := t.allow(key); err != nil {
		return err
	}
	t.root = t.root.put(string(key), append([]byte{}, value...))
	return nil
}

func (t *tx) Delete(key []byte) error {
	if err := t.allow(key); err != nil {
		return err
	}
	t.root = t.root.remove(string(key))
	return nil
}

func (t *tx) allow(key []byte) error {
	switch {
	case !t.writable:
		return storage.ErrReadOnly
	case len(key) == 0 || len(key) > storage.MaxKey:
		return storage.ErrKeySize
	}
	return nil
}

func (t *tx) Scan(from, to []byte, order storage.Order) iter.Seq2[storage.Pair, error] {
	return func(yield func(storage.Pair, error) bool) {
		w := walk{from: string(from), to: string(to), open: to == nil, order: order}
		w.visit(t.root, func(n *node) bool {
			if err := t.ctx.Err(); err != nil {
				yield(storage.Pair{}, err)
				return false
			}
			return yield(storage.Pair{Key: []byte(n.key), Value: n.value}, nil)
		})
	}
}
