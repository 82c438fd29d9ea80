package audit

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Append writes the entry of the next commit with its changes: e.Changes and
// e.Root are set from them. It refuses a seq that is not the next, and a time
// before that of the last entry.
func Append(tx storage.Tx, e Entry, changes *Changes) error {
	size, before, err := last(tx)
	if err != nil {
		return err
	}
	e.Changes = changes.Len()
	if e.Root, err = changes.Root(); err != nil {
		return err
	}
	text, err := e.Text()
	if err != nil {
		return err
	}
	if err := follows(e, size, before); err != nil {
		return err
	}
	hashes, err := tlog.StoredHashes(int64(size), text, stored{tx})
	if err != nil {
		return err
	}
	if err := tx.Put(numbered(entryKey, size), text); err != nil {
		return err
	}
	at := uint64(tlog.StoredHashIndex(0, int64(size)))
	for i, hash := range hashes {
		if err := tx.Put(numbered(hashKey, at+uint64(i)), hash[:]); err != nil {
			return err
		}
	}
	return writeTiles(tx, e.Seq, changes)
}

// follows tells whether an entry may come after what is in the log.
func follows(e Entry, size uint64, before []byte) error {
	if e.Seq != size+1 {
		return fmt.Errorf("the entry of commit %d cannot be written: the log has %d entries", e.Seq, size)
	}
	if size == 0 {
		return nil
	}
	latest, err := ParseEntry(before)
	if err != nil {
		return fmt.Errorf("the log is damaged: its last entry: %w", err)
	}
	if e.Time < latest.Time {
		return fmt.Errorf("the entry of commit %d cannot be written: its time %s is before that of the last one, %s",
			e.Seq, written(e.Time), written(latest.Time))
	}
	return nil
}

func written(at int64) string { return time.UnixMilli(at).UTC().Format(timeLayout) }
