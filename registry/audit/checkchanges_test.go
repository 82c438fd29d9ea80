package audit_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

// withChanges is a store with a commit for each of the sizes.
func withChanges(t testing.TB, sizes ...int) storage.Store {
	store := logOf(t, 0)
	update(t, store, func(tx storage.Tx) error {
		for i, size := range sizes {
			if err := audit.Append(tx, entry(uint64(i+1)), audit.Digest(someChanges(size))); err != nil {
				return err
			}
		}
		return nil
	})
	return store
}

// changeFaults are what CheckChanges says of the commits.
func changeFaults(t testing.TB, tx storage.Tx, texts [][]byte) (found []string) {
	t.Helper()
	for _, text := range texts {
		e, err := audit.ParseEntry(text)
		if err != nil {
			t.Fatal(err)
		}
		what, err := audit.CheckChanges(tx, e)
		if err != nil {
			t.Fatal(err)
		}
		if what != "" {
			found = append(found, fmt.Sprintf("%d: %s", e.Seq, what))
		}
	}
	return found
}

func TestSoundChangesHaveNoFaults(t *testing.T) {
	store := withChanges(t, 0, 1, 2, 255, 256, 257, 512, 65536, 65536+257)
	texts := entries(t, store)
	view(t, store, func(tx storage.Tx) error {
		if found := changeFaults(t, tx, texts); len(found) > 0 {
			t.Errorf("%q", found)
		}
		return nil
	})
}

func TestEveryDamagedTileOfChangesIsReported(t *testing.T) {
	store := withChanges(t, 0, 1, 2, 256, 700)
	texts := entries(t, store)
	pairs := under(t, store, 'm')
	if len(pairs) != 1+2+4 {
		t.Fatalf("there are %d tiles", len(pairs))
	}
	probes := slices.Collect(slices.Chunk(someChanges(700), 100)) // of each the first
	tile := pairs[0]
	surplus := bytes.Clone(tile.Key)
	surplus[len(surplus)-1]++
	changed := []storage.Pair{
		{Key: surplus, Value: tile.Value},
		{Key: tile.Key[:len(tile.Key)-1], Value: tile.Value},
		{Key: bytes.Replace(tile.Key, []byte{3}, []byte{2}, 1), Value: tile.Value}, // of a commit that has none
	}
	for _, pair := range pairs {
		changed = append(changed, storage.Pair{Key: pair.Key})
		for _, size := range []int{1, 16, 17, 33, len(pair.Value) - 1, len(pair.Value) - 32} {
			changed = append(changed, storage.Pair{Key: pair.Key, Value: pair.Value[:min(size, len(pair.Value)-1)]})
		}
		head := 0
		if pair.Key[9] == 0 {
			head = 17
		}
		for at := head; at < len(pair.Value); at += 13 {
			flipped := bytes.Clone(pair.Value)
			flipped[at] ^= 4
			changed = append(changed, storage.Pair{Key: pair.Key, Value: flipped})
		}
	}
	last := pairs[len(pairs)-2] // the last of level 0
	order := bytes.Clone(last.Value)
	order[0] = 0
	changed = append(changed, storage.Pair{Key: last.Key, Value: order})
	for _, c := range changed {
		err := store.Update(t.Context(), func(tx storage.Tx) error {
			err := tx.Put(c.Key, c.Value)
			if c.Value == nil {
				err = tx.Delete(c.Key)
			}
			if err != nil {
				return err
			}
			if found := changeFaults(t, tx, texts); len(found) != 1 {
				t.Errorf("%x with %d bytes: %q", c.Key, len(c.Value), found)
			}
			for i, chunk := range probes {
				if index, _, err := audit.ChangeInclusion(tx, 5, chunk[0]); err == nil && index != i*len(probes[0]) {
					t.Errorf("%x with %d bytes: the change %d is found at %d", c.Key, len(c.Value), i*len(probes[0]), index)
				}
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			t.Fatal(err)
		}
	}
}
