package table

import (
	"context"

	"github.com/safeconduct/safeconduct/storage"
)

// Try runs fn as [DB.Write] does, but on the state of a sequence number, and commits
// nothing: what fn puts, only its own reads see. Writes go on meanwhile.
func (db *DB) Try(ctx context.Context, at Seq, fn func(*Writer) error) error {
	return db.store.View(ctx, func(tx storage.Tx) error {
		head, err := readHead(tx)
		if err != nil {
			return err
		}
		w := newWriter(db, at, ordinary(head+1)) // a stamp that nothing bears
		w.reader.tx = storage.Over(tx)
		return fn(w)
	})
}

// Changes are the records that the writer has changed so far. An import that is staged
// names none.
func (w *Writer) Changes() []Change { return w.changes }
