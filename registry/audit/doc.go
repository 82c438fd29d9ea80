// Package audit keeps the log that lets anyone tell whether the registry's
// history was changed afterwards: one entry per commit, each a leaf of a Merkle
// tree by RFC 6962, so that one hash stands for all of them. It works within the
// transactions of a storage.Store, so that an entry is written with what it
// tells of or not at all. Hashes, proofs and signatures are those of
// golang.org/x/mod/sumdb; docs/log-format.md has the formats.
//
// What reads the log returns storage.ErrNotFound, wrapped, where it does not reach
// so far; any other error but the store's own says that what is stored is damaged.
//
// # Keys
//
//	l index       → entry
//	t number      → hash, numbered as by tlog.StoredHashIndex
//	m seq level n → tile of the tree of a commit of two changes or more
//	o             → origin
//	p             → verifier key
//
// Numbers are 8 bytes, big-endian; a level is one byte.
package audit

import (
	"encoding/binary"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a SHA-256.
type Hash = tlog.Hash

// The first byte of each kind of key.
const (
	entryKey    = 'l'
	hashKey     = 't'
	tileKey     = 'm'
	originKey   = 'o'
	verifierKey = 'p'
)

// Kinds are the first bytes of all keys.
var Kinds = []byte{entryKey, hashKey, tileKey, originKey, verifierKey}

func numbered(kind byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{kind}, n)
}

// numberOf reads what numbered wrote.
func numberOf(key []byte) (n uint64, isNumber bool) {
	const size = 8
	if len(key) != 1+size {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[1:]), true
}

// all are the bounds of the keys of a kind.
func all(kind byte) (first, end []byte) { return []byte{kind}, []byte{kind + 1} }
