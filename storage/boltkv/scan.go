package boltkv

import (
	"bytes"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/storage"
)

// scan walks from ≤ key < to with a cursor.
type scan struct {
	cursor   *bbolt.Cursor
	from, to []byte
	order    storage.Order
}

func (s *scan) first() (key, value []byte) {
	if s.order == storage.Ascending {
		return s.cursor.Seek(s.from)
	}
	if s.to == nil {
		return s.cursor.Last()
	}
	if key, _ := s.cursor.Seek(s.to); key == nil {
		return s.cursor.Last()
	}
	return s.cursor.Prev()
}

func (s *scan) next() (key, value []byte) {
	if s.order == storage.Ascending {
		return s.cursor.Next()
	}
	return s.cursor.Prev()
}

// inside reports whether a key is still within the far bound; the near one the
// cursor was sought by.
func (s *scan) inside(key []byte) bool {
	if s.order == storage.Ascending {
		return s.to == nil || bytes.Compare(key, s.to) < 0
	}
	return bytes.Compare(key, s.from) >= 0
}
