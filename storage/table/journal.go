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

// Journal keeps a log of the commits: it begins the digest of what one commit
// changes. A write of one transaction gives all its changes, in any order; a staged
// import gives none yet, and a spool for what does not fit in memory.
type Journal func(changes []Leaf, spool NewSpool) Digest

// NewSpool makes a spool for what does not fit in memory.
type NewSpool = func() (*storage.Spool, error)

// Digest is of what one commit changes. Making it takes a while for a large import
// and so happens outside of any transaction.
type Digest interface {
	// Add takes a further change. They come in the order of table, id and version.
	Add(Leaf) error
	// Append appends the entry within the transaction of the commit.
	Append(storage.Tx, Entry) error
	// Close lets go of what is kept outside of memory.
	Close() error
}

// NoJournal keeps no log.
func NoJournal([]Leaf, NewSpool) Digest { return nothing{} }

type nothing struct{}

func (nothing) Add(Leaf) error                 { return nil }
func (nothing) Append(storage.Tx, Entry) error { return nil }
func (nothing) Close() error                   { return nil }

// ViewJournal runs fn on the store, for what the journal keeps there.
func (db *DB) ViewJournal(ctx context.Context, fn func(storage.Tx) error) error {
	return db.store.View(ctx, fn)
}

// UpdateJournal runs fn as the only writer, for what the journal keeps beside its
// entries.
func (db *DB) UpdateJournal(ctx context.Context, fn func(storage.Tx) error) error {
	return db.update(ctx, fn)
}
