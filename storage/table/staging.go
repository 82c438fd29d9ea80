package table

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/storage"
)

// staging is what an import writes before it is published. While one chunk is on its
// way to the store, the next one is filled.
type staging struct {
	ctx     context.Context
	db      *DB
	digest  Digest
	changes int      // versions
	named   []Change // of all of them; nil once there are more than MostNamed
	written func(puts int)

	filling, spare chunk
	writing        chan error // tells when the chunk before is written; nil when none is on its way
	puts           int        // of that one
	flushed        bool       // something may have been written
}

// chunk is pairs that are written in one transaction.
type chunk struct {
	bytes []byte
	pairs []span
}

// span is where a pair lies in the bytes of a chunk.
type span struct{ key, value, end int }

func (c *chunk) put(tx storage.Tx) error {
	for _, pair := range c.pairs {
		if err := tx.Put(c.bytes[pair.key:pair.value], c.bytes[pair.value:pair.end]); err != nil {
			return err
		}
	}
	return nil
}

// note keeps what the import changes: for the commit's own record, where it is little,
// and for the journal.
func (s *staging) note(c Change, leaf Leaf) error {
	if s.changes++; s.changes <= MostNamed {
		s.named = append(s.named, c)
	} else {
		s.named = nil
	}
	return s.digest.Add(leaf)
}

func (s *staging) put(k, value []byte) error {
	c := &s.filling
	from := len(c.bytes)
	c.bytes = append(append(c.bytes, k...), value...)
	c.pairs = append(c.pairs, span{from, from + len(k), len(c.bytes)})
	if len(c.pairs) < s.db.chunk {
		return nil
	}
	return s.hand()
}

// hand has the chunk written that was filled, once the one before is written.
func (s *staging) hand() error {
	if err := s.wait(); err != nil || len(s.filling.pairs) == 0 {
		return err
	}
	s.filling, s.spare = s.spare, s.filling
	s.filling.bytes, s.filling.pairs = s.filling.bytes[:0], s.filling.pairs[:0]
	s.flushed, s.puts, s.writing = true, len(s.spare.pairs), make(chan error, 1)
	go func() { s.writing <- s.db.update(s.ctx, s.spare.put) }()
	return nil
}

// wait waits for the chunk that is on its way, and tells of it.
func (s *staging) wait() error {
	if s.writing == nil {
		return nil
	}
	err := s.settle()
	if err == nil && s.written != nil {
		s.written(s.puts)
	}
	return err
}

// settle waits for the chunk that is on its way.
func (s *staging) settle() (err error) {
	if s.writing != nil {
		err, s.writing = <-s.writing, nil
	}
	return err
}

func (s *staging) close() {
	_ = s.settle()       // what it wrote is published, or swept
	_ = s.digest.Close() // of what nobody needs any more
}

// flush writes what a staged import holds back, so that its own reads see it.
func (w *Writer) flush() error {
	if w.staging == nil {
		return nil
	}
	return errors.Join(w.staging.hand(), w.staging.wait())
}
