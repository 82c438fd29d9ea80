package table_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
	"github.com/safeconduct/safeconduct/storage/table"
)

// commitOf reads a commit.
func commitOf(t testing.TB, db *table.DB, seq table.Seq) (c table.Commit) {
	t.Helper()
	err := db.Read(context.Background(), seq, func(r *table.Reader) (err error) {
		c, err = r.Commit(seq)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// misname has a stored commit name other records, of which the log, if there were one,
// would tell likewise: a fault of the program, not of somebody's hand.
func misname(t testing.TB, s storage.Store, seq table.Seq, c table.Commit) {
	t.Helper()
	body, err := cbor.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(context.Background(), func(tx storage.Tx) error {
		return tx.Put(binary.BigEndian.AppendUint64([]byte("c"), uint64(seq)), body)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryCommitNamesWhatItChanged makes random histories, of single writes, imports and
// erasures: each commit names as many records as it changed, and a verification finds
// nothing; then one names one record too few, twice or a foreign one, and it does.
func TestEveryCommitNamesWhatItChanged(t *testing.T) {
	planted := map[string]int{}
	rapid.Check(t, func(r *rapid.T) {
		s := memkv.New()
		db := open(t, s)
		for i := range rapid.IntRange(1, 10).Draw(r, "writes") {
			randomWrite(t, r, db, i)
		}
		head, err := db.Head(context.Background())
		if err != nil {
			r.Fatal(err)
		}
		for seq := table.Seq(1); seq <= head; seq++ {
			if c := commitOf(t, db, seq); !c.NamesAll() || c.Records == 0 {
				r.Fatalf("commit %d changed %d records and names %d", seq, c.Records, len(c.Changes))
			}
		}
		soundTables(t, s)
		if head == 0 {
			return
		}
		seq := table.Seq(rapid.Uint64Range(1, uint64(head)).Draw(r, "commit"))
		c := commitOf(t, db, seq)
		kind := "write"
		if c.Batch != 0 {
			kind = "import"
		}
		at := rapid.IntRange(0, len(c.Changes)-1).Draw(r, "at")
		others := slices.DeleteFunc(everyRecord(t, s), func(id uuid.UUID) bool {
			return slices.ContainsFunc(c.Changes, func(named table.Change) bool { return named.ID == id })
		})
		switch what := rapid.SampledFrom([]string{"too few", "twice", "nothing", "foreign"}).Draw(r, "what"); {
		case what == "too few" && len(c.Changes) > 1:
			c.Changes = slices.Delete(c.Changes, at, at+1)
		case what == "twice" && c.Changes[at].ID != c.Changes[0].ID:
			c.Changes[at] = c.Changes[0]
		case what == "nothing":
			c.Changes[at].ID = uuid.Must(uuid.NewV7())
		case what == "foreign" && len(others) > 0:
			c.Changes[at].ID = rapid.SampledFrom(others).Draw(r, "other")
		default:
			return
		}
		misname(t, s, seq, c)
		planted[kind]++
		want := fmt.Sprintf("commit %d: names %d records that are not those of the %d versions which it changed", seq, len(c.Changes), c.Records)
		if found := unsound(t, s); len(found) == 0 || found[0] != want {
			r.Fatalf("want %q, found %q", want, found)
		}
	})
	if planted["write"] == 0 || planted["import"] == 0 {
		t.Errorf("planted %v: the test tests nothing", planted)
	}
}

// everyRecord are the ids of all records that there are or were.
func everyRecord(t testing.TB, s storage.Store) (ids []uuid.UUID) {
	for key := range content(t, s) {
		if key[0] == 'r' {
			ids = append(ids, uuid.UUID([]byte(key[2:])))
		}
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids)
}

// unsound is what a verification of a store finds, whose journal keeps nothing.
func unsound(t testing.TB, s storage.Store) (found []string) {
	t.Helper()
	err := s.View(context.Background(), func(tx storage.Tx) error {
		return table.Verification{
			Tables: []table.Named{things}, Commit: func(table.Entry) {}, Leaf: func(table.Place, table.Seq, table.Leaf) {},
			Report:   func(at table.Place, what string) { found = append(found, fmt.Sprintf("%s: %s", at, what)) },
			Progress: func(int) {},
		}.Run(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestALargeImportNamesNothing imports as many records as an import names, and one more.
func TestALargeImportNamesNothing(t *testing.T) {
	s := memkv.New()
	db, err := table.Open(context.Background(), s, time.Now, table.NoJournal, things)
	if err != nil {
		t.Fatal(err)
	}
	imported := func(name string, n int) table.Commit {
		xs := make([]*thing, n)
		for i := range xs {
			xs[i] = fresh(fmt.Sprint(name, i), "red")
		}
		seq, err := db.Import(context.Background(), table.Meta{Actor: "test"}, nil, func(w *table.Writer) error { return load(w, xs...) })
		if err != nil {
			t.Fatal(err)
		}
		return commitOf(t, db, seq)
	}
	most := imported("a", table.MostNamed)
	if !most.NamesAll() || most.Records != table.MostNamed || !strings.HasPrefix(most.Changes[0].ExternalID, "a") {
		t.Errorf("of %d records it names %d", most.Records, len(most.Changes))
	}
	if more := imported("b", table.MostNamed+1); more.NamesAll() || len(more.Changes) > 0 || more.Records != table.MostNamed+1 {
		t.Errorf("of %d records it names %d", more.Records, len(more.Changes))
	}
	soundTables(t, s)
}
