package boltkv_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

func compact(t *testing.T, s storage.Store) {
	t.Helper()
	if err := s.(storage.Compacter).Compact(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func update(t *testing.T, s storage.Store, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), fn); err != nil {
		t.Error(err)
	}
}

// inFolder says which files of a folder have some bytes in them.
func inFolder(t *testing.T, dir, text string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(text)) {
			names = append(names, file.Name())
		}
	}
	return names
}

func TestCompactLeavesNothingOfWhatWasDeleted(t *testing.T) {
	const secret, kept = "the name of a person", "what stays"
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 200 {
		update(t, s, func(tx storage.Tx) error {
			if err := tx.Put(fmt.Appendf(nil, "doomed %d", i), fmt.Appendf(nil, "%s %d", secret, i)); err != nil {
				return err
			}
			return tx.Put(fmt.Appendf(nil, "stays %d", i), fmt.Appendf(nil, "%s %d", kept, i))
		})
	}
	update(t, s, func(tx storage.Tx) error {
		for i := range 200 {
			if err := tx.Delete(fmt.Appendf(nil, "doomed %d", i)); err != nil {
				return err
			}
		}
		return tx.Put([]byte("empty"), nil)
	})
	if len(inFolder(t, dir, secret)) == 0 {
		t.Fatal("a delete leaves nothing behind: the test tests nothing")
	}
	compact(t, s)
	if left := inFolder(t, dir, secret); len(left) > 0 {
		t.Errorf("what was deleted is still in %v", left)
	}
	update(t, s, func(tx storage.Tx) error { return tx.Put([]byte("later"), []byte("value")) })
	s.Close()
	again := open(t, dir)
	defer again.Close()
	err := again.View(context.Background(), func(tx storage.Tx) error {
		for i := range 200 {
			if value, err := tx.Get(fmt.Appendf(nil, "stays %d", i)); err != nil || string(value) != fmt.Sprint(kept, " ", i) {
				t.Errorf("key %d: %q, %v", i, value, err)
			}
		}
		for _, key := range []string{"empty", "later"} {
			if _, err := tx.Get([]byte(key)); err != nil {
				t.Errorf("%s: %v", key, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestWorkGoesOnDuringCompact counts up in two keys at once, and reads them, while
// the file is written anew again and again.
func TestWorkGoesOnDuringCompact(t *testing.T) {
	const steps = 100
	s := open(t, t.TempDir())
	defer s.Close()
	number := func(tx storage.Tx, key string) uint64 {
		value, err := tx.Get([]byte(key))
		if err != nil {
			return 0
		}
		return binary.BigEndian.Uint64(value)
	}
	ctx, end := context.WithCancel(context.Background())
	var readers, writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for range steps {
				update(t, s, func(tx storage.Tx) error {
					next := binary.BigEndian.AppendUint64(nil, number(tx, "a")+1)
					if err := tx.Put([]byte("a"), next); err != nil {
						return err
					}
					return tx.Put([]byte("b"), next)
				})
			}
		})
		readers.Go(func() {
			for last := uint64(0); ctx.Err() == nil; {
				err := s.View(context.Background(), func(tx storage.Tx) error {
					a, b := number(tx, "a"), number(tx, "b")
					if a != b || a < last {
						t.Errorf("read %d and %d after %d", a, b, last)
					}
					last = a
					return nil
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	readers.Go(func() {
		for ctx.Err() == nil {
			if err := s.(storage.Compacter).Compact(context.Background()); err != nil {
				t.Error(err)
				return
			}
		}
	})
	writers.Wait()
	end()
	readers.Wait()
	_ = s.View(context.Background(), func(tx storage.Tx) error {
		if got := number(tx, "a"); got != 2*steps {
			t.Errorf("%d of %d acknowledged writes are there", got, 2*steps)
		}
		return nil
	})
}

// TestAViewOutlivesCompact begins a View in the old file and reads on in it when
// the new one has taken its place.
func TestAViewOutlivesCompact(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	update(t, s, func(tx storage.Tx) error { return tx.Put([]byte("key"), []byte("value")) })
	path := filepath.Join(dir, boltkv.File)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	compacted := make(chan error, 1)
	err = s.View(context.Background(), func(tx storage.Tx) error {
		go func() { compacted <- s.(storage.Compacter).Compact(context.Background()) }()
		for replaced := false; !replaced; {
			now, err := os.Stat(path)
			if err != nil {
				return err
			}
			replaced = !os.SameFile(before, now)
		}
		_, err := tx.Get([]byte("key"))
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if err := <-compacted; err != nil {
		t.Error(err)
	}
}

// TestWhoWaitedForAFileGetsTheOneInItsPlace opens a folder while another holder
// writes its file anew, and a last value into that.
func TestWhoWaitedForAFileGetsTheOneInItsPlace(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for i := range 5 {
		type opened struct {
			store storage.Store
			err   error
		}
		waiting := make(chan opened, 1)
		go func() {
			next, err := boltkv.Open(dir, boltkv.Options{Command: "next", Wait: 30 * time.Second})
			waiting <- opened{next, err}
		}()
		for range 3 {
			compact(t, s)
		}
		key := fmt.Appendf(nil, "last %d", i)
		update(t, s, func(tx storage.Tx) error { return tx.Put(key, nil) })
		s.Close()
		next := <-waiting
		if next.err != nil {
			t.Fatal(next.err)
		}
		s = next.store
		if err := s.View(context.Background(), func(tx storage.Tx) error { _, err := tx.Get(key); return err }); err != nil {
			t.Errorf("the next holder does not see the last write: %v", err)
		}
	}
	s.Close()
}

// TestACrashBeforeTheNewFileIsNamed leaves the store as it was, and nothing behind.
func TestACrashBeforeTheNewFileIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a[b") // no pattern
	s := open(t, dir)
	update(t, s, func(tx storage.Tx) error { return tx.Put([]byte("key"), []byte("value")) })
	s.Close()
	if err := os.WriteFile(filepath.Join(dir, boltkv.File+".compact-1"), []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	defer s.Close()
	if left := inFolder(t, dir, "half a copy"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := s.View(context.Background(), func(tx storage.Tx) error { _, err := tx.Get([]byte("key")); return err }); err != nil {
		t.Error(err)
	}
}
