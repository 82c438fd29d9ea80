package table

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// Commit is what is known of a commit beside the records themselves.
type Commit struct {
	Time    int64    `cbor:"0,keyasint"` // Unix milliseconds; never goes back
	Actor   string   `cbor:"1,keyasint"`
	Verb    string   `cbor:"2,keyasint"`
	Reason  string   `cbor:"3,keyasint,omitempty"`
	Changes []Change `cbor:"4,keyasint,omitempty"` // none for a staged import of more than MostNamed
	Batch   Seq      `cbor:"5,keyasint,omitempty"` // the number of a staged import
	Records int      `cbor:"6,keyasint"`           // how many were changed
	Salt    []byte   `cbor:"7,keyasint"`           // so that the hash of the commit says nothing of the reason
}

// Change names a record that a commit changed.
type Change struct {
	Table      byte      `cbor:"0,keyasint"`
	ID         uuid.UUID `cbor:"1,keyasint"`
	ExternalID string    `cbor:"2,keyasint"`
}

// MostNamed is how many records a staged import may change for its commit to name them:
// some 36 bytes each and the external key, which whoever reads the commit reads with it.
const MostNamed = 10_000

// NamesAll reports whether Changes names every record that the commit changed.
func (c *Commit) NamesAll() bool { return len(c.Changes) == c.Records }

// Meta is who writes, and why.
type Meta struct {
	Actor, Verb, Reason string
	Once                *Once // nil: the write may be done again
}

// commit writes the commit's own record, tells the journal and moves the head.
func (db *DB) commit(tx storage.Tx, seq Seq, meta Meta, c Commit, digest Digest) error {
	last, err := lastTime(tx, seq-1)
	if err != nil {
		return err
	}
	c.Time = max(db.clock().UnixMilli(), last)
	c.Actor, c.Verb, c.Reason, c.Salt = meta.Actor, meta.Verb, meta.Reason, newSalt()
	if err := putCommit(tx, seq, c, digest); err != nil {
		return err
	}
	return db.remember(tx, meta.Once, seq, c.Time)
}

func putCommit(tx storage.Tx, seq Seq, c Commit, digest Digest) error {
	body, err := encoding.Marshal(c)
	if err != nil {
		return err
	}
	if err := tx.Put(numbered(commitKey, seq), body); err != nil {
		return err
	}
	if err := digest.Append(tx, Entry{seq, c, sha256.Sum256(body)}); err != nil {
		return fmt.Errorf("the log: %w", err)
	}
	return writeHead(tx, seq)
}

// Commit reads what is known of a commit, a [NotFound] when there is none.
func (r *Reader) Commit(seq Seq) (Commit, error) { return readCommit(r.tx, seq) }

func readCommit(tx storage.Tx, seq Seq) (Commit, error) {
	value, err := tx.Get(numbered(commitKey, seq))
	if errors.Is(err, storage.ErrNotFound) {
		return Commit{}, &NotFound{"commit", fmt.Sprint(uint64(seq))}
	}
	if err != nil {
		return Commit{}, err
	}
	return decodeCommit(value)
}

// At is the sequence number of the last commit up to a moment: what was known
// then. Moments count in milliseconds.
func (r *Reader) At(moment time.Time) (Seq, error) {
	before, after := Seq(0), r.at+1 // a commit up to the moment, one behind it
	for before+1 < after {
		middle := before + (after-before)/2
		c, err := r.Commit(middle)
		if err != nil {
			return 0, err
		}
		if c.Time <= moment.UnixMilli() {
			before = middle
		} else {
			after = middle
		}
	}
	return before, nil
}

// lastTime is the time of the commit seq, 0 before the first.
func lastTime(tx storage.Tx, seq Seq) (int64, error) {
	if seq == 0 {
		return 0, nil
	}
	c, err := readCommit(tx, seq)
	return c.Time, err
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
