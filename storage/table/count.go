package table

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage/key"
)

// Count is how many records the reader sees. It reads every version's head, but
// decodes no record.
func (t *Table[T]) Count(r *Reader) (count int, err error) {
	err = r.records(t.Code, func(v *version) (bool, error) {
		if !v.isRemoved() && !v.isErased() {
			count++
		}
		return true, nil
	})
	return count, err
}

// CountBy is how many entries an index has whose values begin with prefix, at most most of
// them. It reads no record: entries count of which a record has another value by now.
func (t *Table[T]) CountBy(r *Reader, index *Index[T], prefix []byte, most int) (count int, err error) {
	err = r.entries(t.Code, index.Code, prefix, key.After(prefix), func([]byte, uuid.UUID) (bool, error) {
		count++
		return count < most, nil
	})
	return count, err
}
