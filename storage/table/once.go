package table

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/safeconduct/safeconduct/storage"
)

// Once makes a write that is sent again do nothing again: its key is kept with
// the commit, in the same transaction.
type Once struct {
	Actor   string            // whose name for the write it is: the same key of another one is another key
	Key     string            // the caller's name for the write
	Content [sha256.Size]byte // of what is written: the same key never stands for another
}

// onceKept is how long keys are kept.
const onceKept = 7 * 24 * time.Hour

// Replayed is returned for a write whose key is known: it was committed before,
// as Seq, and was not done again.
type Replayed struct{ Seq Seq }

func (e *Replayed) Error() string { return fmt.Sprintf("it was written before, by commit %d", e.Seq) }

// KeyReused is returned for a write whose key stands for another content.
type KeyReused struct{ Key string }

func (e *KeyReused) Error() string { return fmt.Sprintf("the key %q stands for another write", e.Key) }

// onceRecord is what is kept of a key.
type onceRecord struct {
	Time    int64             `cbor:"0,keyasint"`
	Seq     Seq               `cbor:"1,keyasint"`
	Content [sha256.Size]byte `cbor:"2,keyasint"`
}

// stored is the key under which it is kept. Releases that knew of no actors kept the hash of
// the caller's key alone: those are never met again, and go when their time is over.
func (o *Once) stored() []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %s", o.Actor, o.Key))
	return append([]byte{onceKey}, sum[:]...)
}

// recall returns a [Replayed] or a [KeyReused] where the key is known.
func recall(tx storage.Tx, o *Once) error {
	if o == nil {
		return nil
	}
	value, err := tx.Get(o.stored())
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	var known onceRecord
	if err := decoding.Unmarshal(value, &known); err != nil {
		return fmt.Errorf("key of a write: %w", err)
	}
	if known.Content != o.Content {
		return &KeyReused{o.Key}
	}
	return &Replayed{known.Seq}
}

// remember keeps the key of a write, and forgets some whose time is over: as
// many as are added, twice over, so that they never pile up.
func (db *DB) remember(tx storage.Tx, o *Once, seq Seq, now int64) error {
	if o == nil {
		return nil
	}
	if err := forgetOld(tx, now); err != nil {
		return err
	}
	body, err := encoding.Marshal(onceRecord{now, seq, o.Content})
	if err != nil {
		return err
	}
	if err := tx.Put(o.stored(), body); err != nil {
		return err
	}
	return tx.Put(append(numbered(onceTimeKey, Seq(now)), o.stored()...), nil)
}

func forgetOld(tx storage.Tx, now int64) error {
	var old [][]byte
	limit := numbered(onceTimeKey, Seq(max(0, now-onceKept.Milliseconds())))
	for pair, err := range tx.Scan([]byte{onceTimeKey}, limit, storage.Ascending) {
		if err != nil {
			return err
		}
		if old = append(old, append([]byte{}, pair.Key...)); len(old) == 2 {
			break
		}
	}
	for _, timed := range old {
		if err := errors.Join(tx.Delete(timed[1+binary.Size(now):]), tx.Delete(timed)); err != nil {
			return err
		}
	}
	return nil
}
