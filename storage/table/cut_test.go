package table_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

func init() {
	things.Erasure = table.Erasure[thing]{Clear: func(x *thing) { x.Colour = "" }, Mark: func(*thing, table.Seq) {}}
}

// content is every key of a store with its value.
func content(t testing.TB, s storage.Store) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := s.View(context.Background(), func(tx storage.Tx) error {
		clear(found)
		for pair, err := range tx.Scan(nil, nil, storage.Ascending) {
			if err != nil {
				return err
			}
			found[string(pair.Key)] = string(pair.Value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// storeOf is a store with a content.
func storeOf(t testing.TB, content map[string]string) storage.Store {
	t.Helper()
	s := memkv.New()
	err := s.Update(context.Background(), func(tx storage.Tx) error {
		for key, value := range content {
			if err := tx.Put([]byte(key), []byte(value)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestACutGivesTheStoreAsItWas cuts a random history after each of its commits:
// what is left is byte by byte what the store held then, or the cut is refused
// because something of it was erased.
func TestACutGivesTheStoreAsItWas(t *testing.T) {
	refused, done := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		s := memkv.New()
		db := open(t, s)
		then := map[table.Seq]map[string]string{}
		for i := range rapid.IntRange(1, 12).Draw(r, "writes") {
			randomWrite(t, r, db, i)
			head, err := db.Head(context.Background())
			if err != nil {
				r.Fatal(err)
			}
			then[head] = content(t, s)
		}
		last := content(t, s)
		delete(then, 0) // before the first commit there is no state
		for at, want := range then {
			s := storeOf(t, last)
			err := open(t, s).Cut(context.Background(), at)
			var erased *table.ErasedSince
			switch {
			case errors.As(err, &erased):
				refused++
				if erased.Commit <= at || !differs(want, last) {
					r.Fatalf("cut after %d refused for nothing: %v", at, err)
				}
			case err != nil:
				r.Fatal(err)
			default:
				done++
				if diff := cmp.Diff(want, content(t, s)); diff != "" {
					r.Fatalf("cut after %d (as it was then -, as it is now +):\n%s", at, diff)
				}
			}
		}
	})
	if refused == 0 || done == 0 {
		t.Errorf("%d cuts refused, %d done: the test tests nothing", refused, done)
	}
}

// differs reports whether a record is not any more what it was.
func differs(then, now map[string]string) bool {
	for key, value := range then {
		if key[0] == 'r' && now[key] != value {
			return true
		}
	}
	return false
}

// randomWrite paints things, in one transaction or staged, or erases what some
// were, or is abandoned; some writes have a key.
func randomWrite(t testing.TB, r *rapid.T, db *table.DB, i int) {
	ctx := context.Background()
	names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-e]`), 1, 4, rapid.ID[string]).Draw(r, "names")
	colour := rapid.SampledFrom([]string{"red", "green", "blue"}).Draw(r, "colour")
	meta := table.Meta{Actor: "test", Verb: "paint"}
	if rapid.Bool().Draw(r, "once") {
		meta.Once = &table.Once{Key: fmt.Sprint(i), Content: sha256.Sum256(nil)}
	}
	refusal := errors.New("abandoned")
	var err error
	switch rapid.SampledFrom([]string{"paint", "paint", "remove", "import", "import amid others", "abandon", "erase"}).Draw(r, "what") {
	case "paint":
		_, err = db.Write(ctx, meta, func(w *table.Writer) error { return paint(w, names, colour, false) })
	case "remove":
		_, err = db.Write(ctx, meta, func(w *table.Writer) error { return paint(w, names, colour, true) })
	case "import":
		_, err = db.Import(ctx, meta, nil, func(w *table.Writer) error { return paint(w, names, colour, false) })
	case "import amid others":
		_, err = db.Import(ctx, meta, nil, func(w *table.Writer) error {
			put(t, db, fresh(fmt.Sprint("other ", i), colour))
			return paint(w, names, colour, false)
		})
	case "abandon":
		_, err = db.Import(ctx, meta, nil, func(w *table.Writer) error {
			return errors.Join(paint(w, names, colour, false), refusal)
		})
	case "erase":
		_, err = db.Write(ctx, meta, func(w *table.Writer) error { return eraseAll(w, names) })
	}
	if err != nil && !errors.Is(err, refusal) {
		r.Fatal(err)
	}
}

// eraseAll erases the old versions of things.
func eraseAll(w *table.Writer, names []string) error {
	return w.Read(func(r *table.Reader) error {
		for _, name := range names {
			bearers, err := things.Bearers(r, name)
			if err != nil {
				return err
			}
			for _, id := range bearers {
				if _, err := things.Erase(w, id, func(int) bool { return true }); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// TestAStateOfWhichNothingIsLeftIsRefusedByName names the commit that erased it,
// and its time.
func TestAStateOfWhichNothingIsLeftIsRefusedByName(t *testing.T) {
	s := memkv.New()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	db, err := table.Open(context.Background(), s, func() time.Time { now = now.Add(time.Second); return now }, table.NoJournal, things)
	if err != nil {
		t.Fatal(err)
	}
	a := fresh("a", "red")
	put(t, db, a)
	put(t, db, &thing{ID: a.ID, Name: "a", Colour: "blue"})
	if _, err := db.Write(context.Background(), table.Meta{}, func(w *table.Writer) error { return eraseAll(w, []string{"a"}) }); err != nil {
		t.Fatal(err)
	}
	before := slices.Sorted(maps.Keys(content(t, s)))
	err = db.Cut(context.Background(), 2)
	const want = "content of then was erased by commit 3 at 2026-03-01T12:00:03Z: only states from that commit on can be made again"
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if diff := cmp.Diff(before, slices.Sorted(maps.Keys(content(t, s)))); diff != "" {
		t.Errorf("a refused cut changed:\n%s", diff)
	}
}
