package table_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
	"github.com/safeconduct/safeconduct/storage/key"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

// thing is a record of the tests: it has a colour and may hang on another.
type thing struct {
	ID      uuid.UUID `cbor:"0,keyasint"`
	Name    string    `cbor:"1,keyasint"`
	Colour  string    `cbor:"2,keyasint"`
	On      uuid.UUID `cbor:"3,keyasint,omitzero"`
	Version int       `cbor:"-"`
}

var (
	colours = &table.Index[thing]{Code: 1, Keys: func(x *thing) [][]byte { return [][]byte{key.AppendString(nil, x.Colour)} }}
	hanging = &table.Index[thing]{Code: 2, Keys: func(x *thing) [][]byte {
		if x.On == uuid.Nil {
			return nil
		}
		return [][]byte{x.On[:]}
	}}
	things = &table.Table[thing]{
		Name: "thing", Code: 1, Indexes: []*table.Index[thing]{colours, hanging},
		Header: func(x *thing) (*uuid.UUID, string, *int) { return &x.ID, x.Name, &x.Version },
	}
)

func init() {
	things.Refs = []table.Ref[thing]{{Field: "on", To: things, ID: func(x *thing) uuid.UUID { return x.On }, By: hanging}}
}

func open(t testing.TB, s storage.Store) *table.DB {
	t.Helper()
	db, err := table.Open(context.Background(), s, time.Now, table.NoJournal, things)
	if err != nil {
		t.Fatal(err)
	}
	db.SetChunk(3)
	db.SetRoom(100)
	return db
}

