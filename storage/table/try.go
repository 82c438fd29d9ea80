package table

import (
	"context"
	"math"

	"github.com/safeconduct/safeconduct/storage"
)

// Trial is what a try put: it lies over the state on which it was tried, for whoever
// reads it so.
type Trial struct {
	at    Seq
	layer storage.Layer
}

// ofTrials is the stamp of what is tried, which no commit will ever bear.
const ofTrials = stamp(math.MaxUint64 - 1)

// Try runs fn as [DB.Write] does, but on the state of a sequence number, and commits
// nothing: what fn puts, only its own reads see, and those of the trial. Writes go on
// meanwhile.
func (db *DB) Try(ctx context.Context, at Seq, fn func(*Writer) error) (*Trial, error) {
	tried := &Trial{at: at}
	return tried, db.store.View(ctx, func(tx storage.Tx) error {
		w := newWriter(db, at, ofTrials)
		w.reader.tx = tried.layer.Over(tx)
		return fn(w)
	})
}

// ReadTrial runs fn on the state as a trial would leave it, in one short transaction.
func (db *DB) ReadTrial(ctx context.Context, tried *Trial, fn func(*Reader) error) error {
	return db.store.View(ctx, func(tx storage.Tx) error {
		return fn(&Reader{tx: tried.layer.Over(tx), at: tried.at, own: ofTrials})
	})
}

// Changes are the records that the writer has changed so far. An import that is staged
// names none.
func (w *Writer) Changes() []Change { return w.changes }
