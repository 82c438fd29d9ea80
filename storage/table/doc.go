// Package table keeps typed records over a storage.Store: every version of
// every record, unique external keys, indexes and enforced references, in one
// place. It knows nothing of what the records mean.
//
// # Versions and snapshots
//
// Every commit has a sequence number, counted from 1. A record is never
// changed in place: each Put writes a further version, and so does Remove; only
// an erasure takes the content from old versions, and leaves their hashes. A
// reader stands at a sequence number and sees of each record the latest
// version that had been committed by then, whatever is written afterwards. So
// many short transactions read one consistent state, and none is held open.
//
// # Imports
//
// What does not fit one transaction is staged: versions and index entries, which
// are sorted outside of memory ([Loader]), are written in chunks under a number
// reserved at the start, which no reader sees, while other writes go on. One small
// last transaction publishes them at its own sequence number. It fails with a
// [Conflict] when a record that the import changes or refers to was changed in
// between. Its commit names what it changed, as that of every write does, unless
// that is more than [MostNamed] records. What a crash leaves behind is invisible
// and swept when the database is opened again.
//
// # Keys
//
//	format                                → the version of this form
//	head                                  → the last sequence number
//	commit  seq                           → Commit
//	batch   number                        → 0 while staged, else the sequence number of its publication
//	record  table id stamp                → version
//	index   table index value… id stamp   → nothing
//	erased  table id stamp                → nothing: a version whose content was erased
//	once    actor key                     → the commit that the actor named by the key
//	time    milliseconds once             → nothing: when a key came
//
// The keys of the journal lie in the same store; they begin with other bytes.
//
// A stamp is a number shifted left by one, with the lowest bit set for a staged
// import; a number is the sequence number of a commit, or that of the head at
// the start of an import plus one. Sequence numbers have no gaps. An index entry
// is there for each value of a version that the version before did not have; a
// reader checks it against the record that it sees, so that it never lies.
package table

import (
	"encoding/binary"

	"github.com/google/uuid"
)

// Seq is the sequence number of a commit.
type Seq uint64

// The first byte of each kind of key.
const (
	formatKey   = 'v'
	headKey     = 'h'
	commitKey   = 'c'
	batchKey    = 'b'
	recordKey   = 'r'
	indexKey    = 'i'
	erasedKey   = 'e'
	onceKey     = 'k'
	onceTimeKey = 'x'
)

// stamp is the mark of who wrote a version: see the package comment.
type stamp uint64

const stampSize = 8

func ordinary(seq Seq) stamp       { return stamp(seq) << 1 }
func staged(number Seq) stamp      { return stamp(number)<<1 | 1 }
func (s stamp) isStaged() bool     { return s&1 == 1 }
func (s stamp) number() Seq        { return Seq(s >> 1) }
func (s stamp) on(b []byte) []byte { return binary.BigEndian.AppendUint64(b, uint64(s)) }

// recordPrefix begins the keys of all versions of a record.
func recordPrefix(table byte, id uuid.UUID) []byte {
	return append([]byte{recordKey, table}, id[:]...)
}

func numbered(kind byte, n Seq) []byte {
	return binary.BigEndian.AppendUint64([]byte{kind}, uint64(n))
}

// tail splits a record's or an index entry's key into what stands before the
// id, the id and the stamp.
func tail(key []byte) (before []byte, id uuid.UUID, s stamp) {
	at := len(key) - stampSize
	s = stamp(binary.BigEndian.Uint64(key[at:]))
	copy(id[:], key[at-len(id):at])
	return key[:at-len(id)], id, s
}
