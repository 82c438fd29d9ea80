package audit

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// emptyRoot is the root of a tree without leaves.
var emptyRoot = Hash(sha256.Sum256(nil))

// Tree computes the root of leaves that come one after the other. It keeps one
// hash per level, and nothing while it has no leaves. The zero Tree is empty.
type Tree struct {
	size int64
	full []Hash // the roots of the full subtrees, from the left: one per bit of size
}

// Add appends a leaf.
func (t *Tree) Add(leaf []byte) { t.addHash(tlog.RecordHash(leaf)) }

func (t *Tree) addHash(h Hash) {
	for n := t.size; n&1 == 1; n >>= 1 {
		last := len(t.full) - 1
		h = tlog.NodeHash(t.full[last], h)
		t.full = t.full[:last]
	}
	t.full = append(t.full, h)
	t.size++
}

// Len is the number of leaves.
func (t *Tree) Len() int { return int(t.size) }

// Root is the root of the leaves so far.
func (t *Tree) Root() Hash {
	// What TreeHash asks for are the full subtrees from the left.
	root, err := tlog.TreeHash(t.size, tlog.HashReaderFunc(func([]int64) ([]Hash, error) { return t.full, nil }))
	if err != nil {
		panic(err) // the reader has none
	}
	return root
}
