package table

import (
	"context"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/safeconduct/safeconduct/storage"
)

// ErasedSince is returned by [DB.Cut] for a state that cannot be made again: a
// later commit erased content of it.
type ErasedSince struct {
	Commit Seq       // the last one that did
	Time   time.Time // of that commit
}

func (e *ErasedSince) Error() string {
	return fmt.Sprintf("content of then was erased by commit %d at %s: only states from that commit on can be made again",
		e.Commit, e.Time.UTC().Format(time.RFC3339Nano))
}

// Cut takes back whatever was committed after a commit, as if it had never been;
// after the last one there is nothing to take back.
// It is for copies that nobody uses yet: it works in many transactions, and one
// that fails leaves no registry. What it deletes is still in the file until it
// is written anew ([DB.Compact]). It tells the journal nothing.
func (db *DB) Cut(ctx context.Context, to Seq) error {
	c := &cut{to: to, publications: map[Seq]Seq{}, keys: map[string]bool{}}
	if err := db.store.View(ctx, c.survey); err != nil {
		return err
	}
	for _, kind := range []struct {
		of     byte
		doomed func(storage.Pair) (bool, error)
	}{
		{recordKey, c.later},
		{indexKey, c.later},
		{erasedKey, c.later},
		{commitKey, c.laterCommit},
		{batchKey, c.laterBatch},
		{onceKey, c.laterOnce},
		{onceTimeKey, c.onceGone},
	} {
		if err := db.sweepKind(ctx, kind.of, kind.doomed); err != nil {
			return err
		}
	}
	return db.update(ctx, func(tx storage.Tx) error { return writeHead(tx, to) })
}

// cut says what was committed after a commit.
type cut struct {
	to           Seq
	publications map[Seq]Seq     // of the staged imports, by their numbers
	keys         map[string]bool // of writes that are taken back
}

// survey reads when imports were published, and refuses a state of which
// something was erased since.
func (c *cut) survey(tx storage.Tx) error {
	for pair, err := range tx.Scan([]byte{batchKey}, []byte{batchKey + 1}, storage.Ascending) {
		if err != nil {
			return err
		}
		c.publications[Seq(binary.BigEndian.Uint64(pair.Key[1:]))] = Seq(binary.BigEndian.Uint64(pair.Value))
	}
	eraser, err := c.eraser(tx)
	if err != nil || eraser == 0 {
		return err
	}
	at, err := lastTime(tx, eraser)
	if err != nil {
		return err
	}
	return &ErasedSince{eraser, time.UnixMilli(at)}
}

// eraser is the last of the later commits that erased content which is to stay,
// 0 for none.
func (c *cut) eraser(tx storage.Tx) (last Seq, err error) {
	for pair, err := range tx.Scan([]byte{erasedKey}, []byte{erasedKey + 1}, storage.Ascending) {
		if err != nil {
			return 0, err
		}
		if goes, _ := c.later(pair); goes {
			continue
		}
		record := append([]byte{recordKey}, pair.Key[1:]...)
		value, err := tx.Get(record)
		if err != nil {
			return 0, err
		}
		v, err := decodeVersion(storage.Pair{Key: record, Value: value})
		if err != nil {
			return 0, err
		}
		if v.eraser > c.to {
			last = max(last, v.eraser)
		}
	}
	return last, nil
}

// later reports whether what bears a stamp was committed later, or never.
func (c *cut) later(pair storage.Pair) (bool, error) {
	_, _, s := tail(pair.Key)
	at := s.number()
	if s.isStaged() {
		at = c.publications[at]
	}
	return at == 0 || at > c.to, nil
}

func (c *cut) laterCommit(pair storage.Pair) (bool, error) {
	return Seq(binary.BigEndian.Uint64(pair.Key[1:])) > c.to, nil
}

func (c *cut) laterBatch(pair storage.Pair) (bool, error) {
	at := Seq(binary.BigEndian.Uint64(pair.Value))
	return at == 0 || at > c.to, nil
}

func (c *cut) laterOnce(pair storage.Pair) (bool, error) {
	var known onceRecord
	if err := decoding.Unmarshal(pair.Value, &known); err != nil {
		return false, fmt.Errorf("key of a write: %w", err)
	}
	if known.Seq > c.to {
		c.keys[string(pair.Key)] = true
	}
	return known.Seq > c.to, nil
}

// onceGone reports whether the key that came at a time was taken back.
func (c *cut) onceGone(pair storage.Pair) (bool, error) {
	return c.keys[string(pair.Key[1+stampSize:])], nil
}
