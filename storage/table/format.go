package table

import (
	"context"
	"errors"
	"fmt"

	"github.com/safeconduct/safeconduct/storage"
)

// Format is the version of the stored form that this package writes. Version 1
// had no salts, no log and gaps between its sequence numbers.
const Format = 2

// TooNew is returned for a database that a later version of the program wrote.
type TooNew struct{ Format int }

func (e *TooNew) Error() string {
	return fmt.Sprintf("it was written by a newer version of the program (stored form %d; this one knows up to %d): update the program", e.Format, Format)
}

// checkFormat notes the format of an empty store and refuses others than its own.
func (db *DB) checkFormat(ctx context.Context) error {
	var format int
	err := db.store.View(ctx, func(tx storage.Tx) (err error) {
		format, err = ReadFormat(tx)
		return err
	})
	switch {
	case err != nil:
		return err
	case format == 0:
		return db.update(ctx, func(tx storage.Tx) error { return tx.Put([]byte{formatKey}, []byte{Format}) })
	}
	return today(format)
}

// CheckFormat refuses a store that another version of the program has written,
// with a [TooOld] or a [TooNew].
func CheckFormat(tx storage.Tx) error {
	format, err := ReadFormat(tx)
	if err != nil {
		return err
	}
	return today(format)
}

// today refuses a stored form that is not today's.
func today(format int) error {
	switch {
	case format > Format:
		return &TooNew{format}
	case format < Format:
		return &TooOld{format}
	}
	return nil
}

// ReadFormat is the version of the stored form in a store, 0 in an empty one.
func ReadFormat(tx storage.Tx) (int, error) {
	value, err := tx.Get([]byte{formatKey})
	if errors.Is(err, storage.ErrNotFound) {
		head, err := readHead(tx)
		if head > 0 {
			return 1, err // which did not say
		}
		return 0, err
	}
	if err != nil || len(value) != 1 {
		return 0, errors.Join(err, errors.New("format: malformed"))
	}
	return int(value[0]), nil
}
