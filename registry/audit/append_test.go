package audit_test

import (
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

func TestAnEntryHasTheRootOfItsChanges(t *testing.T) {
	store := logOf(t, 0)
	changes := someChanges(5)
	update(t, store, func(tx storage.Tx) error {
		e := entry(1)
		e.Changes, e.Root = 77, audit.Hash{1} // of nothing
		return audit.Append(tx, e, audit.Digest(changes))
	})
	e, err := audit.ParseEntry(entries(t, store)[0])
	if err != nil || e.Changes != 5 || e.Root != naive(leavesOf(changes)) {
		t.Errorf("the entry is %+v (%v)", e, err)
	}
}

func TestOnlyTheNextCommitIsAppended(t *testing.T) {
	earlier := entry(4)
	earlier.Time = entry(3).Time - 1
	for _, c := range []struct {
		entry audit.Entry
		want  string
	}{
		{entry(3), "the log has 3 entries"},
		{entry(5), "the log has 3 entries"},
		{earlier, "its time 2026-03-01T12:00:00.000Z is before that of the last one, 2026-03-01T12:00:00.001Z"},
		{audit.Entry{Seq: 4, Time: entry(4).Time, Actor: "local", Verb: "Not A Word"}, "is not a lower-case word"},
	} {
		store := logOf(t, 3)
		err := store.Update(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, c.entry, audit.Digest(nil)) })
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, not %s", c.entry, err, c.want)
		}
	}
}

func TestNothingIsAppendedToAnEntryThatCannotBeRead(t *testing.T) {
	store := logOf(t, 3)
	update(t, store, func(tx storage.Tx) error { return tx.Put(entryKey(2), []byte("x")) })
	err := store.Update(t.Context(), func(tx storage.Tx) error { return audit.Append(tx, entry(4), audit.Digest(nil)) })
	if err == nil || !strings.Contains(err.Error(), "the log is damaged") {
		t.Errorf("appended: %v", err)
	}
}
