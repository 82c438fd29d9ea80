// Package storagetest is the suite that every storage engine passes: one test
// for each sentence of the specification in package storage.
package storagetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/safeconduct/safeconduct/storage"
)

// Opener opens the same store again and again: what is durable comes back.
// Engines that keep nothing return a fresh store and false.
type Opener func() (s storage.Store, keeps bool)

// Run runs the suite; open makes an opener of an empty store.
func Run(t *testing.T, open func(t *testing.T) Opener) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, storage.Store)
	}{
		{"what is put is got", putAndGet},
		{"keys are bytes", keysAreBytes},
		{"scan walks a range in both orders", scanRanges},
		{"a failed update leaves no trace", failedUpdate},
		{"a view sees one state", viewIsStable},
		{"updates follow one another", serialUpdates},
		{"a done context ends the call", doneContext},
		{"keys have a size, views do not write", refusals},
		{"random operations against a sorted map", againstModel},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := open(t)()
			defer s.Close()
			test.run(t, s)
		})
	}
	t.Run("what is acknowledged is kept", func(t *testing.T) { keepsAcknowledged(t, open(t)) })
	t.Run("a closed store answers nothing", func(t *testing.T) { closedStore(t, open(t)) })
}

func put(t testing.TB, s storage.Store, pairs ...string) {
	t.Helper()
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := tx.Put([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// all reads the range as "key=value" in the order.
func all(t testing.TB, s storage.Store, from, to []byte, order storage.Order) (found []string) {
	t.Helper()
	err := s.View(context.Background(), func(tx storage.Tx) error {
		found = found[:0]
		for pair, err := range tx.Scan(from, to, order) {
			if err != nil {
				return err
			}
			found = append(found, fmt.Sprintf("%s=%s", pair.Key, pair.Value))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func want(t testing.TB, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func putAndGet(t *testing.T, s storage.Store) {
	put(t, s, "a", "1", "b", "", "a", "2")
	err := s.View(context.Background(), func(tx storage.Tx) error {
		if v, err := tx.Get([]byte("a")); err != nil || string(v) != "2" {
			t.Errorf("a is %q, %v", v, err)
		}
		if v, err := tx.Get([]byte("b")); err != nil || v == nil || len(v) != 0 {
			t.Errorf("an empty value is %v, %v", v, err)
		}
		if _, err := tx.Get([]byte("c")); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("an unknown key gives %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(context.Background(), func(tx storage.Tx) error {
		reused := []byte("x")
		if err := tx.Put(reused, reused); err != nil {
			return err
		}
		reused[0] = 'y' // bytes that a transaction is given, it copies
		return errors.Join(tx.Delete([]byte("a")), tx.Delete([]byte("never")))
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, all(t, s, nil, nil, storage.Ascending), "b=", "x=x")
	big := bytes.Repeat([]byte("v"), 4<<20)
	put(t, s, "big", string(big))
	want(t, all(t, s, []byte("big"), []byte("bih"), storage.Ascending), "big="+string(big))
}

func keysAreBytes(t *testing.T, s storage.Store) {
	keys := []string{"\x00", "\x00\x00", "A", "a", "a\x00", "aa", "é", "\xff", "\xff\xff"}
	for _, key := range keys {
		put(t, s, key, "v")
	}
	slices.Sort(keys)
	for i, key := range keys {
		keys[i] = key + "=v"
	}
	want(t, all(t, s, nil, nil, storage.Ascending), keys...)
}

func scanRanges(t *testing.T, s storage.Store) {
	put(t, s, "a", "1", "b", "2", "c", "3", "d", "4")
	want(t, all(t, s, []byte("b"), []byte("d"), storage.Ascending), "b=2", "c=3")
	want(t, all(t, s, []byte("b"), []byte("d"), storage.Descending), "c=3", "b=2")
	want(t, all(t, s, []byte("bb"), nil, storage.Descending), "d=4", "c=3")
	want(t, all(t, s, nil, []byte("bb"), storage.Descending), "b=2", "a=1")
	want(t, all(t, s, []byte("x"), nil, storage.Ascending))
	want(t, all(t, s, []byte("c"), []byte("b"), storage.Ascending))
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		if err := tx.Put([]byte("bb"), nil); err != nil {
			return err
		}
		var seen []string
		for pair, err := range tx.Scan([]byte("b"), nil, storage.Ascending) {
			if err != nil {
				return err
			}
			seen = append(seen, string(pair.Key))
			if len(seen) == 2 {
				break // the walk may end early
			}
		}
		want(t, seen, "b", "bb")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func failedUpdate(t *testing.T, s storage.Store) {
	put(t, s, "a", "1")
	failure := errors.New("refused")
	spoil := func(tx storage.Tx) error { return errors.Join(tx.Put([]byte("a"), nil), tx.Put([]byte("z"), nil)) }
	err := s.Update(context.Background(), func(tx storage.Tx) error { return errors.Join(spoil(tx), failure) })
	if !errors.Is(err, failure) {
		t.Fatalf("got %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = s.Update(context.Background(), func(tx storage.Tx) error { _ = spoil(tx); panic("in the middle") })
	}()
	want(t, all(t, s, nil, nil, storage.Ascending), "a=1")
	put(t, s, "b", "2") // and the store goes on
}

func viewIsStable(t *testing.T, s storage.Store) {
	put(t, s, "a", "1")
	err := s.View(context.Background(), func(tx storage.Tx) error {
		written := make(chan error)
		go func() {
			written <- s.Update(context.Background(), func(tx storage.Tx) error {
				return errors.Join(tx.Put([]byte("a"), []byte("2")), tx.Put([]byte("b"), nil))
			})
		}()
		if err := <-written; err != nil {
			return err
		}
		if v, err := tx.Get([]byte("a")); err != nil || string(v) != "1" {
			t.Errorf("the view changed: %q, %v", v, err)
		}
		if _, err := tx.Get([]byte("b")); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("the view sees a later key: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, all(t, s, nil, nil, storage.Ascending), "a=2", "b=")
}

func serialUpdates(t *testing.T, s storage.Store) {
	const writers, rounds = 8, 20
	put(t, s, "n", "")
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for range rounds {
				err := s.Update(context.Background(), func(tx storage.Tx) error {
					v, err := tx.Get([]byte("n"))
					if err != nil {
						return err
					}
					return tx.Put([]byte("n"), append(slices.Clone(v), '.'))
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if got := all(t, s, nil, nil, storage.Ascending); len(got[0]) != len("n=")+writers*rounds {
		t.Errorf("%d of %d updates count", len(got[0])-len("n="), writers*rounds)
	}
}
