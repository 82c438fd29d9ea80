package table

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// indexOf names an index.
type indexOf struct{ table, code byte }

// tally compares the entries that an index has with those that it should have,
// without looking up any: by their number and by the sum of their hashes, of a
// hash function that is chosen anew each time. Sets that differ have the same
// tally with a chance of 2⁻⁶⁴.
type tally struct {
	seed            maphash.Seed
	expected, found sum
}

type sum struct {
	n      int
	hashes uint64
}

func (t *tally) add(to *sum, entry []byte) {
	to.n++
	to.hashes += maphash.Bytes(t.seed, entry)
}

func (x *examination) tally(entry []byte) *tally {
	of := indexOf{entry[1], entry[2]}
	if x.indexes[of] == nil {
		x.indexes[of] = &tally{seed: maphash.MakeSeed()}
	}
	return x.indexes[of]
}

// leastEntry is the length of an index entry without a value.
const leastEntry = 3 + len(uuid.UUID{}) + stampSize

// indexEntries reads all indexes, and explains those that are not as the records
// would have them.
func (x *examination) indexEntries() error {
	var keys uniqueKeys
	var failure error
	err := x.scan(indexKey, func(pair storage.Pair) {
		if len(pair.Key) < leastEntry || len(pair.Value) > 0 {
			x.Report(Place{Table: "key", ID: fmt.Sprintf("%x", pair.Key)}, "is no index entry")
			return
		}
		if _, _, stamp := tail(pair.Key); x.seqOf(stamp) == 0 {
			return
		}
		t := x.tally(pair.Key)
		t.add(&t.found, pair.Key)
		if failure == nil && pair.Key[2] == externalIndex {
			failure = keys.add(x, pair.Key)
		}
	})
	if err := errors.Join(err, failure); err != nil {
		return err
	}
	for of, t := range x.indexes {
		if t.expected == t.found {
			continue
		}
		if err := x.explain(of); err != nil {
			return err
		}
	}
	return nil
}

// explain says which entries of an index are missing, and which are too many.
func (x *examination) explain(of indexOf) error {
	table := x.tableOf(of.table)
	if table == nil {
		x.Report(Place{Table: x.nameOf(of.table)}, "has index entries")
		return nil
	}
	prefix := []byte{indexKey, of.table, of.code}
	err := x.chains([]byte{recordKey, of.table}, func(_ byte, chain []*version) error {
		for _, entry := range knownEntries(table, chain) {
			if !bytes.HasPrefix(entry, prefix) {
				continue
			}
			if _, err := x.tx.Get(entry); errors.Is(err, storage.ErrNotFound) {
				x.Report(Place{Table: x.nameOf(of.table), ID: chain[0].id.String()}, fmt.Sprintf("is missing in the index %d, under %q", of.code, valueOf(entry)))
			} else if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return x.scan(indexKey, func(pair storage.Pair) {
		if !bytes.HasPrefix(pair.Key, prefix) {
			return
		}
		_, id, stamp := tail(pair.Key)
		if x.seqOf(stamp) == 0 {
			return
		}
		chain, err := x.reader().chain(of.table, id)
		if err == nil && !has(knownEntries(table, chain), pair.Key) {
			x.Report(Place{Table: x.nameOf(of.table), ID: id.String()}, fmt.Sprintf("has not the value %q, under which the index %d has it", valueOf(pair.Key), of.code))
		}
	})
}

// valueOf is the value of an index entry.
func valueOf(entry []byte) []byte { return entry[3 : len(entry)-len(uuid.UUID{})-stampSize] }

// knownEntries are the index entries that a record should have; none where it
// cannot be read, which has been reported.
func knownEntries(table Named, chain []*version) [][]byte {
	entries, err := table.expected(chain)
	if err != nil {
		return nil
	}
	return entries
}

// uniqueKeys finds external keys that two records bear.
type uniqueKeys struct {
	prefix []byte // of the entries of the key at hand
	id     uuid.UUID
	live   bool
}

func (u *uniqueKeys) add(x *examination, entry []byte) error {
	before, id, _ := tail(entry)
	same := bytes.Equal(before, u.prefix)
	if same && id == u.id {
		return nil
	}
	if !same {
		u.prefix, u.id, u.live = append(u.prefix[:0], before...), id, false
		return nil
	}
	first, err := x.isThere(entry[1], u.id)
	if err != nil {
		return err
	}
	second, err := x.isThere(entry[1], id)
	if err != nil {
		return err
	}
	if u.live = u.live || first; u.live && second {
		x.Report(Place{Table: x.nameOf(entry[1]), ID: id.String()}, fmt.Sprintf("has an id, %q, that another one has", valueOf(entry)))
	}
	u.live, u.id = u.live || second, id
	return nil
}
