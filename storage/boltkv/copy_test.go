package boltkv_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// openCopy is a copy of a store, opened in a folder of its own.
func openCopy(t *testing.T, s storage.Store, seen func(storage.Tx) error) storage.Store {
	t.Helper()
	copied, err := s.(storage.Copier).Copy(context.Background(), seen)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	content, err := io.ReadAll(copied)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, boltkv.File), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, dir)
}

// counted reads how far the writer of the test has come, in two keys that must
// agree.
func counted(t *testing.T, tx storage.Tx) (n uint64) {
	t.Helper()
	var counts [2]uint64
	for i, key := range []string{"a", "b"} {
		switch value, err := tx.Get([]byte(key)); {
		case err == nil:
			counts[i] = binary.BigEndian.Uint64(value)
		case !errors.Is(err, storage.ErrNotFound):
			t.Error(err)
		}
	}
	if counts[0] != counts[1] {
		t.Errorf("a transaction by half: %v", counts)
	}
	return counts[0]
}

// TestACopyIsOfOneMoment copies again and again while others write, before and
// after the file was written anew.
func TestACopyIsOfOneMoment(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	ctx, end := context.WithCancel(context.Background())
	var writer sync.WaitGroup
	writer.Go(func() {
		for n := uint64(1); ctx.Err() == nil; n++ {
			update(t, s, func(tx storage.Tx) error {
				value := binary.BigEndian.AppendUint64(make([]byte, 0, 4096), n)
				return errors.Join(tx.Put([]byte("a"), value), tx.Put(value, value[:4096]), tx.Put([]byte("b"), value))
			})
		}
	})
	last := uint64(0)
	for i := range 10 {
		if i == 5 {
			compact(t, s)
		}
		var saw uint64
		again := openCopy(t, s, func(tx storage.Tx) error { saw = counted(t, tx); return nil })
		_ = again.View(context.Background(), func(tx storage.Tx) error {
			if got := counted(t, tx); got != saw || got < last {
				t.Errorf("the copy has %d, what was seen of its moment %d, the copy before %d", got, saw, last)
			}
			return nil
		})
		again.Close()
		last = saw
	}
	end()
	writer.Wait()
	if last == 0 {
		t.Error("nothing was written meanwhile: the test tests nothing")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*copy*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestACopyEndsWithItsContext(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	ctx, end := context.WithCancel(context.Background())
	_, err := s.(storage.Copier).Copy(ctx, func(storage.Tx) error { end(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	refused := errors.New("refused")
	if _, err := s.(storage.Copier).Copy(context.Background(), func(storage.Tx) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
}
