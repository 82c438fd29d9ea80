package table

import (
	"bytes"
	"fmt"
	"iter"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage/key"
)

// Table is one kind of records. T's stored form are its CBOR tags; Header
// gives its id, its external key and where its version is kept. Tables are
// declared once, as package variables, and given to [Open].
type Table[T any] struct {
	Name    string // in messages: "flow"
	Code    byte   // in keys; never changed
	Header  func(*T) (id *uuid.UUID, externalID string, version *int)
	Indexes []*Index[T]
	Refs    []Ref[T]
	Erasure Erasure[T]
}

// Index finds records by values. Each key is a value, made with package
// storage/key; a record may have none or several. Code is never changed.
type Index[T any] struct {
	Code byte
	Keys func(*T) [][]byte
}

// Ref is a reference to records of another table (or of the same). By is an
// index whose keys begin with the id that is referred to.
type Ref[T any] struct {
	Field string
	To    Named
	ID    func(*T) uuid.UUID // the nil UUID: refers to nothing
	By    *Index[T]
}

// Named is any table, as others refer to it.
type Named interface {
	named() (name string, code byte)
	referrer(r *Reader, to byte, id uuid.UUID) (*Referred, error)
	examine(x *examination, chain []*version) error
	expected(chain []*version) ([][]byte, error)
}

func (t *Table[T]) named() (string, byte) { return t.Name, t.Code }

// externalIndex is the code of the unique index of external keys.
const externalIndex = 0

func externalKey(externalID string) []byte { return key.AppendString(nil, externalID) }

// encoding is CBOR in its core deterministic form (RFC 8949, section 4.2.1):
// equal records have equal bytes.
var encoding, decoding = func() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	dec, err := cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF}.DecMode()
	if err != nil {
		panic(err)
	}
	return enc, dec
}()

// Get returns the record with the id, a [NotFound] when there is none.
func (t *Table[T]) Get(r *Reader, id uuid.UUID) (*T, error) {
	v, err := r.present(t.Name, t.Code, id)
	if err != nil {
		return nil, err
	}
	return t.unlessErased(v)
}

// Kept is [Table.Get]; of a record whose content was erased it gives what the erasure
// kept, marked as [Erasure.Mark] does.
func (t *Table[T]) Kept(r *Reader, id uuid.UUID) (*T, error) {
	v, err := r.present(t.Name, t.Code, id)
	if err != nil {
		return nil, err
	}
	return t.decode(v)
}

// unlessErased is the record of a version, an [Erased] when its content is gone.
func (t *Table[T]) unlessErased(v *version) (*T, error) {
	record, err := t.decode(v)
	if err == nil && v.isErased() {
		_, externalID, _ := t.Header(record)
		return nil, &Erased{t.Name, externalID, v.eraser}
	}
	return record, err
}

// LongestKey is how many bytes an external key has at most; whoever puts records sees to
// that. A longer one nobody bears: it is not looked for.
const LongestKey = 512

// ByExternalID returns the record with the external key, a [NotFound] when
// there is none, an [Erased] when its content was erased.
func (t *Table[T]) ByExternalID(r *Reader, externalID string) (found *T, err error) {
	if len(externalID) > LongestKey {
		return nil, &NotFound{t.Name, externalID}
	}
	value := externalKey(externalID)
	err = r.entries(t.Code, externalIndex, value, key.After(value), func(_ []byte, id uuid.UUID) (bool, error) {
		v, err := r.version(t.Code, id)
		if err != nil || v == nil || v.isRemoved() {
			return true, err
		}
		found, err = t.unlessErased(v)
		return false, err
	})
	if err == nil && found == nil {
		err = &NotFound{t.Name, externalID}
	}
	return found, err
}

// The walks leave out records whose content was erased: [Table.AllErased] has
// them.

// By walks the records with a value in the index that begins with prefix, in
// the order of the values.
func (t *Table[T]) By(r *Reader, index *Index[T], prefix []byte) iter.Seq2[*T, error] {
	return t.entries(r, index.Code, index.Keys, prefix, key.After(prefix), nil)
}

// ByOnce is [Table.By] with each record once, at the first of its values that begin with
// prefix: one that has many of them is read once.
func (t *Table[T]) ByOnce(r *Reader, index *Index[T], prefix []byte) iter.Seq2[*T, error] {
	return t.entries(r, index.Code, index.Keys, prefix, key.After(prefix), map[uuid.UUID]bool{})
}

// Ordered walks the records in the byte order of their external keys, from
// the first key that is greater than after ("": from the first of all).
func (t *Table[T]) Ordered(r *Reader, after string) iter.Seq2[*T, error] {
	var from []byte
	if after != "" {
		from = key.After(externalKey(after))
	}
	return t.entries(r, externalIndex, t.externalKeys, from, nil, nil)
}

func (t *Table[T]) externalKeys(record *T) [][]byte {
	_, externalID, _ := t.Header(record)
	return [][]byte{externalKey(externalID)}
}

// entries walks an index from ≤ value < to and yields the records that bear
// the value in the reader's state: each once where seen is given, by its id.
func (t *Table[T]) entries(r *Reader, index byte, keys func(*T) [][]byte, from, to []byte, seen map[uuid.UUID]bool) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		err := r.entries(t.Code, index, from, to, func(value []byte, id uuid.UUID) (bool, error) {
			if seen[id] {
				return true, nil
			}
			v, err := r.version(t.Code, id)
			if err != nil || v == nil || v.isRemoved() || v.isErased() {
				return true, err
			}
			record, err := t.decode(v)
			if err != nil || !contains(keys(record), value) {
				return true, err
			}
			if seen != nil {
				seen[id] = true
			}
			return yield(record, nil), nil
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// All walks every record, in the order of the ids.
func (t *Table[T]) All(r *Reader) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		err := r.records(t.Code, func(v *version) (bool, error) {
			if v.isRemoved() || v.isErased() {
				return true, nil
			}
			record, err := t.decode(v)
			if err != nil {
				return false, err
			}
			return yield(record, nil), nil
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// Equal reports whether two records have the same stored form.
func (t *Table[T]) Equal(a, b *T) bool {
	x, errX := t.encode(a)
	y, errY := t.encode(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

func (t *Table[T]) decode(v *version) (*T, error) {
	record := new(T)
	if err := decoding.Unmarshal(v.body, record); err != nil {
		return nil, fmt.Errorf("%s %s: stored record: %w", t.Name, v.id, err)
	}
	id, _, count := t.Header(record)
	*id, *count = v.id, v.count
	if v.isErased() {
		t.Erasure.Mark(record, v.eraser)
	}
	return record, nil
}
