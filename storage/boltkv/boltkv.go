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
	"sync"
	"sync/atomic"
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
	// ReadOnly leaves everything in the folder as it is; Updates fail.
	ReadOnly bool
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
	dir      string
	readOnly bool
	file     atomic.Pointer[bbolt.DB] // another one after a Compact
	closed   atomic.Bool

	writing sync.Mutex // held until the outcome of an Update is known; guards what follows
	stopped bool       // a commit failed: whether it took place is unknown
	reserve *reserve   // nil for who only reads
}

// Open opens the store of a folder. It returns storage.ErrNoStore, wrapped,
// where there is none and none is to be made; storage.ErrHeld, wrapped with who
// holds it, while another process does; and storage.ErrDamaged, wrapped, for a
// file that makes no sense.
func Open(dir string, options Options) (storage.Store, error) {
	db, err := openCurrent(dir, options)
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, fmt.Errorf("%s is %w%s", dir, storage.ErrHeld, holder(dir))
	}
	if err != nil {
		return nil, err
	}
	s := &store{dir: dir, readOnly: options.ReadOnly}
	s.file.Store(db)
	if !s.readOnly {
		sweep(dir)
		noteOwner(ownerFile(dir), options.Command)
		s.reserve = newReserve(dir)
		s.settle(context.Background())
	}
	return s, nil
}

func (s *store) View(ctx context.Context, fn func(storage.Tx) error) error {
	return s.view(ctx, func(t *bbolt.Tx) error {
		return fn(&tx{ctx: ctx, bucket: t.Bucket(bucket)})
	})
}

// view begins anew in the file that a Compact has put in the place of the one
// that it closed.
func (s *store) view(ctx context.Context, fn func(*bbolt.Tx) error) error {
	for {
		if err := s.usable(ctx); err != nil {
			return err
		}
		db := s.file.Load()
		if err := db.View(fn); !errors.Is(err, berrors.ErrDatabaseNotOpen) || db == s.file.Load() {
			return known(err)
		}
	}
}

func (s *store) Update(ctx context.Context, fn func(storage.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(ctx); err != nil {
		return err
	}
	err := s.update(ctx, fn)
	if err == nil && s.reserve.short {
		s.reserve.fill()
	}
	return err
}

// update tells an error of fn, which rolls back cleanly, from one of the commit: a
// failed sync may leave the writes in place, so that nothing more is written until
// the file has been opened again. The caller holds the right to write.
func (s *store) update(ctx context.Context, fn func(storage.Tx) error) error {
	var refused error
	var number int
	err := s.file.Load().Update(func(t *bbolt.Tx) error {
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
		return known(err)
	case noRoom(err) && !s.reached(number):
		return storage.ErrFull
	}
	return s.stop(err)
}

// stop ends all writing: whether what failed took place is unknown.
func (s *store) stop(err error) error {
	s.stopped = true
	slog.Error("a commit failed: whether it took place is unknown, and nothing more is written", "folder", s.dir, "error", err)
	return fmt.Errorf("%w: %w", storage.ErrUnknownOutcome, err)
}

// noRoom reports that a write was refused for want of room: bbolt writes the
// pages first, and no sync has failed.
func noRoom(err error) bool {
	return storage.NoRoom(err) || errors.Is(err, berrors.ErrMaxSizeReached)
}

// reached reports whether the file has come to the state that a transaction
// was to make. Where that cannot be told, it has.
func (s *store) reached(number int) bool {
	reached := true
	if err := s.file.Load().View(func(t *bbolt.Tx) error { reached = t.ID() >= number; return nil }); err != nil {
		return true
	}
	return reached
}

// known translates the engine's own words.
func known(err error) error {
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

// writable is asked by who holds the right to write.
func (s *store) writable(ctx context.Context) error {
	if err := s.usable(ctx); err != nil {
		return err
	}
	if s.stopped {
		return storage.ErrStopped
	}
	if s.readOnly {
		return storage.ErrReadOnly
	}
	return nil
}

func (s *store) Close() error {
	if s.closed.Swap(true) {
		return storage.ErrClosed
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if !s.readOnly {
		_ = os.Remove(ownerFile(s.dir)) // tells people who holds the folder, nothing more
	}
	return s.file.Load().Close()
}

// tx is a transaction on the one bucket.
type tx struct {
	ctx    context.Context
	bucket *bbolt.Bucket
	values []byte // room for copies of values
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
	return t.bucket.Put(key, t.copied(value))
}

// slab is how many bytes of values are copied into one piece of memory.
const slab = 64 << 10

// copied is a copy of a value: bbolt keeps it until the commit, the caller may reuse
// it before.
func (t *tx) copied(value []byte) []byte {
	if t.values == nil || len(t.values)+len(value) > cap(t.values) {
		t.values = make([]byte, 0, max(slab, len(value)))
	}
	from := len(t.values)
	t.values = append(t.values, value...)
	return t.values[from:len(t.values):len(t.values)]
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
