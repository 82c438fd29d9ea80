package table

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
)

// version is one version of a record. Its bytes die with the transaction.
type version struct {
	id     uuid.UUID
	stamp  stamp
	state  byte
	count  int // the first version is 1
	salt   []byte
	body   []byte // the record, the reason of a removal, or what an erasure kept
	eraser Seq    // the commit that erased it, 0 for none
	hash   []byte // of the content that was erased
}

// The first byte of a stored version.
const (
	live          = 0
	removed       = 1
	erasedLive    = 2 // its content was erased; what is kept of it is in the body
	erasedRemoved = 3
)

const saltSize = 16

func (v *version) isRemoved() bool { return v.state&1 == removed }
func (v *version) isErased() bool  { return v.state >= erasedLive }

// encode is the stored form:
//
//	state, count, salt, body                 of a version with its content
//	state, count, eraser, hash, body         of an erased one
func (v *version) encode() []byte { return v.append(nil) }

func (v *version) append(b []byte) []byte {
	b = binary.AppendUvarint(append(b, v.state), uint64(v.count))
	if v.isErased() {
		return append(append(binary.BigEndian.AppendUint64(b, uint64(v.eraser)), v.hash...), v.body...)
	}
	return append(append(b, v.salt...), v.body...)
}

func decodeVersion(pair storage.Pair) (*version, error) {
	_, id, s := tail(pair.Key)
	v := &version{id: id, stamp: s}
	if !v.decode(pair.Value) {
		return nil, fmt.Errorf("record %s: malformed version", id)
	}
	return v, nil
}

func (v *version) decode(value []byte) bool {
	if len(value) == 0 || value[0] > erasedRemoved {
		return false
	}
	count, n := binary.Uvarint(value[1:])
	rest := value[1+max(n, 0):]
	if n <= 0 || count == 0 || count > 1<<31 || n > 1 && value[n] == 0 {
		return false
	}
	v.state, v.count = value[0], int(count)
	if !v.isErased() {
		if len(rest) < saltSize {
			return false
		}
		v.salt, v.body = rest[:saltSize], rest[saltSize:]
		return true
	}
	if len(rest) < 8+sha256.Size {
		return false
	}
	v.eraser, v.hash, v.body = Seq(binary.BigEndian.Uint64(rest)), rest[8:8+sha256.Size], rest[8+sha256.Size:]
	return true
}

// contentHash commits to the content without telling it: SHA-256 over the salt,
// the state before any erasure, and the content. It outlives the content.
func (v *version) contentHash() (sum [sha256.Size]byte) {
	if v.isErased() {
		copy(sum[:], v.hash)
		return sum
	}
	var room [1 << 10]byte
	return sha256.Sum256(append(append(append(room[:0], v.salt...), v.state), v.body...))
}

// newSalt makes the hash of a content say nothing to who guesses the content.
func newSalt() []byte {
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails
	return salt
}
