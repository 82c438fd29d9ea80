package storage_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestWhatLiesOverReadsAsIfItWereWritten does the same at random to a transaction that
// writes and to one that lies over another: both read alike, and the state is what it was.
func TestWhatLiesOverReadsAsIfItWereWritten(t *testing.T) {
	ctx, errNothing := context.Background(), errors.New("nothing is kept")
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 3))
		s, model := memkv.New(), memkv.New()
		for _, store := range []storage.Store{s, model} {
			same := rand.New(rand.NewPCG(seed, 4))
			if err := store.Update(ctx, func(tx storage.Tx) error { return change(same, 20, tx) }); err != nil {
				t.Fatal(err)
			}
		}
		before := readAll(t, s)
		err := model.Update(ctx, func(written storage.Tx) error {
			return s.View(ctx, func(tx storage.Tx) error {
				layer := &storage.Layer{}
				if err := change(random, 20, written, layer.Over(tx)); err != nil {
					return err
				}
				over := layer.Over(tx)
				for range 20 {
					from, to := someKey(random), someKey(random)
					if random.IntN(3) == 0 {
						to = nil
					}
					order := storage.Order(random.IntN(2) == 0)
					if got, want := scanned(t, over, from, to, order), scanned(t, written, from, to, order); !slices.Equal(got, want) {
						t.Errorf("seed %d, from %q to %q, %v: %q, want %q", seed, from, to, order, got, want)
					}
					got, failed := over.Get(from)
					if want, missing := written.Get(from); string(got) != string(want) || !errors.Is(failed, missing) {
						t.Errorf("seed %d: %q has %q, %v; want %q, %v", seed, from, got, failed, want, missing)
					}
				}
				return errNothing
			})
		})
		if !errors.Is(err, errNothing) {
			t.Fatal(err)
		}
		if after := readAll(t, s); !slices.Equal(before, after) {
			t.Errorf("seed %d: the state was %q and is %q", seed, before, after)
		}
	}
}

// TestWhatLiesOverHasKeysOfASize as any transaction does.
func TestWhatLiesOverHasKeysOfASize(t *testing.T) {
	err := memkv.New().View(context.Background(), func(tx storage.Tx) error {
		over := (&storage.Layer{}).Over(tx)
		for _, key := range [][]byte{nil, make([]byte, storage.MaxKey+1)} {
			if err := over.Put(key, nil); !errors.Is(err, storage.ErrKeySize) {
				t.Errorf("a key of %d bytes: %v", len(key), err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// change does so many things at random to all transactions alike.
func change(random *rand.Rand, times int, to ...storage.Tx) (err error) {
	for range times {
		key, value, delete := someKey(random), fmt.Append(nil, random.IntN(100)), random.IntN(3) == 0
		for _, tx := range to {
			if delete {
				err = errors.Join(err, tx.Delete(key))
			} else {
				err = errors.Join(err, tx.Put(key, value))
			}
		}
	}
	return err
}

func someKey(random *rand.Rand) []byte { return fmt.Appendf(nil, "k%02d", random.IntN(30)) }

func scanned(t *testing.T, tx storage.Tx, from, to []byte, order storage.Order) (found []string) {
	for pair, err := range tx.Scan(from, to, order) {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, fmt.Sprintf("%s=%s", pair.Key, pair.Value))
	}
	return found
}

func readAll(t *testing.T, s storage.Store) (found []string) {
	err := s.View(context.Background(), func(tx storage.Tx) error {
		found = scanned(t, tx, nil, nil, storage.Ascending)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
