package audit_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

func TestALeafIsWrittenAsSpecified(t *testing.T) {
	c := audit.Change{
		Table: 4, Kind: "binding-rules", ID: uuid.MustParse("01A21529-745A-78ED-B7BB-E0A744ABFB83"), Version: 12,
		Hash: audit.Hash(bytes.Repeat([]byte{0xab}, 32)),
	}
	want := "binding-rules 01a21529-745a-78ed-b7bb-e0a744abfb83 12 " + string(bytes.Repeat([]byte("ab"), 32))
	if got := string(c.Leaf()); got != want {
		t.Errorf("a change is %q, not %q", got, want)
	}
	c.Erased = true
	if got := string(c.Leaf()); got != "erased "+want {
		t.Errorf("an erased one is %q", got)
	}
}

func TestATreeHasTheRootOfRFC6962(t *testing.T) {
	var tree audit.Tree
	var leaves [][]byte
	for i := range 600 {
		if got := tree.Root(); got != naive(leaves) || tree.Len() != i {
			t.Fatalf("the root of %d leaves is %v", i, got)
		}
		leaf := bytes.Repeat([]byte{byte(i)}, i%50)
		tree.Add(leaf)
		leaves = append(leaves, leaf)
	}
}

func TestADigestIsOfTheChangesInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sorted := someChanges(rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(250, 1100)).Draw(t, "size"))
		for i := range sorted {
			sorted[i].Table = byte(i / 400)
		}
		changes := slices.Clone(sorted)
		seed := rapid.Uint32().Draw(t, "seed")
		slices.SortFunc(changes, func(a, b audit.Change) int { return cmp.Compare(mix(seed, a), mix(seed, b)) })
		got := audit.Digest(changes)
		if root, err := got.Root(); root != naive(leavesOf(sorted)) || got.Len() != len(sorted) {
			t.Errorf("the root of %d changes is %v, %v", got.Len(), root, err)
		}
		if !slices.Equal(changes, sorted) {
			t.Error("the changes are not in order")
		}
	})
}

// mix orders changes in one of many ways that have nothing to do with theirs.
func mix(seed uint32, c audit.Change) uint32 {
	return (seed | 1) * (uint32(c.Hash[0])<<16 | uint32(c.Hash[1])<<8 | uint32(c.Hash[2]))
}

func TestADigestReadsNumbersAsNumbers(t *testing.T) {
	changes := []audit.Change{{Version: 10}, {Version: 9}}
	audit.Digest(changes)
	if changes[0].Version != 9 {
		t.Error("version 10 stands before version 9")
	}
}

// TestADigestOutsideOfMemoryIsTheSame adds so many changes that hashes go to the
// spool, and reads them back as tiles of the log.
func TestADigestOutsideOfMemoryIsTheSame(t *testing.T) {
	const size = 70_001 // two pieces of the spool, and a third level
	changes := someChanges(size)
	store := logOf(t, 0)
	spools := 0
	streamed := audit.NewChanges(func() (*storage.Spool, error) { spools++; return storage.NewSpool(store) })
	defer streamed.Close()
	for _, change := range changes {
		if err := streamed.Add(change); err != nil {
			t.Fatal(err)
		}
	}
	want, err := audit.Digest(changes).Root()
	if got, failed := streamed.Root(); got != want || failed != nil || err != nil || streamed.Len() != size {
		t.Errorf("the root of %d changes is %v, not %v; %v, %v", streamed.Len(), got, want, failed, err)
	}
	if spools != 1 {
		t.Errorf("%d spools were made", spools)
	}
	update(t, store, func(tx storage.Tx) error { return audit.Append(tx, entry(1), streamed) })
	view(t, store, func(tx storage.Tx) error {
		for _, i := range []int{0, 255, 32_768, 65_535, 65_536, size - 1} {
			if index, _, err := audit.ChangeInclusion(tx, 1, changes[i]); index != i || err != nil {
				t.Errorf("change %d is found at %d: %v", i, index, err)
			}
		}
		e := entry(1)
		e.Changes, e.Root = size, want
		what, err := audit.CheckChanges(tx, e)
		if what != "" {
			t.Error(what)
		}
		return err
	})
}

func TestAChangeOutOfOrderIsRefused(t *testing.T) {
	changes := someChanges(3)
	c := audit.NewChanges(nil)
	if err := c.Add(changes[1]); err != nil {
		t.Fatal(err)
	}
	for _, change := range changes[:2] {
		if err := c.Add(change); err == nil {
			t.Errorf("%v was taken after %v", change, changes[1])
		}
	}
}
