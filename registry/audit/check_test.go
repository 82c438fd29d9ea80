package audit_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

func entryKey(index uint64) []byte { return binary.BigEndian.AppendUint64([]byte{'l'}, index) }

func hashKey(number int64) []byte { return binary.BigEndian.AppendUint64([]byte{'t'}, uint64(number)) }

// faults are what Check reports, each line led by its index.
func faults(t testing.TB, tx storage.Tx) (found []string, root audit.Hash) {
	t.Helper()
	_, root, err := audit.Check(tx, func(index uint64, what string) { found = append(found, fmt.Sprintf("%d %s", index, what)) })
	if err != nil {
		t.Fatal(err)
	}
	return found, root
}

// errUndo ends a transaction that is to leave nothing behind.
var errUndo = errors.New("undo")

// damage puts a value in the place of another, an empty one meaning none, and
// returns what Check says of it; the store stays as it was.
func damage(t testing.TB, store storage.Store, values map[string][]byte) (found []string) {
	t.Helper()
	err := store.Update(t.Context(), func(tx storage.Tx) error {
		for key, value := range values {
			err := tx.Put([]byte(key), value)
			if len(value) == 0 {
				err = tx.Delete([]byte(key))
			}
			if err != nil {
				return err
			}
		}
		found, _ = faults(t, tx)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
	return found
}

// under are the keys and values of a kind.
func under(t testing.TB, store storage.Store, kind byte) (pairs []storage.Pair) {
	t.Helper()
	view(t, store, func(tx storage.Tx) error {
		for pair, err := range tx.Scan([]byte{kind}, []byte{kind + 1}, storage.Ascending) {
			if err != nil {
				return err
			}
			pairs = append(pairs, storage.Pair{Key: bytes.Clone(pair.Key), Value: bytes.Clone(pair.Value)})
		}
		return nil
	})
	return pairs
}

func TestASoundLogHasNoFaults(t *testing.T) {
	for _, size := range []int{0, 1, 2, 3, 7, 8, 300} {
		store := logOf(t, size)
		texts := entries(t, store)
		view(t, store, func(tx storage.Tx) error {
			found, root := faults(t, tx)
			if len(found) > 0 || root != naive(texts) || len(texts) != size {
				t.Errorf("a log of %d has the root %v and the faults %q", size, root, found)
			}
			return nil
		})
	}
}

func TestEveryFlippedBitIsReported(t *testing.T) {
	store := logOf(t, 11)
	for _, kind := range []byte{'l', 't'} {
		for _, pair := range under(t, store, kind) {
			index := binary.BigEndian.Uint64(pair.Key[1:])
			if kind == 't' { // the entry with which the hash was written
				level, n := tlog.SplitStoredHashIndex(int64(index))
				index = uint64((n+1)<<level) - 1
			}
			for bit := range len(pair.Value) * 8 {
				flipped := bytes.Clone(pair.Value)
				flipped[bit/8] ^= 1 << (bit % 8)
				found := damage(t, store, map[string][]byte{string(pair.Key): flipped})
				if len(found) == 0 || slices.ContainsFunc(found, func(line string) bool { return !strings.HasPrefix(line, fmt.Sprint(index, " ")) }) {
					t.Fatalf("%c: the bit %d of entry %d: %q", kind, bit, index, found)
				}
			}
		}
	}
}

func TestEveryKindOfDamageHasItsWords(t *testing.T) {
	store := logOf(t, 11)
	texts := entries(t, store)
	forged := bytes.Replace(texts[1], []byte("anna"), []byte("eve"), 1)
	early := bytes.Replace(texts[2], []byte("12:00:00.001"), []byte("11:59:59.999"), 1)
	leaf := func(index int64) string { return string(hashKey(tlog.StoredHashIndex(0, index))) }
	forgedHash := tlog.RecordHash(forged)
	earlyHash := tlog.RecordHash(early)
	third := tlog.RecordHash(texts[2])
	for what, c := range map[string]struct {
		values map[string][]byte
		want   []string
	}{
		"an entry changed": {
			map[string][]byte{string(entryKey(1)): forged},
			[]string{"1 is not the one whose hash was stored: it was changed"},
		},
		"an entry changed with its hash": {
			map[string][]byte{string(entryKey(1)): forged, leaf(1): forgedHash[:]},
			[]string{"1 ends the last 2 entries, whose stored hash is not that of their hashes"},
		},
		"an entry cut": {
			map[string][]byte{string(entryKey(1)): forged[:100]},
			[]string{"1 is not the one whose hash was stored: it was changed", "1 is malformed: it has no root in its place"},
		},
		"two entries exchanged": {
			map[string][]byte{string(entryKey(1)): texts[2], string(entryKey(2)): texts[1]},
			[]string{
				"1 is not the one whose hash was stored: it was changed", "1 is of commit 3, not of 2",
				"2 is not the one whose hash was stored: it was changed", "2 is of commit 2, not of 3",
			},
		},
		"an entry of an earlier time with its hash": {
			map[string][]byte{string(entryKey(2)): early, leaf(2): earlyHash[:]},
			[]string{"2 is of 2026-03-01T11:59:59.999Z, before the entry that it follows, 2026-03-01T12:00:00.001Z", "3 ends the last 2 entries, whose stored hash is not that of their hashes"},
		},
		"an entry removed":               {map[string][]byte{string(entryKey(4)): nil}, []string{"4 is missing"}},
		"an entry removed with its hash": {map[string][]byte{string(entryKey(4)): nil, leaf(4): nil}, []string{"4 is missing with its hash: nothing after it can be checked"}},
		"a hash removed":                 {map[string][]byte{leaf(4): nil}, []string{"4 has no stored hash"}},
		"a hash cut":                     {map[string][]byte{leaf(4): third[:31]}, []string{"4 has no stored hash"}},
		"a hash above removed": {
			map[string][]byte{string(hashKey(tlog.StoredHashIndex(2, 1))): nil},
			[]string{"7 ends the last 4 entries, which have no stored hash"},
		},
		"the last entry removed": {
			map[string][]byte{string(entryKey(10)): nil},
			[]string{"10 is not in the log, but a hash of it is stored: the log was truncated"},
		},
		"the last entry removed with its hash": {
			map[string][]byte{string(entryKey(10)): nil, leaf(10): nil},
			[]string{"10 is not in the log, but changes of it are stored: the log was truncated"},
		},
		"a key that is none":        {map[string][]byte{string(entryKey(4)[:8]): forged}, []string{"0 stands behind a key that is no entry's: 6c00000000000000"}},
		"a hash's key that is none": {map[string][]byte{leaf(4)[:8]: third[:]}, nil},
		"an entry far behind":       {map[string][]byte{string(entryKey(1 << 50)): forged}, []string{"11 is missing with its hash: nothing after it can be checked"}},
		"an entry behind numbers":   {map[string][]byte{string(entryKey(1 << 63)): forged}, []string{"11 stands behind a key that is no entry's: 6c8000000000000000"}},
	} {
		found := damage(t, store, c.values)
		if !slices.EqualFunc(found, c.want, strings.HasPrefix) {
			t.Errorf("%s:\n%q, not\n%q", what, found, c.want)
		}
	}
}

func TestACheckpointHoldsTheLog(t *testing.T) {
	store := logOf(t, 180)
	update(t, store, func(tx storage.Tx) error { return audit.SetOrigin(tx, origin) })
	var kept audit.Checkpoint
	view(t, store, func(tx storage.Tx) (err error) {
		kept, err = audit.Head(tx)
		return err
	})
	texts := entries(t, store)
	if want := (audit.Checkpoint{Origin: origin, Size: 180, Root: naive(texts)}); kept != want {
		t.Fatalf("the head is %+v", kept)
	}
	update(t, store, func(tx storage.Tx) error { return audit.Append(tx, entry(181), audit.Digest(nil)) })
	other := kept
	other.Origin = "safeconduct/other"
	longer := kept
	longer.Size = 200
	forked := kept
	forked.Root[5] ^= 1
	empty := audit.Checkpoint{Origin: origin, Root: naive(nil)}
	for _, c := range []struct {
		checkpoint audit.Checkpoint
		want       string
	}{
		{kept, ""},
		{empty, ""},
		{other, "the checkpoint is of another log, safeconduct/other: this one is " + origin},
		{longer, "the log has 181 entries, the checkpoint 200: it was truncated or rolled back"},
		{forked, fmt.Sprintf("the log was rewritten: at size 180 its root is %s and not %s: entries up to there were changed, reordered or forked", kept.Root, forked.Root)},
	} {
		view(t, store, func(tx storage.Tx) error {
			what, err := audit.CheckAgainst(tx, c.checkpoint)
			if what != c.want {
				t.Errorf("%+v: %s", c.checkpoint, what)
			}
			return err
		})
	}
}