// engines are the stores on which the tests run.
func engines(t *testing.T) map[string]func() storage.Store {
	dir := filepath.Join(t.TempDir(), "data")
	return map[string]func() storage.Store{
		"memkv": memkv.New,
		"boltkv": func() storage.Store {
			s, err := boltkv.Open(dir, boltkv.Options{Create: true, Command: "test"})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
	}
}

// all reads name → colour at a sequence number, by two ways that must agree.
func all(t testing.TB, db *table.DB, at table.Seq) map[string]string {
	t.Helper()
	found, byColour := map[string]string{}, map[string]string{}
	err := db.Read(context.Background(), at, func(r *table.Reader) error {
		for x, err := range things.All(r) {
			if err != nil {
				return err
			}
			found[x.Name] = x.Colour
		}
		for x, err := range things.By(r, colours, nil) {
			if err != nil {
				return err
			}
			if _, twice := byColour[x.Name]; twice {
				t.Errorf("%s stands twice in the index", x.Name)
			}
			byColour[x.Name] = x.Colour
		}
		var names []string
		for x, err := range things.Ordered(r, "") {
			if err != nil {
				return err
			}
			names = append(names, x.Name)
		}
		if want := slices.Sorted(maps.Keys(found)); !slices.Equal(names, want) {
			t.Errorf("in order: %v, want %v", names, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(found, byColour); diff != "" {
		t.Errorf("the index differs from the records:\n%s", diff)
	}
	return found
}

// TestEveryStateStaysReadable runs random writes and imports against a model
// and reads every earlier state again at the end.
func TestEveryStateStaysReadable(t *testing.T) {
	for name, engine := range engines(t) {
		t.Run(name, func(t *testing.T) {
			s := engine()
			defer s.Close()
			db := open(t, s)
			rapid.Check(t, func(r *rapid.T) { randomHistory(t, r, db) })
		})
	}
}

func randomHistory(t *testing.T, r *rapid.T, db *table.DB) {
	head, err := db.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	model := all(t, db, head)
	states := map[table.Seq]map[string]string{}
	for range rapid.IntRange(1, 6).Draw(r, "commits") {
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-h]`), 1, 8, rapid.ID[string]).Draw(r, "names")
		colour := rapid.SampledFrom([]string{"red", "green", "blue"}).Draw(r, "colour")
		remove := rapid.IntRange(0, 3).Draw(r, "remove") == 0
		write := things.Put
		if rapid.Bool().Draw(r, "loaded") {
			write = load
		}
		change := func(w *table.Writer) error { return paintBy(write, w, names, colour, remove) }
		var seq table.Seq
		if rapid.Bool().Draw(r, "staged") {
			seq, err = db.Import(context.Background(), table.Meta{Actor: "test"}, nil, change)
		} else {
			seq, err = db.Write(context.Background(), table.Meta{Actor: "test"}, change)
		}
		if err != nil {
			r.Fatal(err)
		}
		model = maps.Clone(model)
		for _, name := range names {
			delete(model, name)
			if !remove {
				model[name] = colour
			}
		}
		states[seq] = model
	}
	for seq, want := range states {
		if diff := cmp.Diff(want, all(t, db, seq)); diff != "" {
			r.Fatalf("state %d (-want +got):\n%s", seq, diff)
		}
	}
}

// paint puts things of a colour, new or known, or removes them.
func paint(w *table.Writer, names []string, colour string, remove bool) error {
	return paintBy(things.Put, w, names, colour, remove)
}

func paintBy(write func(*table.Writer, ...*thing) error, w *table.Writer, names []string, colour string, remove bool) error {
	var painted []*thing
	for _, name := range names {
		x := &thing{ID: uuid.Must(uuid.NewV7()), Name: name}
		err := w.Read(func(r *table.Reader) error {
			known, err := things.ByExternalID(r, name)
			if err == nil {
				x = known
			}
			return err
		})
		var missing *table.NotFound
		switch known := err == nil; {
		case err != nil && !errors.As(err, &missing):
			return err
		case remove && known:
			if err := things.Remove(w, x.ID, "test"); err != nil {
				return err
			}
		case !remove:
			x.Colour = colour
			painted = append(painted, x)
		}
	}
	return write(w, painted...)
}

func put(t testing.TB, db *table.DB, xs ...*thing) table.Seq {
	t.Helper()
	seq, err := db.Write(context.Background(), table.Meta{Actor: "test"}, func(w *table.Writer) error { return things.Put(w, xs...) })
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func fresh(name, colour string) *thing {
	return &thing{ID: uuid.Must(uuid.NewV7()), Name: name, Colour: colour}
}

func TestRefusals(t *testing.T) {
	db := open(t, memkv.New())
	a, b := fresh("a", "red"), fresh("b", "red")
	b.On = a.ID
	first := put(t, db, a, b)
	if again := put(t, db, a, b); again != first {
		t.Errorf("identical records made commit %d", again)
	}
	var (
		taken    *table.Taken
		dangling *table.Dangling
		referred *table.Referred
	)
	lost := fresh("c", "red")
	lost.On = uuid.Must(uuid.NewV7())
	for _, refused := range []struct {
		name string
		run  func(*table.Writer) error
		as   any
	}{
		{"a key that is taken", func(w *table.Writer) error { return things.Put(w, fresh("a", "blue")) }, &taken},
		{"the same key twice", func(w *table.Writer) error { return things.Put(w, fresh("d", "blue"), fresh("d", "red")) }, &taken},
		{"a reference to nothing", func(w *table.Writer) error { return things.Put(w, lost) }, &dangling},
		{"removing what is referred to", func(w *table.Writer) error { return things.Remove(w, a.ID, "test") }, &referred},
	} {
		_, err := db.Write(context.Background(), table.Meta{}, refused.run)
		if !errors.As(err, refused.as) {
			t.Errorf("%s: got %v", refused.name, err)
		}
	}
	if head, err := db.Head(context.Background()); err != nil || head != first {
		t.Errorf("a refusal moved the head to %d, %v", head, err)
	}
}

func TestAnImportIsInvisibleUntilPublished(t *testing.T) {
	db := open(t, memkv.New())
	before := put(t, db, fresh("a", "red"))
	seq, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error {
		for i := range 20 {
			if err := things.Put(w, fresh(fmt.Sprintf("x%02d", i), "blue")); err != nil {
				return err
			}
		}
		head, err := db.Head(context.Background())
		if err != nil {
			return err
		}
		if got := all(t, db, head); len(got) != 1 {
			t.Errorf("a reader sees %v", got)
		}
		put(t, db, fresh("meanwhile", "green")) // others go on
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all(t, db, before)) != 1 || len(all(t, db, seq-1)) != 2 || len(all(t, db, seq)) != 22 {
		t.Error("the states before and after are not as they were")
	}
}

func TestAnImportYieldsToOthers(t *testing.T) {
	looked := fresh("looked at", "red")
	for name, meddle := range map[string]func(*table.DB, *thing){
		"changing what it changes":   func(db *table.DB, a *thing) { put(t, db, &thing{ID: a.ID, Name: "a", Colour: "green"}) },
		"taking a key that it makes": func(db *table.DB, _ *thing) { put(t, db, fresh("new", "green")) },
		"changing what it looked at": func(db *table.DB, _ *thing) {
			put(t, db, &thing{ID: looked.ID, Name: looked.Name, Colour: "green"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := memkv.New()
			db := open(t, s)
			a := fresh("a", "red")
			put(t, db, a, looked)
			_, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error {
				if _, err := things.Look(w, looked.ID); err != nil {
					return err
				}
				if err := things.Put(w, &thing{ID: a.ID, Name: "a", Colour: "blue"}, fresh("new", "blue")); err != nil {
					return err
				}
				meddle(db, a)
				return nil
			})
			var conflict *table.Conflict
			if !errors.As(err, &conflict) {
				t.Fatalf("got %v", err)
			}
			head, err := db.Head(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for name, colour := range all(t, db, head) {
				if colour == "blue" {
					t.Errorf("%s of the import is there", name)
				}
			}
		})
	}
}

// TestWhatACrashLeavesIsSwept ends an import in the middle without giving it a
// chance to clean up, and opens the database again.
func TestWhatACrashLeavesIsSwept(t *testing.T) {
	for name, engine := range engines(t) {
		t.Run(name, func(t *testing.T) {
			s := engine()
			defer s.Close()
			db := open(t, s)
			put(t, db, fresh("a", "red"))
			before := keys(t, s)
			func() {
				defer func() { _ = recover() }()
				_, _ = db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error {
					if err := things.Put(w, fresh("x", "blue"), fresh("y", "blue"), fresh("z", "blue")); err != nil {
						return err
					}
					panic("crash")
				})
			}()
			if len(keys(t, s)) <= len(before)+1 {
				t.Fatal("nothing was staged: the test tests nothing")
			}
			open(t, s)
			if diff := cmp.Diff(before, keys(t, s)); diff != "" {
				t.Errorf("left behind:\n%s", diff)
			}
		})
	}
}

func keys(t testing.TB, s storage.Store) (found []string) {
	t.Helper()
	err := s.View(context.Background(), func(tx storage.Tx) error {
		found = nil
		for pair, err := range tx.Scan(nil, nil, storage.Ascending) {
			if err != nil {
				return err
			}
			found = append(found, fmt.Sprintf("%x", pair.Key))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
