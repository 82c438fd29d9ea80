package storagetest

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage"
)

func doneContext(t *testing.T, s storage.Store) {
	put(t, s, "a", "1", "b", "2")
	done, cancel := context.WithCancel(context.Background())
	cancel()
	ran := func(storage.Tx) error { t.Error("fn ran"); return nil }
	for _, err := range []error{s.View(done, ran), s.Update(done, ran)} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	during, cancel := context.WithCancel(context.Background())
	err := s.View(during, func(tx storage.Tx) error {
		for _, err := range tx.Scan(nil, nil, storage.Ascending) {
			if err != nil {
				return err
			}
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a scan went on: %v", err)
	}
	midway, cancel := context.WithCancel(context.Background())
	err = s.Update(midway, func(tx storage.Tx) error {
		cancel()
		return tx.Put([]byte("c"), nil)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an update was committed: %v", err)
	}
	want(t, all(t, s, nil, nil, storage.Ascending), "a=1", "b=2")
}

func refusals(t *testing.T, s storage.Store) {
	err := s.View(context.Background(), func(tx storage.Tx) error { return tx.Put([]byte("a"), nil) })
	if !errors.Is(err, storage.ErrReadOnly) {
		t.Errorf("put in a view: %v", err)
	}
	err = s.View(context.Background(), func(tx storage.Tx) error { return tx.Delete([]byte("a")) })
	if !errors.Is(err, storage.ErrReadOnly) {
		t.Errorf("delete in a view: %v", err)
	}
	for _, size := range []int{0, storage.MaxKey + 1} {
		err := s.Update(context.Background(), func(tx storage.Tx) error { return tx.Put(make([]byte, size), nil) })
		if !errors.Is(err, storage.ErrKeySize) {
			t.Errorf("a key of %d bytes: %v", size, err)
		}
	}
	put(t, s, string(make([]byte, storage.MaxKey)), "longest")
}

// againstModel runs random transactions on the store and on a map, and compares
// everything after each.
func againstModel(t *testing.T, s storage.Store) {
	model := map[string]string{}
	rapid.Check(t, func(r *rapid.T) {
		next := maps.Clone(model)
		commit := rapid.Bool().Draw(r, "commit")
		abort := errors.New("abort")
		err := s.Update(context.Background(), func(tx storage.Tx) error {
			for range rapid.IntRange(1, 20).Draw(r, "operations") {
				key := rapid.StringMatching(`[abc]{1,3}`).Draw(r, "key")
				if rapid.IntRange(0, 2).Draw(r, "what") == 0 {
					delete(next, key)
					if err := tx.Delete([]byte(key)); err != nil {
						return err
					}
					continue
				}
				next[key] = rapid.String().Draw(r, "value")
				if err := tx.Put([]byte(key), []byte(next[key])); err != nil {
					return err
				}
			}
			if !commit {
				return abort
			}
			return nil
		})
		if commit && err != nil || !commit && !errors.Is(err, abort) {
			r.Fatal(err)
		}
		if commit {
			model = next
		}
		var expected []string
		for _, key := range slices.Sorted(maps.Keys(model)) {
			expected = append(expected, key+"="+model[key])
		}
		want(t, all(t, s, nil, nil, storage.Ascending), expected...)
		slices.Reverse(expected)
		want(t, all(t, s, nil, nil, storage.Descending), expected...)
	})
}

func keepsAcknowledged(t *testing.T, open Opener) {
	s, keeps := open()
	put(t, s, "a", "1")
	put(t, s, "b", "2")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !keeps {
		return
	}
	s, _ = open()
	defer s.Close()
	want(t, all(t, s, nil, nil, storage.Ascending), "a=1", "b=2")
}

func closedStore(t *testing.T, open Opener) {
	s, _ := open()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	nothing := func(storage.Tx) error { return nil }
	for _, err := range []error{s.View(context.Background(), nothing), s.Update(context.Background(), nothing), s.Close()} {
		if !errors.Is(err, storage.ErrClosed) {
			t.Errorf("got %v", err)
		}
	}
}
