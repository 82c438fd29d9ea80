package table

import (
	"context"
	"encoding/binary"

	"github.com/safeconduct/safeconduct/storage"
)

// abandon removes what an import has staged. Where that fails (the disk is
// full), nothing is lost: it is invisible, and swept when the database is opened
// again.
func (db *DB) abandon(ctx context.Context, number Seq, staging *staging) error {
	ctx = context.WithoutCancel(ctx)
	_ = staging.settle() // what it wrote is swept
	if !staging.flushed {
		return db.forget(ctx, number)
	}
	return db.sweep(ctx, staged(number))
}

// forget deletes the note of a batch of which nothing is staged any more.
func (db *DB) forget(ctx context.Context, number Seq) error {
	return db.update(ctx, func(tx storage.Tx) error { return tx.Delete(numbered(batchKey, number)) })
}

// sweepAll removes what imports have left that were never published.
func (db *DB) sweepAll(ctx context.Context) error {
	var unfinished []Seq
	err := db.store.View(ctx, func(tx storage.Tx) error {
		unfinished = unfinished[:0]
		for pair, err := range tx.Scan([]byte{batchKey}, []byte{batchKey + 1}, storage.Ascending) {
			if err != nil {
				return err
			}
			if binary.BigEndian.Uint64(pair.Value) == 0 {
				unfinished = append(unfinished, Seq(binary.BigEndian.Uint64(pair.Key[1:])))
			}
		}
		return nil
	})
	for _, number := range unfinished {
		if err != nil {
			break
		}
		err = db.sweep(ctx, staged(number))
	}
	return err
}

// sweep deletes every key that bears the stamp, in chunks, and last the note
// of the batch: a sweep that is interrupted begins anew.
func (db *DB) sweep(ctx context.Context, s stamp) error {
	bears := func(pair storage.Pair) (bool, error) {
		_, _, stamp := tail(pair.Key)
		return stamp == s, nil
	}
	for _, kind := range []byte{recordKey, indexKey} {
		if err := db.sweepKind(ctx, kind, bears); err != nil {
			return err
		}
	}
	return db.forget(ctx, s.number())
}

// sweepKind deletes the keys of a kind that are doomed, in chunks.
func (db *DB) sweepKind(ctx context.Context, kind byte, doomed func(storage.Pair) (bool, error)) error {
	for from := []byte{kind}; from != nil; {
		next, err := db.sweepChunk(ctx, from, []byte{kind + 1}, doomed)
		if err != nil {
			return err
		}
		from = next
	}
	return nil
}

// sweepChunk deletes up to a chunk of keys and returns where to go on, nil at
// the end.
func (db *DB) sweepChunk(ctx context.Context, from, to []byte, doomed func(storage.Pair) (bool, error)) (next []byte, err error) {
	var found [][]byte
	err = db.store.View(ctx, func(tx storage.Tx) error {
		next, found = nil, found[:0]
		for pair, err := range tx.Scan(from, to, storage.Ascending) {
			if err != nil {
				return err
			}
			if goes, err := doomed(pair); err != nil || !goes {
				if err != nil {
					return err
				}
				continue
			}
			if len(found) == db.chunk {
				next = append([]byte{}, pair.Key...)
				return nil
			}
			found = append(found, append([]byte{}, pair.Key...))
		}
		return nil
	})
	if err != nil || len(found) == 0 {
		return next, err
	}
	return next, db.update(ctx, func(tx storage.Tx) error {
		for _, key := range found {
			if err := tx.Delete(key); err != nil {
				return err
			}
		}
		return nil
	})
}
