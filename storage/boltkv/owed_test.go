package boltkv_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/storage"
)

// TestWhatIsOwedIsDoneWhenTheStoreIsOpened deletes, and closes the store as a crash
// would: before it is compacted.
func TestWhatIsOwedIsDoneWhenTheStoreIsOpened(t *testing.T) {
	const secret = "the name of a person"
	dir := t.TempDir()
	s := open(t, dir)
	update(t, s, func(tx storage.Tx) error { return tx.Put([]byte("doomed"), []byte(secret)) })
	if err := s.(storage.Compacter).OweCompact(); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx storage.Tx) error { return tx.Delete([]byte("doomed")) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if names := inFolder(t, dir, secret); len(names) == 0 {
		t.Fatal("the file forgets by itself: nothing is tested")
	}
	s = open(t, dir)
	if names := inFolder(t, dir, secret); len(names) > 0 || s.(storage.Compacter).OwesCompact() {
		t.Errorf("it is still in %v; owed: %v", names, s.(storage.Compacter).OwesCompact())
	}
}
