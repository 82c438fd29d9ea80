package table

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// Erasure says what of a table's records outlives an erasure.
type Erasure[T any] struct {
	// Clear takes the content from a record and leaves what other records rest
	// on: its identity and its references.
	Clear func(*T)
	// Mark notes in a record that is read that its content is gone, and by which
	// commit.
	Mark func(*T, Seq)
}

// Erase takes the content from versions of a record, and leaves of each its hash
// and what [Erasure.Clear] keeps. The latest version of a record that is not
// removed stays. Versions that are erased already are left alone; it returns how
// many were erased.
func (t *Table[T]) Erase(w *Writer, id uuid.UUID, versions func(int) bool) (erased int, err error) {
	before, err := w.reader.chain(t.Code, id)
	if err != nil || len(before) == 0 {
		return 0, err
	}
	if last := before[len(before)-1]; !last.isRemoved() {
		keep := last.count
		versions = and(versions, func(n int) bool { return n != keep })
	}
	after := make([]*version, len(before))
	for i, v := range before {
		after[i] = v
		if v.isErased() || !versions(v.count) {
			continue
		}
		if after[i], err = t.erased(v, w.stamp.number()); err != nil {
			return 0, err
		}
		erased++
	}
	return erased, t.replace(w, before, after)
}

func and(a, b func(int) bool) func(int) bool { return func(n int) bool { return a(n) && b(n) } }

// erased is what stays of a version.
func (t *Table[T]) erased(v *version, by Seq) (*version, error) {
	hash := v.contentHash()
	stays := &version{id: v.id, stamp: v.stamp, state: v.state + erasedLive, count: v.count, eraser: by, hash: hash[:]}
	if v.isRemoved() {
		return stays, nil
	}
	record, err := t.decode(v)
	if err != nil {
		return nil, err
	}
	t.Erasure.Clear(record)
	stays.body, err = t.encode(record)
	return stays, err
}

// replace writes the versions that differ and mends the indexes.
func (t *Table[T]) replace(w *Writer, before, after []*version) error {
	old, err := t.expected(before)
	if err != nil {
		return err
	}
	present, err := t.expected(after)
	if err != nil {
		return err
	}
	externalID, err := t.externalIDOf(after)
	if err != nil {
		return err
	}
	for i, v := range after {
		if v == before[i] {
			continue
		}
		if err := w.note(Change{t.Code, v.id, externalID}, v.count, v.leafOfErased(), true); err != nil {
			return err
		}
		place := v.stamp.on(recordPrefix(t.Code, v.id))
		if err := errors.Join(w.put(place, v.encode()), w.put(append([]byte{erasedKey}, place[1:]...), nil)); err != nil {
			return err
		}
	}
	for _, entry := range old {
		if !has(present, entry) {
			if err := w.reader.tx.Delete(entry); err != nil {
				return err
			}
		}
	}
	for _, entry := range present {
		if !has(old, entry) {
			if err := w.put(entry, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func has(sorted [][]byte, entry []byte) bool {
	_, found := slices.BinarySearchFunc(sorted, entry, bytes.Compare)
	return found
}

// expected are the index entries that the versions of a record have, sorted.
func (t *Table[T]) expected(versions []*version) (entries [][]byte, err error) {
	records := make([]*T, len(versions))
	for i, v := range versions {
		if records[i], err = t.unlessRemoved(v); err != nil {
			return nil, err
		}
	}
	t.entriesOf(versions, records, func(entry []byte) { entries = append(entries, entry) })
	slices.SortFunc(entries, bytes.Compare)
	return entries, nil
}

// unlessRemoved is the record of a version, nil for a removal.
func (t *Table[T]) unlessRemoved(v *version) (*T, error) {
	if v.isRemoved() {
		return nil, nil //nolint:nilnil // a removal has no record
	}
	return t.decode(v)
}

// entriesOf hands out the index entries that versions have: for each those of the
// values that the version before did not have.
func (t *Table[T]) entriesOf(versions []*version, records []*T, fn func(entry []byte)) {
	var before *T
	for i, record := range records {
		if record != nil {
			for index, keys := range t.everyIndex {
				for _, value := range fresh(keys, before, record) {
					fn(versions[i].stamp.on(entryKey(t.Code, index, value, versions[i].id)))
				}
			}
		}
		before = record
	}
}

// AllErased walks what is kept of the records that the reader sees in a version
// whose content was erased: [Erasure.Mark] has marked them.
func (t *Table[T]) AllErased(r *Reader) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		var before uuid.UUID
		prefix := []byte{erasedKey, t.Code}
		for pair, err := range r.tx.Scan(prefix, key.After(prefix), storage.Ascending) {
			if err != nil {
				yield(nil, err)
				return
			}
			_, id, _ := tail(pair.Key)
			if id == before {
				continue
			}
			before = id
			v, err := r.version(t.Code, id)
			if err == nil && (v == nil || v.isRemoved() || !v.isErased()) {
				continue
			}
			var record *T
			if err == nil {
				record, err = t.decode(v)
			}
			if !yield(record, err) {
				return
			}
		}
	}
}

// externalIDOf is the external key that the versions bear.
func (t *Table[T]) externalIDOf(versions []*version) (string, error) {
	for _, v := range versions {
		if v.isRemoved() {
			continue
		}
		record, err := t.decode(v)
		if err != nil {
			return "", err
		}
		_, externalID, _ := t.Header(record)
		return externalID, nil
	}
	return "", fmt.Errorf("%s: no version bears a key", t.Name)
}
