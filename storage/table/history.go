package table

import (
	"crypto/sha256"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// Past is a version of a record, with what its leaf in the log is made of.
type Past[T any] struct {
	Record  *T // nil for a removal; what an erasure kept for an erased version
	Version int
	Seq     Seq    // the commit that wrote it
	Erased  Seq    // the commit that erased its content, 0 for none
	Reason  string // of a removal
	Leaf    Leaf   // as the commit that wrote it told the log
	Content []byte // what Leaf.Hash is the hash of; nil once erased
}

// History gives the versions of a record that the reader sees, oldest first;
// none for a record that does not exist.
func (t *Table[T]) History(r *Reader, id uuid.UUID) (all []Past[T], err error) {
	versions, err := r.chain(t.Code, id)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		past, err := t.past(r, v)
		if err != nil {
			return nil, err
		}
		all = append(all, past)
	}
	return all, nil
}

func (t *Table[T]) past(r *Reader, v *version) (p Past[T], err error) {
	p = Past[T]{
		Version: v.count, Erased: v.eraser, Seq: v.stamp.number(),
		Leaf: Leaf{Table: t.Code, Kind: t.Name, ID: v.id, Version: v.count, Hash: v.contentHash()},
	}
	if v.stamp.isStaged() {
		if p.Seq, err = r.publication(v.stamp.number()); err != nil {
			return p, err
		}
	}
	if !v.isErased() {
		p.Content = append(append(append(p.Content, v.salt...), v.state), v.body...)
	}
	if v.isRemoved() {
		p.Reason = string(v.body)
		return p, nil
	}
	p.Record, err = t.decode(v)
	return p, err
}

// chain gives the versions of a record that the reader sees, oldest first.
func (r *Reader) chain(table byte, id uuid.UUID) (all []*version, err error) {
	prefix := recordPrefix(table, id)
	for pair, err := range r.tx.Scan(prefix, key.After(prefix), storage.Ascending) {
		if err != nil {
			return nil, err
		}
		v, err := decodeVersion(pair)
		if err != nil {
			return nil, err
		}
		seen, err := r.sees(v.stamp)
		if err != nil {
			return nil, err
		}
		if seen {
			all = append(all, v)
		}
	}
	return all, nil
}

// Bearers gives the ids of all records that bear the external key or ever bore
// it, the latest first: for a removed record, too, one can ask.
func (t *Table[T]) Bearers(r *Reader, externalID string) (ids []uuid.UUID, err error) {
	if len(externalID) > LongestKey {
		return nil, nil
	}
	value := externalKey(externalID)
	err = r.entries(t.Code, externalIndex, value, key.After(value), func(_ []byte, id uuid.UUID) (bool, error) {
		ids = append([]uuid.UUID{id}, ids...)
		return true, nil
	})
	return ids, err
}

// leafOfErased is what the log is told of a version whose content a commit
// erased: the hash of what is kept in its place.
func (v *version) leafOfErased() [sha256.Size]byte { return sha256.Sum256(v.encode()) }
