package table

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"
)

// Loader is [Table.Put] for records of any number, in memory that does not grow
// with it: it holds them back in their stored form, with their index entries, and
// sorts them. Nothing is written before [Loader.Write].
type Loader[T any] struct {
	table   *Table[T]
	writer  *Writer
	records *sorter // id → count, length of the external key, external key, body
	indexes []*loaded[T]

	body       bytes.Buffer // reused from record to record, as are
	key, value []byte
}

// loaded is an index of a table with the entries that are to be written.
type loaded[T any] struct {
	code    byte
	keys    func(*T) [][]byte
	entries *sorter // value, id → the external key, in the index of external keys
}

// Load begins to load records by a writer. The caller closes the loader.
func (t *Table[T]) Load(w *Writer) *Loader[T] {
	l := &Loader[T]{table: t, writer: w, records: newSorter(w.db.spool, w.db.room)}
	for code, keys := range t.everyIndex {
		l.indexes = append(l.indexes, &loaded[T]{code, keys, w.db.indexSorter()})
	}
	return l
}

// Close lets go of what was held back.
func (l *Loader[T]) Close() {
	l.records.close()
	for _, index := range l.indexes {
		index.entries.close()
	}
}

// buffered is the encoding of records into a buffer.
var buffered = func() cbor.UserBufferEncMode {
	mode, err := cbor.CoreDetEncOptions().UserBufferEncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	return mode
}()

// Add takes a record: a new one, or one that differs from what is recorded, before,
// as the writer reads it.
func (l *Loader[T]) Add(before, record *T) error {
	id, externalID, _ := l.table.Header(record)
	l.body.Reset()
	if err := buffered.MarshalToBuffer(record, &l.body); err != nil {
		return fmt.Errorf("%s %q: %w", l.table.Name, externalID, err)
	}
	count := 1
	if before != nil {
		_, was, version := l.table.Header(before)
		if was != externalID {
			return fmt.Errorf("%s %q: its id cannot become %q", l.table.Name, was, externalID)
		}
		count = *version + 1
	}
	l.value = binary.AppendUvarint(l.value[:0], uint64(count))
	l.value = binary.AppendUvarint(l.value, uint64(len(externalID)))
	l.value = append(append(l.value, externalID...), l.body.Bytes()...)
	if err := l.records.add(id[:], l.value); err != nil {
		return err
	}
	for _, index := range l.indexes {
		l.value = l.value[:0]
		if index.code == externalIndex {
			l.value = append(l.value, externalID...)
		}
		for _, value := range fresh(index.keys, before, record) {
			l.key = append(append(l.key[:0], value...), id[:]...)
			if err := index.entries.add(l.key, l.value); err != nil {
				return err
			}
		}
	}
	return nil
}

// Write writes what was added. References must be to records that exist by then or
// are among those that were added. It returns what [Table.Put] returns.
func (l *Loader[T]) Write() error {
	if err := l.checkKeys(); err != nil {
		return err
	}
	if err := l.writeRecords(); err != nil {
		return err
	}
	if err := l.writer.flush(); err != nil { // they may refer to each other
		return err
	}
	for _, reference := range l.table.Refs {
		if err := l.checkRefs(reference); err != nil {
			return err
		}
	}
	for _, index := range l.indexes {
		if err := l.writer.putEntries(l.table.Code, index.code, index.entries); err != nil {
			return err
		}
		index.entries.close()
	}
	return l.writer.flush()
}

// writeRecords writes the versions in the order of their keys.
func (l *Loader[T]) writeRecords() error {
	defer l.records.close()
	var last uuid.UUID
	for pair, err := range l.records.sorted() {
		if err != nil {
			return err
		}
		id := uuid.UUID(pair.Key)
		count, n := binary.Uvarint(pair.Value)
		length, m := binary.Uvarint(pair.Value[n:])
		external, body := pair.Value[n+m:n+m+int(length)], pair.Value[n+m+int(length):]
		if id == last {
			return fmt.Errorf("%s %q: written twice in one commit", l.table.Name, external)
		}
		last = id
		v := version{id: id, state: live, count: int(count), salt: l.writer.nextSalt(), body: body}
		if err := l.writer.putVersion(l.table.Code, string(external), &v); err != nil {
			return err
		}
	}
	return nil
}
