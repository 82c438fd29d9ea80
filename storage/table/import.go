package table

import (
	"context"
	"encoding/binary"
	"errors"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// Import is [DB.Write] for changes of any size: fn's puts are staged in chunks
// that no reader sees and published together at the end. Other writes go on
// meanwhile; a [Conflict] is returned when one of them changed what the import
// changes or refers to. One import runs at a time; a further one waits. The journal
// wants fn to put what it puts in the order of the tables' codes, and of the ids.
// written is told how many keys have been written, as they are.
func (db *DB) Import(ctx context.Context, meta Meta, written func(puts int), fn func(*Writer) error) (Seq, error) {
	seq, err := db.stage(ctx, meta, written, fn)
	return seq, db.settled(ctx, meta, err)
}

func (db *DB) stage(ctx context.Context, meta Meta, written func(puts int), fn func(*Writer) error) (seq Seq, err error) {
	select {
	case db.importing <- struct{}{}:
		defer func() { <-db.importing }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	if err := db.store.View(ctx, func(tx storage.Tx) error { return recall(tx, meta.Once) }); err != nil {
		return 0, err
	}
	base, number, err := db.reserve(ctx)
	if err != nil {
		return 0, err
	}
	w := newWriter(db, base, staged(number))
	w.staging = &staging{ctx: ctx, db: db, digest: db.journal(nil, db.spool), written: written}
	defer w.staging.close()
	if err = fn(w); err == nil {
		err = w.flush()
	}
	if err != nil {
		return 0, errors.Join(err, db.abandon(ctx, number, w.staging))
	}
	if w.staging.changes == 0 {
		return base, db.abandon(ctx, number, w.staging)
	}
	seq, err = db.publish(ctx, meta, base, number, w)
	if err != nil && !errors.Is(err, storage.ErrUnknownOutcome) {
		err = errors.Join(err, db.abandon(ctx, number, w.staging))
	}
	return seq, err
}

// reserve takes a number for an import and notes it as staged. The number of an
// import that failed is taken again, once nothing of that one is left.
func (db *DB) reserve(ctx context.Context) (base, number Seq, err error) {
	if err := db.sweepAll(ctx); err != nil {
		return 0, 0, err
	}
	err = db.update(ctx, func(tx storage.Tx) error {
		if base, err = readHead(tx); err != nil {
			return err
		}
		number = base + 1
		return tx.Put(numbered(batchKey, number), make([]byte, stampSize))
	})
	return base, number, err
}

// publish makes the import visible, unless others changed what it rests on.
func (db *DB) publish(ctx context.Context, meta Meta, base, number Seq, w *Writer) (seq Seq, err error) {
	err = db.update(ctx, func(tx storage.Tx) error {
		if err := errors.Join(recall(tx, meta.Once), w.checkOthers(tx, base)); err != nil {
			return err
		}
		head, err := readHead(tx)
		if err != nil {
			return err
		}
		seq = head + 1
		if err := tx.Put(numbered(batchKey, number), binary.BigEndian.AppendUint64(nil, uint64(seq))); err != nil {
			return err
		}
		return db.commit(tx, seq, meta, Commit{Batch: number, Changes: w.staging.named, Records: w.staging.changes}, w.staging.digest)
	})
	return seq, err
}

// checkOthers walks the commits since the import began and refuses one that changed
// what the import changes or rests on.
func (w *Writer) checkOthers(tx storage.Tx, base Seq) error {
	for pair, err := range tx.Scan(numbered(commitKey, base+1), []byte{commitKey + 1}, storage.Ascending) {
		if err != nil {
			return err
		}
		other, err := decodeCommit(pair.Value)
		if err != nil {
			return err
		}
		for _, c := range other.Changes {
			touched, err := w.touches(tx, c)
			if err != nil {
				return err
			}
			if touched {
				return &Conflict{Table: w.db.NameOf(c.Table), Key: c.ExternalID}
			}
		}
	}
	return nil
}

// touches reports whether the import rests on a record that others changed, has
// changed it, or has made another one with its external key.
func (w *Writer) touches(tx storage.Tx, c Change) (bool, error) {
	if w.known[ref{c.Table, c.ID}] {
		return true, nil
	}
	_, err := tx.Get(w.stamp.on(recordPrefix(c.Table, c.ID)))
	if !errors.Is(err, storage.ErrNotFound) {
		return err == nil, err
	}
	prefix := append([]byte{indexKey, c.Table, externalIndex}, externalKey(c.ExternalID)...)
	for pair, err := range tx.Scan(prefix, key.After(prefix), storage.Ascending) {
		if err != nil {
			return false, err
		}
		if _, _, s := tail(pair.Key); s == w.stamp {
			return true, nil
		}
	}
	return false, nil
}
