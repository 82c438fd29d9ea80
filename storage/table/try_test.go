package table_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage/table"
)

// TestWhatIsTriedIsSeenByNobodyElse puts and removes in a try, on the state of an earlier
// commit: it reads what it put and nothing that came later, and nobody else reads it but
// who reads the trial, whatever is written meanwhile.
func TestWhatIsTriedIsSeenByNobodyElse(t *testing.T) {
	ctx := context.Background()
	for name, store := range engines(t) {
		t.Run(name, func(t *testing.T) {
			db := open(t, store())
			defer db.Close()
			put := func(name, colour string) table.Seq {
				seq, err := db.Write(ctx, table.Meta{}, func(w *table.Writer) error {
					return things.Put(w, &thing{ID: uuid.NewSHA1(uuid.Nil, []byte(name)), Name: name, Colour: colour})
				})
				if err != nil {
					t.Fatal(err)
				}
				return seq
			}
			put("a", "red")
			at := put("b", "red")
			head := put("a", "blue")
			before := all(t, db, head)
			read := func(r *table.Reader) error {
				found := map[string]string{}
				for x, err := range things.All(r) {
					if err != nil {
						return err
					}
					found[x.Name] = fmt.Sprint(x.Colour, x.Version)
				}
				if diff := cmp.Diff(map[string]string{"a": "red1", "b": "green2", "c": "green1"}, found); diff != "" {
					t.Errorf("it reads otherwise:\n%s", diff)
				}
				return nil
			}
			tried, err := db.Try(ctx, at, func(w *table.Writer) error {
				b := &thing{ID: uuid.NewSHA1(uuid.Nil, []byte("b")), Name: "b", Colour: "green"}
				c := &thing{ID: uuid.New(), Name: "c", Colour: "green", On: b.ID}
				if err := things.Put(w, b, c); err != nil {
					return err
				}
				var referred *table.Referred
				if err := things.Remove(w, b.ID, "no more"); !errors.As(err, &referred) {
					t.Errorf("what was put to refer to it does not hold it: %v", err)
				}
				if len(w.Changes()) != 2 {
					t.Errorf("it changed %v", w.Changes())
				}
				return w.Read(read)
			})
			if err != nil {
				t.Fatal(err)
			}
			if now, err := db.Head(ctx); now != head || err != nil {
				t.Errorf("the head is %d, %v, and was %d", now, err, head)
			}
			if diff := cmp.Diff(before, all(t, db, head)); diff != "" {
				t.Errorf("what is recorded changed:\n%s", diff)
			}
			put("b", "black")
			put("d", "black")
			if err := db.ReadTrial(ctx, tried, read); err != nil {
				t.Fatal(err)
			}
		})
	}
}
