package audit

import (
	"bytes"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/storage"
)

// Truncate takes back the entries after the first size ones, with their hashes
// and changes. It deletes up to most keys; more says that some are left, for
// another transaction. It is for copies only: a log in use is never cut.
func Truncate(tx storage.Tx, size uint64, most int) (more bool, err error) {
	var doomed [][]byte
	for _, from := range [][]byte{
		numbered(entryKey, size),
		numbered(hashKey, uint64(tlog.StoredHashCount(int64(size)))),
		numbered(tileKey, size+1), // its key has the number of the commit, which is one more than the index
	} {
		for pair, err := range tx.Scan(from, []byte{from[0] + 1}, storage.Ascending) {
			if err != nil {
				return false, err
			}
			if len(doomed) == most {
				more = true
				break
			}
			doomed = append(doomed, bytes.Clone(pair.Key))
		}
	}
	for _, key := range doomed {
		if err := tx.Delete(key); err != nil {
			return false, err
		}
	}
	return more, nil
}
