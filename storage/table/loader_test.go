package table_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

// load is Put by a loader, for records that differ from those that are recorded.
func load(w *table.Writer, xs ...*thing) error {
	loader := things.Load(w)
	defer loader.Close()
	for _, x := range xs {
		var before *thing
		err := w.Read(func(r *table.Reader) (err error) {
			before, err = things.Get(r, x.ID)
			return err
		})
		var missing *table.NotFound
		if err != nil && !errors.As(err, &missing) {
			return err
		}
		if before != nil && things.Equal(before, x) {
			continue
		}
		if err := loader.Add(before, x); err != nil {
			return err
		}
	}
	return loader.Write()
}

// TestALoadIsWholeAndSound loads more than its memory holds, in no order and with
// references in both directions, on every engine.
func TestALoadIsWholeAndSound(t *testing.T) {
	for name, engine := range engines(t) {
		t.Run(name, func(t *testing.T) {
			s := engine()
			defer s.Close()
			db := open(t, s)
			old := fresh("old", "red")
			put(t, db, old)
			var xs []*thing
			want := map[string]string{"old": "red"}
			for i := range 500 {
				x := fresh(fmt.Sprintf("x%03d", i*7%500), []string{"red", "green", "blue"}[i%3])
				x.On = old.ID
				xs, want[x.Name] = append(xs, x), x.Colour
			}
			for i, x := range xs {
				if i%3 > 0 {
					x.On = xs[(i+250)%500].ID
				}
			}
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(xs), func(i, j int) { xs[i], xs[j] = xs[j], xs[i] })
			seq, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error { return load(w, xs...) })
			if err != nil {
				t.Fatal(err)
			}
			got := all(t, db, seq)
			for name, colour := range want {
				if got[name] != colour {
					t.Errorf("%s is %q, not %q", name, got[name], colour)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%d things, not %d", len(got), len(want))
			}
			soundTables(t, s)
		})
	}
}

func TestALoadIsRefusedAsAPutIs(t *testing.T) {
	s := memkv.New()
	db := open(t, s)
	a := fresh("a", "red")
	first := put(t, db, a)
	lost := fresh("c", "red")
	lost.On = uuid.Must(uuid.NewV7())
	renamed := &thing{ID: a.ID, Name: "b", Colour: "red"}
	var (
		taken    *table.Taken
		dangling *table.Dangling
	)
	for name, refused := range map[string]struct {
		of []*thing
		as any
	}{
		"a key that is taken":    {[]*thing{fresh("0", "red"), fresh("a", "blue")}, &taken},
		"the same key twice":     {[]*thing{fresh("d", "blue"), fresh("e", "red"), fresh("d", "red")}, &taken},
		"a reference to nothing": {[]*thing{fresh("b", "red"), lost}, &dangling},
		"another key":            {[]*thing{renamed}, new(error)},
		"the same record twice":  {[]*thing{lost, {ID: lost.ID, Name: "f"}}, new(error)},
	} {
		before := keys(t, s)
		_, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error { return load(w, refused.of...) })
		if !errors.As(err, refused.as) {
			t.Errorf("%s: got %v", name, err)
		}
		if left := keys(t, s); len(left) != len(before) {
			t.Errorf("%s left %d keys, not %d", name, len(left), len(before))
		}
	}
	if head, err := db.Head(context.Background()); err != nil || head != first {
		t.Errorf("a refusal moved the head to %d, %v", head, err)
	}
}

// TestALoadYieldsToOthers has others change a record to which a load refers.
func TestALoadYieldsToOthers(t *testing.T) {
	db := open(t, memkv.New())
	a := fresh("a", "red")
	put(t, db, a)
	on := fresh("on", "blue")
	on.On = a.ID
	_, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error {
		err := load(w, on)
		put(t, db, &thing{ID: a.ID, Name: "a", Colour: "green"})
		return err
	})
	var conflict *table.Conflict
	if !errors.As(err, &conflict) || conflict.Key != "a" {
		t.Errorf("got %v", err)
	}
}

// fullDisk is a store beside whose files there is no room.
type fullDisk struct{ storage.Store }

func (fullDisk) NewFile() (*os.File, error) { return os.OpenFile("/dev/full", os.O_RDWR, 0) }

func TestALoadWithoutRoomLeavesNothing(t *testing.T) {
	s := fullDisk{memkv.New()}
	db := open(t, s)
	before := keys(t, s)
	_, err := db.Import(context.Background(), table.Meta{}, nil, func(w *table.Writer) error {
		return load(w, fresh("a", "red"), fresh("b", "red"), fresh("c", "red"))
	})
	if !errors.Is(err, storage.ErrFull) {
		t.Errorf("got %v", err)
	}
	if left := keys(t, s); len(left) != len(before) {
		t.Errorf("it left %v", left)
	}
}
