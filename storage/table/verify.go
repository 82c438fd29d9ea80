package table

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// Verification reads everything that tables keep in a store, and reports what is
// not as this package writes it: malformed versions, gaps in their numbers, index
// entries that are missing or that nothing has, references to nothing, commits
// that do not follow one another. It writes nothing and needs no [DB], so that it
// may be asked about a store that could not be opened.
type Verification struct {
	Tables  []Named
	Journal []byte // the first bytes of the keys of the journal, which it verifies itself

	// Commit is handed every commit, in order; then Leaf every version that a
	// commit wrote or erased, as the commit told the journal: in the order of
	// table, id and version.
	Commit   func(Entry)
	Leaf     func(at Place, seq Seq, leaf Leaf)
	Report   func(at Place, what string)
	Progress func(keys int) // told now and then how many more keys have been read
}

// Place says what a finding is about.
type Place struct {
	Table      string // or what else it is: "commit"
	ExternalID string // "" where it is not known
	ID         string
	Version    int // 0: the record as a whole
}

// String names the place to people.
func (p Place) String() string {
	name := p.Table
	if p.ExternalID != "" {
		name += fmt.Sprintf(" %q", p.ExternalID)
	}
	if p.ID != "" {
		name += " " + p.ID
	}
	if p.Version > 0 {
		name += fmt.Sprintf(", version %d", p.Version)
	}
	return name
}

