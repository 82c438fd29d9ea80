package table

import (
	"errors"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage/key"
)

// checkKeys refuses an external key that another record bears.
func (l *Loader[T]) checkKeys() error {
	const external = 0 // the index of external keys comes first
	var keys []string
	check := func() error {
		return l.writer.Read(func(r *Reader) error { return l.table.free(r, keys) })
	}
	for pair, err := range l.indexes[external].entries.sorted() {
		if err != nil {
			return err
		}
		externalID := string(pair.Value)
		if len(keys) > 0 && keys[len(keys)-1] == externalID {
			return &Taken{l.table.Name, externalID}
		}
		if len(keys) == lookups {
			if err := check(); err != nil {
				return err
			}
			keys = keys[:0]
		}
		keys = append(keys, externalID)
	}
	return check()
}

// free refuses external keys, in their order, that records bear.
func (t *Table[T]) free(r *Reader, keys []string) error {
	if none, err := t.noneBetween(r, keys); none || err != nil {
		return err
	}
	for _, externalID := range keys {
		switch taken, err := r.taken(t.Code, externalID); {
		case err != nil:
			return err
		case taken:
			return &Taken{t.Name, externalID}
		}
	}
	return nil
}

// noneBetween reports that no record bears, or bore, an external key from the first
// to the last of some that are in order.
func (t *Table[T]) noneBetween(r *Reader, keys []string) (none bool, err error) {
	if len(keys) == 0 {
		return true, nil
	}
	none = true
	first, last := externalKey(keys[0]), externalKey(keys[len(keys)-1])
	err = r.entries(t.Code, externalIndex, first, key.After(last), func([]byte, uuid.UUID) (bool, error) {
		none = false
		return false, nil
	})
	return none, err
}

// ByExternalIDs hands the records that bear external keys to fn, with their places
// among the keys, which are in order. It returns what [Table.ByExternalID] returns,
// but passes over keys that no record bears.
func (t *Table[T]) ByExternalIDs(r *Reader, keys []string, fn func(i int, record *T)) error {
	if none, err := t.noneBetween(r, keys); none || err != nil {
		return err
	}
	for i, externalID := range keys {
		var missing *NotFound
		switch record, err := t.ByExternalID(r, externalID); {
		case err == nil:
			fn(i, record)
		case !errors.As(err, &missing):
			return err
		}
	}
	return nil
}

// reference is a record with one to which it refers.
type pointer struct{ from, to uuid.UUID }

// checkRefs refuses references to records that do not exist. Those of one reference
// come in the order of the index by which they are found, so that each record that is
// referred to is looked up once.
func (l *Loader[T]) checkRefs(reference Ref[T]) error {
	var batch []pointer
	check := func() error {
		return l.writer.Read(func(r *Reader) error { return l.exist(r, reference, batch) })
	}
	for pair, err := range l.entriesOf(reference.By).sorted() {
		if err != nil {
			return err
		}
		p := pointer{uuid.UUID(pair.Key[len(pair.Key)-len(uuid.UUID{}):]), uuid.UUID(pair.Key)}
		if len(batch) > 0 && batch[len(batch)-1].to == p.to {
			continue
		}
		if len(batch) == lookups {
			if err := check(); err != nil {
				return err
			}
			batch = batch[:0]
		}
		batch = append(batch, p)
	}
	return check()
}

func (l *Loader[T]) entriesOf(of *Index[T]) *sorter {
	for _, index := range l.indexes {
		if index.code == of.Code {
			return index.entries
		}
	}
	panic("table " + l.table.Name + ": a reference by an index that it does not have")
}

// exist refuses pointers to nothing. What is not of this write is noted: it rests on
// it.
func (l *Loader[T]) exist(r *Reader, reference Ref[T], all []pointer) error {
	_, code := reference.To.named()
	for _, p := range all {
		v, err := r.version(code, p.to)
		if err != nil {
			return err
		}
		if v == nil || v.isRemoved() {
			record, err := l.table.Get(r, p.from)
			if err != nil {
				return err
			}
			_, externalID, _ := l.table.Header(record)
			return &Dangling{l.table.Name, externalID, reference.Field}
		}
		if v.stamp != r.own {
			l.writer.known[ref{code, p.to}] = true
		}
	}
	return nil
}
