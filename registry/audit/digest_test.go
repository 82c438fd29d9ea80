package audit_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/registry/audit"
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
