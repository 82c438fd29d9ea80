package table

import (
	"bytes"
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
	var all arena
	for _, c := range changes {
		for _, value := range fresh(keys, c.before, c.record) {
			all.add(w.stamp.on(entryKey(t.Code, index, value, c.id)))
		}
	}
	for _, entry := range all.sorted() {
		if err := w.put(all.bytes[entry.from:entry.to], nil); err != nil {
			return err
		}
	}
	return nil
}

// arena keeps many short keys in one piece of memory, which the collector
// need not look through.
type arena struct {
	bytes []byte
	spans []span
}

type span struct{ from, to int }

func (a *arena) add(key []byte) {
	from := len(a.bytes)
	a.bytes = append(a.bytes, key...)
	a.spans = append(a.spans, span{from, len(a.bytes)})
}

func (a *arena) sorted() []span {
	slices.SortFunc(a.spans, func(x, y span) int {
		return bytes.Compare(a.bytes[x.from:x.to], a.bytes[y.from:y.to])
	})
	return a.spans
}
