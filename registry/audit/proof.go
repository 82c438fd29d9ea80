package audit

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Inclusion proves that the entry at index, counted from 0, is in the log of
// that size.
func Inclusion(tx storage.Tx, index, size uint64) ([]Hash, error) {
	if err := reaches(tx, size); err != nil {
		return nil, err
	}
	if index >= size {
		return nil, fmt.Errorf("the entry %d of a log of %d: %w", index, size, storage.ErrNotFound)
	}
	return tlog.ProveRecord(int64(size), int64(index), stored{tx})
}

// Consistency proves that the log of a size begins with that of an older one.
// For none at all there is nothing to prove: every log begins with the empty one.
func Consistency(tx storage.Tx, older, size uint64) ([]Hash, error) {
	if err := reaches(tx, size); err != nil {
		return nil, err
	}
	switch {
	case older > size:
		return nil, fmt.Errorf("a log of %d in one of %d entries: %w", older, size, storage.ErrNotFound)
	case older == 0:
		return nil, nil
	}
	return tlog.ProveTree(int64(size), int64(older), stored{tx})
}
