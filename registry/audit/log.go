package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// mostEntries is far more than there will be, and few enough to compute with.
const mostEntries = 1 << 60

// Size is the number of entries.
func Size(tx storage.Tx) (uint64, error) {
	size, _, err := last(tx)
	return size, err
}

// last is the size of the log with the bytes of its last entry.
func last(tx storage.Tx) (size uint64, text []byte, err error) {
	first, end := all(entryKey)
	for pair, err := range tx.Scan(first, end, storage.Descending) {
		if err != nil {
			return 0, nil, err
		}
		index, err := indexOf(pair.Key)
		return index + 1, pair.Value, err
	}
	return 0, nil, nil
}

// indexOf reads the index in the key of an entry.
func indexOf(key []byte) (uint64, error) {
	index, isNumber := numberOf(key)
	if !isNumber || index >= mostEntries {
		return 0, fmt.Errorf("the log is damaged: it has an entry under the key %x", key)
	}
	return index, nil
}

// ReadEntry is the bytes of an entry, counted from 0.
func ReadEntry(tx storage.Tx, index uint64) ([]byte, error) {
	text, err := tx.Get(numbered(entryKey, index))
	if err != nil {
		return nil, fmt.Errorf("the entry %d of the log: %w", index, err)
	}
	return text, nil
}

// Root is the root of the first size entries.
func Root(tx storage.Tx, size uint64) (Hash, error) {
	if err := reaches(tx, size); err != nil {
		return Hash{}, err
	}
	return tlog.TreeHash(int64(size), stored{tx})
}

// reaches refuses a size that the log does not have.
func reaches(tx storage.Tx, size uint64) error {
	present, err := Size(tx)
	if err == nil && size > present {
		err = fmt.Errorf("the log has %d entries, not %d: %w", present, size, storage.ErrNotFound)
	}
	return err
}

// stored reads the hashes of the log.
type stored struct{ tx storage.Tx }

// ReadHashes implements tlog.HashReader.
func (s stored) ReadHashes(indexes []int64) ([]Hash, error) {
	hashes := make([]Hash, len(indexes))
	for i, index := range indexes {
		value, err := s.tx.Get(numbered(hashKey, uint64(index)))
		switch {
		case errors.Is(err, storage.ErrNotFound) || err == nil && len(value) != len(Hash{}):
			return nil, fmt.Errorf("the log is damaged: it has no stored hash %d", index)
		case err != nil:
			return nil, err
		}
		hashes[i] = Hash(value)
	}
	return hashes, nil
}
