package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/key"
)

// Reader reads the state of one sequence number within one short transaction.
type Reader struct {
	tx      storage.Tx
	at      Seq
	own     stamp       // of the writer that reads: its own versions count
	batches map[Seq]Seq // publications that were looked up, 0: staged
}

// NewReader reads in a transaction that is open already.
func NewReader(tx storage.Tx, at Seq) *Reader { return &Reader{tx: tx, at: at} }

// Other reads another state in the same transaction, earlier or later.
func (r *Reader) Other(at Seq) *Reader { return &Reader{tx: r.tx, at: at, batches: r.batches} }

// sees reports whether what bears the stamp is part of the reader's state.
func (r *Reader) sees(s stamp) (bool, error) {
	if s == r.own {
		return true, nil
	}
	if !s.isStaged() {
		return s.number() <= r.at, nil
	}
	published, err := r.publication(s.number())
	return published != 0 && published <= r.at, err
}

func (r *Reader) publication(number Seq) (Seq, error) {
	if published, known := r.batches[number]; known {
		return published, nil
	}
	value, err := r.tx.Get(numbered(batchKey, number))
	if errors.Is(err, storage.ErrNotFound) {
		return 0, nil // swept
	}
	if err != nil {
		return 0, err
	}
	published := Seq(binary.BigEndian.Uint64(value))
	if r.batches == nil {
		r.batches = map[Seq]Seq{}
	}
	r.batches[number] = published
	return published, nil
}

// version is the latest version of a record that the reader sees, nil when
// there is none.
func (r *Reader) version(table byte, id uuid.UUID) (*version, error) {
	prefix := recordPrefix(table, id)
	for pair, err := range r.tx.Scan(prefix, key.After(prefix), storage.Descending) {
		if err != nil {
			return nil, err
		}
		v, err := decodeVersion(pair)
		if err != nil {
			return nil, err
		}
		if seen, err := r.sees(v.stamp); seen || err != nil {
			return v, err
		}
	}
	return nil, nil //nolint:nilnil // no version is a plain answer here, inside the package
}

// present is the latest version of a record that is there, a [NotFound] for one that is
// not or was removed.
func (r *Reader) present(name string, table byte, id uuid.UUID) (*version, error) {
	v, err := r.version(table, id)
	if err == nil && (v == nil || v.isRemoved()) {
		err = &NotFound{name, id.String()}
	}
	return v, err
}

// records hands the latest visible version of every record of a table to fn,
// by id, until fn says false.
func (r *Reader) records(table byte, fn func(*version) (bool, error)) error {
	prefix := []byte{recordKey, table}
	var latest *version
	for pair, err := range r.tx.Scan(prefix, key.After(prefix), storage.Ascending) {
		if err != nil {
			return err
		}
		v, err := decodeVersion(pair)
		if err != nil {
			return err
		}
		if seen, err := r.sees(v.stamp); err != nil || !seen {
			if err != nil {
				return err
			}
			continue
		}
		if latest != nil && latest.id != v.id {
			if more, err := fn(latest); !more || err != nil {
				return err
			}
		}
		latest = v
	}
	if latest != nil {
		_, err := fn(latest)
		return err
	}
	return nil
}

// entries hands the visible entries of an index to fn, each value with each
// record once, until fn says false.
func (r *Reader) entries(table, index byte, from, to []byte, fn func(value []byte, id uuid.UUID) (bool, error)) error {
	prefix := []byte{indexKey, table, index}
	first, last := slices.Concat(prefix, from), key.After(prefix)
	if to != nil {
		last = slices.Concat(prefix, to)
	}
	var before []byte // the value and the id of the entry before
	for pair, err := range r.tx.Scan(first, last, storage.Ascending) {
		if err != nil {
			return err
		}
		value, id, s := tail(pair.Key)
		entry := pair.Key[:len(pair.Key)-stampSize]
		if bytes.Equal(entry, before) {
			continue
		}
		seen, err := r.sees(s)
		if err != nil {
			return err
		}
		if !seen {
			continue
		}
		before = append(before[:0], entry...)
		if more, err := fn(value[len(prefix):], id); !more || err != nil {
			return err
		}
	}
	return nil
}

func contains(keys [][]byte, value []byte) bool {
	for _, k := range keys {
		if bytes.Equal(k, value) {
			return true
		}
	}
	return false
}