// Run verifies the store of a transaction, of which [CheckFormat] has said that it
// is of this form.
func (v Verification) Run(tx storage.Tx) error {
	x := &examination{
		Verification: v, tx: tx, published: map[Seq]Seq{}, exists: map[ref]bool{},
		erasures: map[string]bool{}, indexes: map[indexOf]*tally{}, seed: maphash.MakeSeed(),
	}
	for _, step := range []func() error{x.commits, x.batches, x.records, x.changes, x.indexEntries, x.erased, x.once, x.strangers} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// examination is the state of a Verification.
type examination struct {
	Verification
	tx        storage.Tx
	head      Seq
	unseen    []unseen    // what has not been found, of each commit
	published map[Seq]Seq // staged imports, by their number
	exists    map[ref]bool
	erasures  map[string]bool // the marks that the versions with erased content have
	indexes   map[indexOf]*tally
	seed      maphash.Seed // of the hashes of names
	keys      int          // read so far
}

// between is how many keys are read between two reports of progress.
const between = 50_000

// scan walks the keys of a kind.
func (x *examination) scan(kind byte, fn func(storage.Pair)) error {
	for pair, err := range x.tx.Scan([]byte{kind}, []byte{kind + 1}, storage.Ascending) {
		if err != nil {
			return err
		}
		x.count()
		fn(pair)
	}
	return nil
}

func (x *examination) count() {
	if x.keys++; x.keys%between == 0 {
		x.Progress(between)
	}
}

// commits hands the commits on and reports those that are out of order.
func (x *examination) commits() error {
	head, err := readHead(x.tx)
	if err != nil {
		x.Report(Place{Table: "head"}, err.Error())
	}
	var expected Seq
	err = x.scan(commitKey, func(pair storage.Pair) {
		expected++
		at := Place{Table: "commit", ID: fmt.Sprint(uint64(expected))}
		if !bytes.Equal(pair.Key, numbered(commitKey, expected)) {
			x.Report(at, fmt.Sprintf("is missing: the key %x stands in its place", pair.Key))
			x.unseen = append(x.unseen, unseen{})
			return
		}
		c, err := decodeCommit(pair.Value)
		x.unseen = append(x.unseen, x.unseenOf(&c))
		if err != nil {
			x.Report(at, err.Error())
			return
		}
		if c.Batch != 0 {
			x.published[c.Batch] = expected
		}
		x.Commit(Entry{expected, c, sha256.Sum256(pair.Value)})
	})
	if head != expected {
		x.Report(Place{Table: "head"}, fmt.Sprintf("is commit %d, but %d commits are there", head, expected))
	}
	x.head = expected
	return err
}

// batches compares the notes of staged imports with the commits that published
// them. One that was never published is what a crash has left, and no fault.
func (x *examination) batches() error {
	noted := map[Seq]bool{}
	err := x.scan(batchKey, func(pair storage.Pair) {
		at := Place{Table: "staged import", ID: fmt.Sprintf("%x", pair.Key[1:])}
		if len(pair.Key) != 1+stampSize || len(pair.Value) != stampSize {
			x.Report(at, "has a malformed note")
			return
		}
		number, seq := Seq(binary.BigEndian.Uint64(pair.Key[1:])), Seq(binary.BigEndian.Uint64(pair.Value))
		noted[number] = true
		if seq != x.published[number] {
			x.Report(at, fmt.Sprintf("is noted as published by commit %d, but commit %d published it", seq, x.published[number]))
		}
	})
	for number, seq := range x.published {
		if !noted[number] {
			x.Report(Place{Table: "commit", ID: fmt.Sprint(uint64(seq))}, fmt.Sprintf("published the staged import %d, of which there is no note", number))
		}
	}
	return err
}

// seqOf is the commit of a stamp, 0 where it is that of an import which was
// never published.
func (x *examination) seqOf(s stamp) Seq {
	if s.isStaged() {
		return x.published[s.number()]
	}
	return s.number()
}

// erased compares the marks of erased versions with the versions.
func (x *examination) erased() error {
	err := x.scan(erasedKey, func(pair storage.Pair) {
		if !x.erasures[string(pair.Key)] {
			x.Report(Place{Table: "mark of an erasure", ID: fmt.Sprintf("%x", pair.Key)}, "is of no erased version")
		}
		delete(x.erasures, string(pair.Key))
	})
	for mark := range x.erasures {
		x.Report(Place{Table: "mark of an erasure", ID: fmt.Sprintf("%x", mark)}, "is missing")
	}
	return err
}

// once compares the keys of writes with the times under which they are found
// again.
func (x *examination) once() error {
	times := map[string]bool{}
	err := x.scan(onceKey, func(pair storage.Pair) {
		at := Place{Table: "key of a write", ID: fmt.Sprintf("%x", pair.Key)}
		var kept onceRecord
		if err := decoding.Unmarshal(pair.Value, &kept); err != nil || kept.Seq > x.head {
			x.Report(at, "is malformed, or of a commit that is not there")
			return
		}
		times[string(append(numbered(onceTimeKey, Seq(kept.Time)), pair.Key...))] = true
	})
	if err != nil {
		return err
	}
	err = x.scan(onceTimeKey, func(pair storage.Pair) {
		if !times[string(pair.Key)] {
			x.Report(Place{Table: "time of a write's key", ID: fmt.Sprintf("%x", pair.Key)}, "is of no key")
		}
		delete(times, string(pair.Key))
	})
	for key := range times {
		x.Report(Place{Table: "time of a write's key", ID: fmt.Sprintf("%x", key)}, "is missing")
	}
	return err
}

// strangers reports keys that nobody writes.
func (x *examination) strangers() error {
	known := slices.Concat([]byte{formatKey, headKey, commitKey, batchKey, recordKey, indexKey, erasedKey, onceKey, onceTimeKey}, x.Journal)
	for from := []byte{0}; from != nil; {
		next := from
		from = nil
		for pair, err := range x.tx.Scan(next, nil, storage.Ascending) {
			if err != nil {
				return err
			}
			kind := pair.Key[0]
			alone := len(pair.Key) == 1 || kind != formatKey && kind != headKey
			if !slices.Contains(known, kind) || !alone {
				x.Report(Place{Table: "key", ID: fmt.Sprintf("%x", pair.Key)}, "is none that a registry writes")
			}
			if kind < 0xff {
				from = []byte{kind + 1}
			}
			break
		}
	}
	return nil
}

// reader reads the latest state.
func (x *examination) reader() *Reader {
	return &Reader{tx: x.tx, at: x.head, batches: x.published}
}

// isThere reports whether a record exists that others refer to.
func (x *examination) isThere(code byte, id uuid.UUID) (bool, error) {
	target := ref{code, id}
	if known, looked := x.exists[target]; looked {
		return known, nil
	}
	v, err := x.reader().version(code, id)
	if err != nil {
		return false, err
	}
	x.exists[target] = v != nil && !v.isRemoved()
	return x.exists[target], nil
}
