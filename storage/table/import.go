package table

import (
	"context"
	"encoding/binary"
	"errors"

	"github.com/safeconduct/safeconduct/storage"
)

// staging is the chunk that an import is writing.
type staging struct {
	ctx     context.Context
	db      *DB
	size    int
	pending []storage.Pair
	flushed bool // something of it has been written
	written func(puts int)
}

// Import is [DB.Write] for changes of any size: fn's puts are staged in chunks
// that no reader sees and published together at the end. Other writes go on
// meanwhile; a [Conflict] is returned when one of them changed what the import
// changes or refers to. One import runs at a time; a further one waits.
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
	w.staging = &staging{ctx: ctx, db: db, size: db.chunk, written: written}
	if err := fn(w); err != nil {
		return 0, errors.Join(err, db.abandon(ctx, number, w.staging))
	}
	if len(w.changes) == 0 {
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
	journal := db.journal(w.leaves)
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
		return db.commit(tx, seq, meta, Commit{Batch: number, Records: len(w.changes)}, journal)
	})
	return seq, err
}

// checkOthers walks the commits since the import began.
func (w *Writer) checkOthers(tx storage.Tx, base Seq) error {
	made := make(map[string]bool)
	for pair, err := range tx.Scan(numbered(commitKey, base+1), []byte{commitKey + 1}, storage.Ascending) {
		if err != nil {
			return err
		}
		other, err := decodeCommit(pair.Value)
		if err != nil {
			return err
		}
		if len(made) == 0 {
			for _, c := range w.changes {
				made[string(c.Table)+c.ExternalID] = true
			}
		}
		for _, c := range other.Changes {
			if w.known[ref{c.Table, c.ID}] || made[string(c.Table)+c.ExternalID] {
				return &Conflict{Table: w.db.NameOf(c.Table), Key: c.ExternalID}
			}
		}
	}
	return nil
}

func (s *staging) put(k, value []byte) error {
	s.pending = append(s.pending, storage.Pair{Key: append([]byte{}, k...), Value: append([]byte{}, value...)})
	if len(s.pending) < s.size {
		return nil
	}
	return s.flush()
}

func (s *staging) flush() error {
	if len(s.pending) == 0 {
		return nil
	}
	s.flushed = true
	err := s.db.update(s.ctx, func(tx storage.Tx) error {
		for _, pair := range s.pending {
			if err := tx.Put(pair.Key, pair.Value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if s.written != nil {
		s.written(len(s.pending))
	}
	s.pending = s.pending[:0]
	return nil
}

// flush writes what a staged import holds back, so that its own reads see it.
func (w *Writer) flush() error {
	if w.staging == nil {
		return nil
	}
	return w.staging.flush()
}
