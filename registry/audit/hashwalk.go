package audit

import (
	"iter"

	"github.com/safeconduct/safeconduct/storage"
)

// hashWalk walks the stored hashes in the order of their numbers.
type hashWalk struct {
	next   func() (storage.Pair, error, bool)
	stop   func()
	number uint64       // of the hash that is to be taken next
	head   storage.Pair // the first key that was not taken, if there are more
	more   bool
	err    error // why there are no more, where that is not the end
}

func walkHashes(tx storage.Tx) *hashWalk {
	w := &hashWalk{}
	first, end := all(hashKey)
	w.next, w.stop = iter.Pull2(tx.Scan(first, end, storage.Ascending))
	w.pull()
	return w
}

func (w *hashWalk) pull() {
	w.head, w.err, w.more = w.next()
	w.more = w.more && w.err == nil
}

// take is the hash of the next number, if there is one. Keys that are no
// number's are passed over.
func (w *hashWalk) take() (h Hash, found bool) {
	want := w.number
	w.number++
	for w.more {
		number, isNumber := numberOf(w.head.Key)
		if isNumber && number > want {
			return h, false
		}
		value := w.head.Value
		w.pull()
		if isNumber && number == want {
			copy(h[:], value)
			return h, len(value) == len(h)
		}
	}
	return h, false
}
