package table

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// DB is a database of tables. Safe for concurrent use.
type DB struct {
	store     storage.Store
	clock     func() time.Time
	tables    []Named
	importing chan struct{} // holds one token: one staged import at a time
	chunk     int           // puts of a staged chunk
	stopped   atomic.Bool   // writing has stopped after a write of unknown outcome
}

// Commit is what is known of a commit beside the records themselves.
type Commit struct {
	Time    int64    `cbor:"0,keyasint"` // Unix milliseconds; never goes back
	Actor   string   `cbor:"1,keyasint"`
	Verb    string   `cbor:"2,keyasint"`
	Reason  string   `cbor:"3,keyasint,omitempty"`
	Changes []Change `cbor:"4,keyasint,omitempty"` // empty for a staged import
	Batch   Seq      `cbor:"5,keyasint,omitempty"` // the number of a staged import
	Records int      `cbor:"6,keyasint"`           // how many were changed
}

// Change names a record that a commit changed.
type Change struct {
	Table      byte      `cbor:"0,keyasint"`
	ID         uuid.UUID `cbor:"1,keyasint"`
	ExternalID string    `cbor:"2,keyasint"`
}

// Meta is who writes, and why.
type Meta struct {
	Actor, Verb, Reason string
}

// defaultChunk bounds the memory of a staged import: bbolt keeps what a
// transaction wrote until its commit.
const defaultChunk = 50_000

// Open opens the database in a store and sweeps what a crash left of an import.
func Open(ctx context.Context, store storage.Store, clock func() time.Time, tables ...Named) (*DB, error) {
	db := &DB{store: store, clock: clock, tables: tables, chunk: defaultChunk, importing: make(chan struct{}, 1)}
	if err := db.sweepAll(ctx); err != nil {
		return nil, fmt.Errorf("sweep an unfinished import: %w", err)
	}
	return db, nil
}

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

// update is the store's Update; it notes when writing has stopped.
func (db *DB) update(ctx context.Context, fn func(storage.Tx) error) error {
	err := db.store.Update(ctx, fn)
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

// IsEmpty reports whether there has been no commit.
func (db *DB) IsEmpty(ctx context.Context) (empty bool, err error) {
	err = db.store.View(ctx, func(tx storage.Tx) error {
		empty = true
		for _, err := range tx.Scan([]byte{commitKey}, []byte{commitKey + 1}, storage.Ascending) {
			empty = false
			return err
		}
		return nil
	})
	return empty, err
}

// Read runs fn on the state of a sequence number, in one short transaction.
func (db *DB) Read(ctx context.Context, at Seq, fn func(*Reader) error) error {
	return db.store.View(ctx, func(tx storage.Tx) error {
		return fn(&Reader{tx: tx, at: at})
	})
}

// Write runs fn as the only writer, on the latest state, and commits all that
// it put, or nothing. It returns the sequence number of the commit; where fn
// changed nothing, no commit is made and the head is returned.
func (db *DB) Write(ctx context.Context, meta Meta, fn func(*Writer) error) (seq Seq, err error) {
	err = db.update(ctx, func(tx storage.Tx) error {
		head, err := readHead(tx)
		if err != nil {
			return err
		}
		seq = head + 1
		w := newWriter(db, head, ordinary(seq))
		w.reader.tx = tx
		if err := fn(w); err != nil {
			return err
		}
		if len(w.changes) == 0 {
			seq = head
			return nil
		}
		return db.commit(tx, seq, meta, Commit{Changes: w.changes, Records: len(w.changes)})
	})
	return seq, err
}

// commit writes the commit's own record and moves the head.
func (db *DB) commit(tx storage.Tx, seq Seq, meta Meta, c Commit) error {
	last, err := lastTime(tx, seq-1)
	if err != nil {
		return err
	}
	c.Time = max(db.clock().UnixMilli(), last)
	c.Actor, c.Verb, c.Reason = meta.Actor, meta.Verb, meta.Reason
	body, err := encoding.Marshal(c)
	if err != nil {
		return err
	}
	if err := tx.Put(numbered(commitKey, seq), body); err != nil {
		return err
	}
	return writeHead(tx, seq)
}

// lastTime is the time of the latest commit up to seq.
func lastTime(tx storage.Tx, seq Seq) (int64, error) {
	for pair, err := range tx.Scan(numbered(commitKey, 0), numbered(commitKey, seq+1), storage.Descending) {
		if err != nil {
			return 0, err
		}
		c, err := decodeCommit(pair.Value)
		return c.Time, err
	}
	return 0, nil
}

func decodeCommit(value []byte) (c Commit, err error) {
	if err := decoding.Unmarshal(value, &c); err != nil {
		return c, fmt.Errorf("commit: %w", err)
	}
	return c, nil
}

func readHead(tx storage.Tx) (Seq, error) {
	value, err := tx.Get([]byte{headKey})
	if errors.Is(err, storage.ErrNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if len(value) != stampSize {
		return 0, errors.New("head: malformed")
	}
	return Seq(binary.BigEndian.Uint64(value)), nil
}

func writeHead(tx storage.Tx, head Seq) error {
	return tx.Put([]byte{headKey}, binary.BigEndian.AppendUint64(nil, uint64(head)))
}
