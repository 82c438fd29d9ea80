package table

import (
	"bytes"
	"slices"
)

// write writes the versions in the order of their keys, then index by index
// the entries in theirs: random keys in one big transaction cost bbolt the
// square of their number.
func (t *Table[T]) write(w *Writer, changes []change[T]) error {
	for _, c := range changes {
		_, externalID, _ := t.Header(c.record)
		w.note(t.Code, c.id, externalID)
		body, err := t.encode(c.record)
		if err != nil {
			return err
		}
		if err := w.put(w.stamp.on(recordPrefix(t.Code, c.id)), encodeVersion(live, c.count, body)); err != nil {
			return err
		}
	}
	if err := t.writeIndex(w, externalIndex, t.externalKeys, changes); err != nil {
		return err
	}
	for _, index := range t.Indexes {
		if err := t.writeIndex(w, index.Code, index.Keys, changes); err != nil {
			return err
		}
	}
	return w.flush()
}

// writeIndex adds an entry for every value that the version before did not
// have.
func (t *Table[T]) writeIndex(w *Writer, index byte, keys func(*T) [][]byte, changes []change[T]) error {
	var all arena
	for _, c := range changes {
		var before [][]byte
		if c.before != nil {
			before = keys(c.before)
		}
		for _, value := range keys(c.record) {
			if contains(before, value) {
				continue
			}
			entry := append([]byte{indexKey, t.Code, index}, value...)
			all.add(w.stamp.on(append(entry, c.id[:]...)))
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
