package audit_test

import (
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

func TestRootsAndProofsAreThoseOfRFC6962(t *testing.T) {
	const most = 70
	store := logOf(t, most)
	texts := entries(t, store)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, most).Draw(t, "size")
		older := rapid.IntRange(1, size).Draw(t, "older")
		index := rapid.IntRange(0, size-1).Draw(t, "index")
		root, before := naive(texts[:size]), naive(texts[:older])
		err := store.View(t.Context(), func(tx storage.Tx) error {
			got, err := audit.Root(tx, uint64(size))
			if err != nil || got != root {
				t.Errorf("the root at %d is %v, not %v (%v)", size, got, root, err)
			}
			inclusion, err := audit.Inclusion(tx, uint64(index), uint64(size))
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(inclusion, int64(size), root, int64(index), tlog.RecordHash(texts[index])); err != nil {
				t.Errorf("the proof of %d in %d: %v", index, size, err)
			}
			consistency, err := audit.Consistency(tx, uint64(older), uint64(size))
			if err != nil {
				return err
			}
			return tlog.CheckTree(consistency, int64(size), root, int64(older), before)
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestNothingIsProvedBeyondTheLog(t *testing.T) {
	store := logOf(t, 5)
	view(t, store, func(tx storage.Tx) error {
		_, beyond := audit.Inclusion(tx, 2, 6)
		_, behind := audit.Inclusion(tx, 5, 5)
		_, newer := audit.Consistency(tx, 5, 4)
		_, root := audit.Root(tx, 6)
		_, read := audit.ReadEntry(tx, 5)
		for what, err := range map[string]error{"beyond": beyond, "behind": behind, "newer": newer, "root": root, "read": read} {
			if !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if proof, err := audit.Consistency(tx, 0, 5); err != nil || len(proof) > 0 {
			t.Errorf("the empty log needs the proof %v (%v)", proof, err)
		}
		root0, err := audit.Root(tx, 0)
		if root0 != naive(nil) {
			t.Errorf("the root of nothing is %v", root0)
		}
		return err
	})
}

func TestEveryChangeIsProved(t *testing.T) {
	sizes := []int{1, 2, 3, 255, 256, 257, 700, 65536 + 300}
	store := logOf(t, 0)
	for i, size := range sizes {
		seq := uint64(i + 1)
		changes := someChanges(size)
		update(t, store, func(tx storage.Tx) error { return audit.Append(tx, entry(seq), audit.Digest(changes)) })
		root := naive(leavesOf(changes))
		view(t, store, func(tx storage.Tx) error {
			for at := 0; at < size; at += 1 + size/1000 {
				index, proof, err := audit.ChangeInclusion(tx, seq, changes[at])
				if err != nil || index != at {
					t.Fatalf("the change %d of %d is found at %d: %v", at, size, index, err)
				}
				if err := tlog.CheckRecord(proof, int64(size), root, int64(at), tlog.RecordHash(changes[at].Leaf())); err != nil {
					t.Fatalf("the proof of change %d of %d: %v", at, size, err)
				}
			}
			other := changes[size-1]
			other.Version += 3
			if _, _, err := audit.ChangeInclusion(tx, seq, other); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("a change that was not made: %v", err)
			}
			return nil
		})
	}
}

func TestManyVersionsOfOneRecordAreProved(t *testing.T) {
	changes := someChanges(1000)
	const from = 102 // where a record begins
	for i := range changes[from:] {
		changes[from+i].ID, changes[from+i].Version = changes[from].ID, 1+i
	}
	store := logOf(t, 0)
	update(t, store, func(tx storage.Tx) error { return audit.Append(tx, entry(1), audit.Digest(changes)) })
	view(t, store, func(tx storage.Tx) error {
		for at := range changes {
			if index, _, err := audit.ChangeInclusion(tx, 1, changes[at]); err != nil || index != at {
				t.Fatalf("the change %d is found at %d: %v", at, index, err)
			}
		}
		return nil
	})
}
