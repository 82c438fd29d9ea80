package table

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// Writer puts and removes records. It reads the state on which it stands,
// with its own changes.
type Writer struct {
	db      *DB
	stamp   stamp
	reader  Reader
	changes []Change
	leaves  []Leaf       // of the changes, in their order
	known   map[ref]bool // records that exist, as far as they were looked up
	staging *staging     // nil for a write of one transaction

	salts      []byte // random bytes that are not used yet
	key, value []byte // reused from version to version
}

// ref is a record of a table.
type ref struct {
	table byte
	id    uuid.UUID
}

func newWriter(db *DB, at Seq, s stamp) *Writer {
	return &Writer{db: db, stamp: s, reader: Reader{at: at, own: s}, known: map[ref]bool{}}
}

// Read runs fn on the state on which the writer stands. In a staged import it
// is a short transaction, so fn must not keep what it is handed.
func (w *Writer) Read(fn func(*Reader) error) error {
	if w.staging == nil {
		return fn(&w.reader)
	}
	return w.db.store.View(w.staging.ctx, func(tx storage.Tx) error {
		r := w.reader
		r.tx = tx
		return fn(&r)
	})
}

// Look is [Table.Get] for a write: what it looks at is part of what the write
// rests on, so that a staged import is refused when others change it meanwhile.
func (t *Table[T]) Look(w *Writer, id uuid.UUID) (record *T, err error) {
	err = w.Read(func(r *Reader) error {
		record, err = t.Get(r, id)
		return err
	})
	if err == nil {
		w.known[ref{t.Code, id}] = true
	}
	return record, err
}

// change is a record that is really changed, with what it was before.
type change[T any] struct {
	record *T
	id     uuid.UUID
	before *T // nil for a new record
	count  int
}

// Put writes records: a new version of each that differs from what is
// recorded, nothing for identical ones. References must be to records that
// exist or are put in the same call or before it. It returns a [Taken] for an
// external key that another record bears, a [Dangling] for a reference to
// nothing. The external key of a record never changes.
func (t *Table[T]) Put(w *Writer, records ...*T) error {
	sorted := slices.SortedFunc(slices.Values(records), func(a, b *T) int {
		x, _, _ := t.Header(a)
		y, _, _ := t.Header(b)
		return bytes.Compare(x[:], y[:])
	})
	changes := make([]change[T], 0, len(sorted))
	for part := range slices.Chunk(sorted, lookups) {
		if err := w.Read(func(r *Reader) error { return t.compare(r, part, &changes) }); err != nil {
			return err
		}
	}
	if err := t.checkKeys(w, changes); err != nil {
		return err
	}
	for _, c := range changes {
		w.known[ref{t.Code, c.id}] = true
	}
	if err := t.checkRefs(w, changes); err != nil {
		return err
	}
	return t.write(w, changes)
}

// lookups is how many records are looked up in one short transaction.
const lookups = 1000

// compare finds out which records are really changed.
func (t *Table[T]) compare(r *Reader, records []*T, changes *[]change[T]) error {
	for _, record := range records {
		id, _, _ := t.Header(record)
		v, err := r.version(t.Code, *id)
		if err != nil {
			return err
		}
		c := change[T]{record: record, id: *id, count: 1}
		if v != nil {
			c.count = v.count + 1
		}
		if v != nil && v.stamp == r.own {
			return fmt.Errorf("%s %s: written twice in one commit", t.Name, v.id)
		}
		if v != nil && !v.isRemoved() {
			body, err := t.encode(record)
			if err != nil {
				return err
			}
			if bytes.Equal(v.body, body) {
				continue
			}
			if c.before, err = t.decode(v); err != nil {
				return err
			}
		}
		*changes = append(*changes, c)
	}
	return nil
}

// encode is the stored form of a record.
func (t *Table[T]) encode(record *T) ([]byte, error) {
	body, err := encoding.Marshal(record)
	if err != nil {
		_, externalID, _ := t.Header(record)
		return nil, fmt.Errorf("%s %q: %w", t.Name, externalID, err)
	}
	return body, nil
}

