package table_test

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

func TestALaterFormIsRefused(t *testing.T) {
	store := memkv.New()
	write(t, store, map[string][]byte{"v": {table.Format + 1}})
	_, err := table.Open(context.Background(), store, time.Now, table.NoJournal, things)
	var young *table.TooNew
	if !errors.As(err, &young) || !strings.Contains(err.Error(), "update the program") {
		t.Error(err)
	}
}

func write(t *testing.T, store storage.Store, pairs map[string][]byte) {
	t.Helper()
	err := store.Update(context.Background(), func(tx storage.Tx) (err error) {
		for key, value := range pairs {
			err = errors.Join(err, tx.Put([]byte(key), value))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// form1 is a store of form 1, made by hand: an import reserved the number 1 and
// was published as 3, a write between them was 2; the import 4 was never published.
func form1(t *testing.T) (store storage.Store, first, second uuid.UUID) {
	t.Helper()
	first, second = uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	number := func(kind string, n uint64) string { return kind + string(binary.BigEndian.AppendUint64(nil, n)) }
	body := func(value any) []byte {
		data, err := cbor.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	version := func(count byte, of thing) []byte { return slices.Concat([]byte{0, count}, body(of)) }
	record := func(id uuid.UUID, stamp uint64) string { return number("r\x01"+string(id[:]), stamp) }
	store = memkv.New()
	write(t, store, map[string][]byte{
		"h":                    binary.BigEndian.AppendUint64(nil, 5),
		number("c", 2):         body(table.Commit{Time: 10, Actor: "a", Verb: "write", Records: 1}),
		number("c", 3):         body(table.Commit{Time: 20, Actor: "b", Verb: "import", Batch: 1, Records: 1}),
		number("c", 5):         body(table.Commit{Time: 30, Actor: "c", Verb: "write", Records: 1}),
		number("b", 1):         binary.BigEndian.AppendUint64(nil, 3),
		number("b", 4):         make([]byte, 8),
		record(first, 2<<1):    version(1, thing{ID: first, Name: "x", Colour: "red"}),
		record(first, 5<<1):    version(2, thing{ID: first, Name: "x", Colour: "blue"}),
		record(second, 1<<1|1): version(1, thing{ID: second, Name: "y", Colour: "green", On: first}),
		record(second, 4<<1|1): version(2, thing{ID: second, Name: "y", Colour: "never"}),
	})
	return store, first, second
}

func TestMigrateForm1(t *testing.T) {
	old, _, _ := form1(t)
	_, err := table.Open(context.Background(), old, time.Now, table.NoJournal, things)
	var form *table.TooOld
	if !errors.As(err, &form) || form.Format != 1 {
		t.Fatal(err)
	}
	made := memkv.New()
	var told []table.Entry
	journal := func(changes []table.Leaf, _ table.NewSpool) table.Digest {
		return digestFunc(func(e table.Entry) {
			if len(changes) != 1 || e.Commit.Records != 1 {
				t.Errorf("commit %d has the changes %v", e.Seq, changes)
			}
			told = append(told, e)
		})
	}
	if err := table.Migrate(context.Background(), old, made, journal, things); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a", "b", "c"} {
		if len(told) != 3 || told[i].Seq != table.Seq(i+1) || told[i].Commit.Actor != want {
			t.Fatalf("the journal was told %v", told)
		}
	}
	db := open(t, made)
	for at, want := range []map[string]string{{}, {"x": "red"}, {"x": "red", "y": "green"}, {"x": "blue", "y": "green"}} {
		if got := all(t, db, table.Seq(at)); len(got) != len(want) || got["x"] != want["x"] || got["y"] != want["y"] {
			t.Errorf("after commit %d: %v, want %v", at, got, want)
		}
	}
	soundTables(t, made)
}

// soundTables verifies a store whose journal keeps nothing.
func soundTables(t *testing.T, store storage.Store) {
	t.Helper()
	for _, found := range unsound(t, store) {
		t.Error(found)
	}
}

// digestFunc is told of entries, and keeps nothing.
type digestFunc func(table.Entry)

func (digestFunc) Add(table.Leaf) error                          { return nil }
func (tell digestFunc) Append(_ storage.Tx, e table.Entry) error { tell(e); return nil }
func (digestFunc) Close() error                                  { return nil }
