package table

import (
	"slices"

	"github.com/google/uuid"
)

// write writes the versions in the order of their keys, then index by index
// the entries in theirs: random keys in one big transaction cost bbolt the
// square of their number.
func (t *Table[T]) write(w *Writer, changes []change[T]) error {
	for _, c := range changes {
		body, err := t.encode(c.record)
		if err != nil {
			return err
		}
		_, externalID, _ := t.Header(c.record)
		if err := w.putVersion(t.Code, externalID, &version{id: c.id, state: live, count: c.count, salt: newSalt(), body: body}); err != nil {
			return err
		}
	}
	for index, keys := range t.everyIndex {
		if err := t.writeIndex(w, index, keys, changes); err != nil {
			return err
		}
	}
	return w.flush()
}

// everyIndex walks the codes of the indexes, that of external keys first.
func (t *Table[T]) everyIndex(yield func(byte, func(*T) [][]byte) bool) {
	more := yield(externalIndex, t.externalKeys)
	for i := 0; more && i < len(t.Indexes); i++ {
		more = yield(t.Indexes[i].Code, t.Indexes[i].Keys)
	}
}

// fresh are the values of a record that the version before, if any, did not
// have.
func fresh[T any](keys func(*T) [][]byte, before, record *T) [][]byte {
	values := keys(record)
	if before == nil {
		return values
	}
	old := keys(before)
	return slices.DeleteFunc(values, func(value []byte) bool { return contains(old, value) })
}

// entryKey is the key of an index entry but for its stamp.
func entryKey(table, index byte, value []byte, id uuid.UUID) []byte {
	return slices.Concat([]byte{indexKey, table, index}, value, id[:])
}

// writeIndex adds an entry for every value that the version before did not
// have.
func (t *Table[T]) writeIndex(w *Writer, index byte, keys func(*T) [][]byte, changes []change[T]) error {
	entries := w.db.indexSorter()
	defer entries.close()
	for _, c := range changes {
		for _, value := range fresh(keys, c.before, c.record) {
			if err := entries.add(append(value, c.id[:]...), nil); err != nil {
				return err
			}
		}
	}
	return w.putEntries(t.Code, index, entries)
}

// indexSorter sorts the entries of an index.
func (db *DB) indexSorter() *sorter { return newSorter(db.spool, db.room/4) }

// putEntries writes the entries of an index, each a value with an id, in their order.
func (w *Writer) putEntries(table, index byte, entries *sorter) error {
	entry := []byte{indexKey, table, index}
	for pair, err := range entries.sorted() {
		if err != nil {
			return err
		}
		entry = w.stamp.on(append(entry[:3], pair.Key...))
		if err := w.put(entry, nil); err != nil {
			return err
		}
	}
	return nil
}
