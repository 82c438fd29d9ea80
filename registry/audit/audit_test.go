package audit_test

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// naive is the root by the words of RFC 6962, section 2.1.
func naive(leaves [][]byte) audit.Hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	left, right := naive(leaves[:k]), naive(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// someChanges makes changes of three versions for each record, in order.
func someChanges(n int) []audit.Change {
	changes := make([]audit.Change, n)
	for i := range changes {
		var id uuid.UUID
		binary.BigEndian.PutUint64(id[8:], uint64(i/3))
		hash := sha256.Sum256(binary.AppendVarint(nil, int64(i)))
		changes[i] = audit.Change{Table: 2, Kind: "agreement", ID: id, Version: i%3 + 1, Hash: hash, Erased: i%7 == 0}
	}
	return changes
}

func leavesOf(changes []audit.Change) [][]byte {
	leaves := make([][]byte, len(changes))
	for i, c := range changes {
		leaves[i] = c.Leaf()
	}
	return leaves
}

// entry is the entry of a commit as a test has it appended.
func entry(seq uint64) audit.Entry {
	return audit.Entry{
		Seq: seq, Time: 1772366400000 + int64(seq/2), Actor: "os:anna", Verb: "record",
		Commit: sha256.Sum256(fmt.Append(nil, "commit ", seq)),
	}
}

// logOf is a store with a log of that many entries; entry i has i%4 changes.
func logOf(t testing.TB, size int) storage.Store {
	t.Helper()
	store := memkv.New()
	t.Cleanup(func() { store.Close() })
	update(t, store, func(tx storage.Tx) error {
		for i := range size {
			if err := audit.Append(tx, entry(uint64(i+1)), audit.Digest(someChanges(i%4))); err != nil {
				return err
			}
		}
		return nil
	})
	return store
}

func update(t testing.TB, store storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := store.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, store storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := store.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// entries reads the log's entries as they are stored.
func entries(t testing.TB, store storage.Store) (texts [][]byte) {
	t.Helper()
	view(t, store, func(tx storage.Tx) error {
		size, err := audit.Size(tx)
		for i := uint64(0); i < size && err == nil; i++ {
			var text []byte
			text, err = audit.ReadEntry(tx, i)
			texts = append(texts, append([]byte{}, text...))
		}
		return err
	})
	return texts
}
