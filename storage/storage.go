// Package storage is what the registry asks of a database: ordered
// transactional keys and values, nothing else. Engines lie in the folders
// beside it; all pass package storagetest.
package storage

import (
	"context"
	"errors"
	"iter"
	"os"
)

// Store is a database of keys and values in byte order.
//
//   - View runs fn on one consistent state that no later write disturbs.
//   - Update runs fn as the only writer and commits all that it wrote, or
//     nothing when fn returns an error or panics. When Update returns nil the
//     writes are durable: they survive a crash of the process and of the
//     machine. Updates are serializable.
//   - fn may run more than once (an engine may have to try again), so it has no
//     side effects beyond its Tx. It never opens another transaction of the
//     same store.
//   - A context that is done before the transaction begins ends the call with
//     its error, and so does a Scan within one.
//   - Update returns [ErrFull] when there was no room; nothing was written, and
//     writing goes on once there is room.
//   - Update returns [ErrUnknownOutcome] when it cannot tell whether the commit
//     took place. From then on every Update fails with [ErrStopped], untried,
//     until the store is opened again; Views go on.
//   - After Close every call returns [ErrClosed]. Close waits for running
//     transactions.
//
// A Store is safe for concurrent use.
type Store interface {
	View(ctx context.Context, fn func(Tx) error) error
	Update(ctx context.Context, fn func(Tx) error) error
	Close() error
}

// Compacter is a Store whose files keep what was deleted until they are written
// anew.
type Compacter interface {
	Store
	// Compact writes what is there into new files, so that nothing of what was
	// deleted is left in the old ones, which go. Updates wait for it, Views do
	// not. It returns what an Update returns.
	Compact(ctx context.Context) error
	// OweCompact notes that something is going to be deleted that must leave the
	// files: until a Compact has been done, the store owes one, and makes up for it
	// when it is opened again.
	OweCompact() error
	// OwesCompact reports whether it does.
	OwesCompact() bool
}

// Reserver is a Store that keeps some room back.
type Reserver interface {
	Store
	// UpdateReserved is an Update that may use it: a small one, of what must be
	// written though an Update has returned ErrFull.
	UpdateReserved(ctx context.Context, fn func(Tx) error) error
}

// Checker is a Store that can examine its own files.
type Checker interface {
	Store
	// Check reads all of them and reports what does not hold together.
	Check(ctx context.Context, report func(what string)) error
}

// Copier is a Store of one file that is copied while Views and Updates go on.
type Copier interface {
	Store
	// Copy gives a copy of the file as it was at one moment. It runs seen on the
	// state of that moment. The copy lies beside the file, has no name and is gone
	// when the caller closes it. Copy returns the error of seen as it is, and
	// [ErrFull], wrapped, where there was no room.
	Copy(ctx context.Context, seen func(Tx) error) (*os.File, error)
}

// Tx is a transaction. It dies with the call of fn, and so do all bytes that
// it hands out; bytes that it is given, it copies. It is not safe for
// concurrent use.
type Tx interface {
	// Get returns the value of a key, [ErrNotFound] for an unknown one. An
	// empty value is not nil.
	Get(key []byte) ([]byte, error)
	// Scan walks the keys from ≤ key < to in the given order; a nil bound is
	// open. It sees the transaction's own writes. Nothing may be written while
	// a Scan is under way. An error ends the walk as its last pair.
	Scan(from, to []byte, order Order) iter.Seq2[Pair, error]
	// Put sets the value of a key of 1 to [MaxKey] bytes; in a View it returns
	// [ErrReadOnly].
	Put(key, value []byte) error
	// Delete removes a key; an unknown one is no error.
	Delete(key []byte) error
}

// Pair is a key with its value.
type Pair struct {
	Key, Value []byte
}

// Order is the direction of a Scan.
type Order bool

// The orders.
const (
	Ascending  Order = false
	Descending Order = true
)

// MaxKey is the greatest length of a key in bytes.
const MaxKey = 16 << 10

// What a store answers besides nil.
var (
	ErrNotFound       = errors.New("storage: no such key")
	ErrReadOnly       = errors.New("storage: write in a read transaction")
	ErrClosed         = errors.New("storage: closed")
	ErrKeySize        = errors.New("storage: key is empty or too long")
	ErrFull           = errors.New("storage: there is no room")
	ErrUnknownOutcome = errors.New("storage: it is unknown whether the last write took place")
	ErrStopped        = errors.New("storage: writing has stopped after a write of unknown outcome")
	ErrNoStore        = errors.New("no registry")
	ErrHeld           = errors.New("held by another process")
	ErrDamaged        = errors.New("the files are damaged")
)
