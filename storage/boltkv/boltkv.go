// Package boltkv keeps a store in one file of a folder, with bbolt. One process
// at a time holds the folder; the file must not lie on a network file system.
package boltkv

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/safeconduct/safeconduct/storage"
)

// File is the name of the store's file in its folder.
const File = "registry.db"

// Options says how to open a folder.
type Options struct {
	Create  bool   // make the folder and an empty store where there is none
	Command string // what holds the folder, for whoever finds it held
	// Wait is how long to wait for another process to let go of the folder.
	Wait time.Duration
}

const (
	// leastWait is how long to wait for the lock at least: one who asks at all
	// tries more than once.
	leastWait = 300 * time.Millisecond
	// mmapSize is address space, not memory: a file that outgrows the map makes
	// the writer wait for all readers.
	mmapSize = 8 << 30
	// fill leaves little room in pages: bulk writes come in order.
	fill = 0.9
)

var bucket = []byte("registry")

type store struct {
	db     *bbolt.DB
	owner  string
	closed atomic.Bool

	writing sync.Mutex // held until the outcome of an Update is known
	stopped bool       // a commit failed: whether it took place is unknown
}

// Open opens the store of a folder. It returns storage.ErrNoStore, wrapped,
// where there is none and none is to be made, and storage.ErrHeld, wrapped with
// who holds it, while another process does.
func Open(dir string, options Options) (storage.Store, error) {
	path := filepath.Join(dir, File)
	if err := ensure(dir, path, options.Create); err != nil {
		return nil, err
	}
	db, err := openFile(path, options.Wait)
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%s is %w%s", dir, storage.ErrHeld, holder(dir))
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, bare(err))
	}
	s := &store{db: db, owner: ownerFile(dir)}
	noteOwner(s.owner, options.Command)
	return s, nil
}

func (s *store) View(ctx context.Context, fn func(storage.Tx) error) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	return s.known(s.db.View(func(t *bbolt.Tx) error {
		return fn(&tx{ctx: ctx, bucket: t.Bucket(bucket)})
	}))
}

// Update tells an error of fn, which rolls back cleanly, from one of the
// commit: a failed sync may leave the writes in place, so that nothing more is
// written until the file has been opened again.
func (s *store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.usable(ctx); err != nil {
		return err
	}
	if s.stopped {
		return storage.ErrStopped
	}
	var refused error
	var number int
	err := s.db.Update(func(t *bbolt.Tx) error {
		number = t.ID()
		b := t.Bucket(bucket)
		b.FillPercent = fill
		if refused = fn(&tx{ctx: ctx, bucket: b}); refused == nil {
			refused = ctx.Err()
		}
		return refused
	})
	switch {
	case err == nil:
		return nil
	case refused != nil || errors.Is(err, berrors.ErrDatabaseNotOpen):
		return s.known(err)
	case noRoom(err) && !s.reached(number):
		return storage.ErrFull
	}
	s.stopped = true
	slog.Error("a commit failed: whether it took place is unknown, and nothing more is written", "file", s.db.Path(), "error", err)
	return fmt.Errorf("%w: %w", storage.ErrUnknownOutcome, err)
}

// noRoom reports that a write was refused for want of room: bbolt writes the
// pages first, and no sync has failed.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, berrors.ErrMaxSizeReached)
}

// reached reports whether the file has come to the state that a transaction
// was to make. Where that cannot be told, it has.
func (s *store) reached(number int) bool {
	reached := true
	if err := s.db.View(func(t *bbolt.Tx) error { reached = t.ID() >= number; return nil }); err != nil {
		return true
	}
	return reached
}

// known translates the engine's own words.
func (s *store) known(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return storage.ErrClosed
	}
	return err
}

func (s *store) usable(ctx context.Context) error {
	if s.closed.Load() {
		return storage.ErrClosed
	}
	return ctx.Err()
}

func (s *store) Close() error {
	if s.closed.Swap(true) {
		return storage.ErrClosed
	}
	_ = os.Remove(s.owner) // tells people who holds the folder, nothing more
	return s.db.Close()
}

// tx is a transaction on the one bucket.
type tx struct {
	ctx    context.Context
	bucket *bbolt.Bucket
}

func (t *tx) Get(key []byte) ([]byte, error) {
	value := t.bucket.Get(key)
	if value == nil {
		return nil, storage.ErrNotFound
	}
	return value, nil
}

func (t *tx) Put(key, value []byte) error {
	if err := t.allow(key); err != nil {
		return err
	}
	// bbolt keeps the value until the commit, the caller may reuse it before.
	return t.bucket.Put(key, append([]byte{}, value...))
}

func (t *tx) Delete(key []byte) error {
	if err := t.allow(key); err != nil {
		return err
	}
	return t.bucket.Delete(key)
}

func (t *tx) allow(key []byte) error {
	switch {
	case !t.bucket.Writable():
		return storage.ErrReadOnly
	case len(key) == 0 || len(key) > storage.MaxKey:
		return storage.ErrKeySize
	}
	return nil
}

func (t *tx) Scan(from, to []byte, order storage.Order) iter.Seq2[storage.Pair, error] {
	return func(yield func(storage.Pair, error) bool) {
		walk := scan{cursor: t.bucket.Cursor(), from: from, to: to, order: order}
		for key, value := walk.first(); key != nil && walk.inside(key); key, value = walk.next() {
			if err := t.ctx.Err(); err != nil {
				yield(storage.Pair{}, err)
				return
			}
			if !yield(storage.Pair{Key: key, Value: value}, nil) {
				return
			}
		}
	}
}
