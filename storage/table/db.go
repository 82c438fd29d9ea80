package table

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/safeconduct/safeconduct/storage"
)

// DB is a database of tables. Safe for concurrent use.
type DB struct {
	store     storage.Store
	clock     func() time.Time
	journal   Journal
	tables    []Named
	importing chan struct{} // holds one token: one staged import at a time
	chunk     int           // puts of a staged chunk
	room      int           // bytes that a loader holds back in memory
	stopped   atomic.Bool   // writing has stopped after a write of unknown outcome
	full      atomic.Bool   // a write was refused for want of room, and none has succeeded since

	queue    sync.Mutex    // guards waiting
	waiting  []*request    // writes that wait to be committed together
	leading  chan struct{} // holds the token of who commits them
	together int           // how many were the last time; of who leads

	watching sync.Mutex    // guards moved
	moved    chan struct{} // closed by the next update; nil: nobody waits for it
}

// defaultChunk bounds the memory of a staged import: bbolt keeps what a
// transaction wrote until its commit.
const defaultChunk = 50_000

// defaultRoom bounds the memory of a loader, which needs twice as much for its
// indexes.
const defaultRoom = 16 << 20

// Open opens the database in a store and sweeps what a crash left of an import.
// It returns a [TooNew] for one that a later version of the program has written.
func Open(ctx context.Context, store storage.Store, clock func() time.Time, journal Journal, tables ...Named) (*DB, error) {
	db := &DB{store: store, clock: clock, journal: journal, tables: tables, chunk: defaultChunk, room: defaultRoom, importing: make(chan struct{}, 1), leading: make(chan struct{}, 1)}
	if err := db.checkFormat(ctx); err != nil {
		return nil, err
	}
	if err := db.sweepAll(ctx); err != nil {
		return nil, fmt.Errorf("sweep an unfinished import: %w", err)
	}
	return db, nil
}

// OpenAsIs is a database that is only read: what a crash left of an import stays
// where it lies.
func OpenAsIs(store storage.Store, tables ...Named) *DB {
	return &DB{store: store, tables: tables}
}

// spool makes room for what a write holds back.
func (db *DB) spool() (*storage.Spool, error) { return storage.NewSpool(db.store) }

// Close closes the store.
func (db *DB) Close() error { return db.store.Close() }

// Writable returns why nothing can be written any more: storage.ErrStopped after
// a write of unknown outcome; nil otherwise.
func (db *DB) Writable() error {
	if db.stopped.Load() {
		return storage.ErrStopped
	}
	return nil
}

// Compact has the store write its files anew, where it keeps what was deleted:
// what was erased is gone from them afterwards. Writes wait for it.
func (db *DB) Compact(ctx context.Context) error {
	store, keeps := db.store.(storage.Compacter)
	if !keeps {
		return nil
	}
	return db.noted(store.Compact(ctx))
}

// OweCompact has the store note, before something is erased, that it must be
// compacted, which a crash then only delays.
func (db *DB) OweCompact() error {
	if store, keeps := db.store.(storage.Compacter); keeps {
		return store.OweCompact()
	}
	return nil
}

// CompactOwed is a Compact, where one is owed.
func (db *DB) CompactOwed(ctx context.Context) error {
	if store, keeps := db.store.(storage.Compacter); keeps && store.OwesCompact() {
		return db.Compact(ctx)
	}
	return nil
}

// Copy gives a copy of the store's file as it was after a commit, with what seen
// reads of the same state. The file is gone when the caller closes it.
func (db *DB) Copy(ctx context.Context, seen func(storage.Tx, *Reader) error) (*os.File, error) {
	store, copies := db.store.(storage.Copier)
	if !copies {
		return nil, errors.New("the store is no file that can be copied")
	}
	return store.Copy(ctx, func(tx storage.Tx) error {
		head, err := readHead(tx)
		if err != nil {
			return err
		}
		return seen(tx, &Reader{tx: tx, at: head})
	})
}

// update is the store's Update; it notes when writing has stopped, and tells who waits.
func (db *DB) update(ctx context.Context, fn func(storage.Tx) error) error {
	err := db.noted(db.store.Update(ctx, fn))
	db.watching.Lock()
	defer db.watching.Unlock()
	if db.moved != nil {
		close(db.moved)
		db.moved = nil
	}
	return err
}

// Moved is closed when something may have been committed since it was asked for: who
// waits for a commit asks for it, then for the head, and then waits. Writers wait for
// nobody.
func (db *DB) Moved() <-chan struct{} {
	db.watching.Lock()
	defer db.watching.Unlock()
	if db.moved == nil {
		db.moved = make(chan struct{})
	}
	return db.moved
}

func (db *DB) noted(err error) error {
	if errors.Is(err, storage.ErrUnknownOutcome) {
		db.stopped.Store(true)
	}
	return err
}

// Head is the sequence number of the last commit, 0 before the first.
func (db *DB) Head(ctx context.Context) (head Seq, err error) {
	err = db.store.View(ctx, func(tx storage.Tx) error {
		head, err = readHead(tx)
		return err
	})
	return head, err
}

// Read runs fn on the state of a sequence number, in one short transaction.
func (db *DB) Read(ctx context.Context, at Seq, fn func(*Reader) error) error {
	return db.store.View(ctx, func(tx storage.Tx) error {
		return fn(NewReader(tx, at))
	})
}

// NameOf is the name of the table with a code, "" for none.
func (db *DB) NameOf(code byte) string {
	for _, table := range db.tables {
		if name, c := table.named(); c == code {
			return name
		}
	}
	return ""
}
