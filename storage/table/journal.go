package table

import (
	"context"
	"crypto/sha256"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// Leaf is what a log keeps of a version that a commit wrote or erased.
type Leaf struct {
	Table   byte
	Kind    string // the table's name
	ID      uuid.UUID
	Version int
	Hash    [sha256.Size]byte // of the content; of what is kept in its place when it was erased
	Erased  bool
}

// Entry is a commit as a log is told of it.
type Entry struct {
	Seq    Seq
	Commit Commit
	Stored [sha256.Size]byte // the hash of the commit's own record
}

// Journal keeps a log of the commits. It digests what a commit changes, which
// takes a while for a large import and so happens outside of any transaction,
// and gives what appends the entry within the commit's own.
type Journal func(changes []Leaf) func(storage.Tx, Entry) error

// NoJournal keeps no log.
func NoJournal([]Leaf) func(storage.Tx, Entry) error {
	return func(storage.Tx, Entry) error { return nil }
}

// ViewJournal runs fn on the store, for what the journal keeps there.
func (db *DB) ViewJournal(ctx context.Context, fn func(storage.Tx) error) error {
	return db.store.View(ctx, fn)
}

// UpdateJournal runs fn as the only writer, for what the journal keeps beside its
// entries.
func (db *DB) UpdateJournal(ctx context.Context, fn func(storage.Tx) error) error {
	return db.update(ctx, fn)
}