// checkKeys refuses an external key that another record bears.
func (t *Table[T]) checkKeys(w *Writer, changes []change[T]) error {
	seen := make(map[string]bool, len(changes))
	for part := range slices.Chunk(changes, lookups) {
		err := w.Read(func(r *Reader) error {
			for _, c := range part {
				if err := t.checkKey(r, c, seen); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Table[T]) checkKey(r *Reader, c change[T], seen map[string]bool) error {
	_, externalID, _ := t.Header(c.record)
	if c.before != nil {
		if _, was, _ := t.Header(c.before); was != externalID {
			return fmt.Errorf("%s %q: its id cannot become %q", t.Name, was, externalID)
		}
		return nil
	}
	if seen[externalID] {
		return &Taken{t.Name, externalID}
	}
	seen[externalID] = true
	if taken, err := r.taken(t.Code, externalID); taken || err != nil {
		return cmp.Or[error](err, &Taken{t.Name, externalID})
	}
	return nil
}

// taken reports whether a live record bears the external key.
func (r *Reader) taken(table byte, externalID string) (taken bool, err error) {
	value := externalKey(externalID)
	err = r.entries(table, externalIndex, value, key.After(value), func(_ []byte, id uuid.UUID) (bool, error) {
		v, err := r.version(table, id)
		taken = taken || v != nil && !v.isRemoved()
		return !taken, err
	})
	return taken, err
}

// checkRefs refuses references to records that do not exist.
func (t *Table[T]) checkRefs(w *Writer, changes []change[T]) error {
	for part := range slices.Chunk(changes, lookups) {
		err := w.Read(func(r *Reader) error {
			for _, c := range part {
				for _, reference := range t.Refs {
					if err := t.checkRef(w, r, c.record, reference); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Table[T]) checkRef(w *Writer, r *Reader, record *T, reference Ref[T]) error {
	id := reference.ID(record)
	_, code := reference.To.named()
	target := ref{code, id}
	if id == uuid.Nil || w.known[target] {
		return nil
	}
	v, err := r.version(code, id)
	if err != nil {
		return err
	}
	if v == nil || v.isRemoved() {
		_, externalID, _ := t.Header(record)
		return &Dangling{t.Name, externalID, reference.Field}
	}
	w.known[target] = true
	return nil
}

// Remove writes a last version that says why the record was removed. It
// returns a [NotFound] when there is none, and a [Referred] while another
// record refers to it.
func (t *Table[T]) Remove(w *Writer, id uuid.UUID, reason string) error {
	return w.Read(func(r *Reader) error {
		record, err := t.Get(r, id)
		if err != nil {
			return err
		}
		_, externalID, count := t.Header(record)
		for _, table := range w.db.tables {
			referred, err := table.referrer(r, t.Code, id)
			if err != nil {
				return err
			}
			if referred != nil {
				referred.Table, referred.Key = t.Name, externalID
				return referred
			}
		}
		delete(w.known, ref{t.Code, id})
		return w.putVersion(t.Code, externalID, &version{id: id, state: removed, count: *count + 1, salt: newSalt(), body: []byte(reason)})
	})
}

// referrer finds a live record of this table that refers to a record.
func (t *Table[T]) referrer(r *Reader, to byte, id uuid.UUID) (*Referred, error) {
	for _, reference := range t.Refs {
		if _, code := reference.To.named(); code != to {
			continue
		}
		for record, err := range t.By(r, reference.By, id[:]) {
			if err != nil {
				return nil, err
			}
			if reference.ID(record) == id {
				_, externalID, _ := t.Header(record)
				return &Referred{By: t.Name, ByKey: externalID, Field: reference.Field}, nil
			}
		}
	}
	return nil, nil //nolint:nilnil // nobody refers to it
}

// putVersion writes a version of its own stamp and notes it for the commit.
func (w *Writer) putVersion(table byte, externalID string, v *version) error {
	if err := w.note(Change{table, v.id, externalID}, v.count, v.contentHash(), false); err != nil {
		return err
	}
	w.key = w.stamp.on(append(append(w.key[:0], recordKey, table), v.id[:]...))
	w.value = v.append(w.value[:0])
	return w.put(w.key, w.value)
}

// note keeps what the commit changes, for its own record and for the journal.
func (w *Writer) note(c Change, count int, hash [sha256.Size]byte, erased bool) error {
	leaf := Leaf{Table: c.Table, Kind: w.db.NameOf(c.Table), ID: c.ID, Version: count, Hash: hash, Erased: erased}
	if w.staging != nil {
		return w.staging.note(c, leaf)
	}
	w.changes = append(w.changes, c)
	w.leaves = append(w.leaves, leaf)
	return nil
}

// nextSalt is [newSalt] for many.
func (w *Writer) nextSalt() []byte {
	if len(w.salts) < saltSize {
		w.salts = make([]byte, 256*saltSize)
		_, _ = rand.Read(w.salts) // never fails
	}
	salt := w.salts[:saltSize]
	w.salts = w.salts[saltSize:]
	return salt
}

// put writes a key: at once, or into the chunk of a staged import.
func (w *Writer) put(k, value []byte) error {
	if w.staging != nil {
		return w.staging.put(k, value)
	}
	return w.reader.tx.Put(k, value)
}
