package boltkv_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
	"github.com/safeconduct/safeconduct/storage/storagetest"
)

func TestBoltkv(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storagetest.Opener {
		dir := filepath.Join(t.TempDir(), "data")
		return func() (storage.Store, bool) { return open(t, dir), true }
	})
}

func open(t *testing.T, dir string) storage.Store {
	t.Helper()
	s, err := boltkv.Open(dir, boltkv.Options{Create: true, Command: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAFolderWithoutARegistryIsNotMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	_, err := boltkv.Open(dir, boltkv.Options{})
	if !errors.Is(err, storage.ErrNoStore) || !strings.Contains(err.Error(), "no registry in "+dir) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestAHeldFolderSaysByWhom(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	defer s.Close()
	_, err := boltkv.Open(dir, boltkv.Options{Create: true, Command: "second"})
	if !errors.Is(err, storage.ErrHeld) || !strings.Contains(err.Error(), "safeconduct test (process") {
		t.Errorf("got %v", err)
	}
}

func TestFilesArePrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	open(t, dir).Close()
	for path, mode := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, boltkv.File): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestWhatIsNoStoreIsRefusedInWords opens files that are empty, of somebody
// else, cut short, or scribbled over.
func TestWhatIsNoStoreIsRefusedInWords(t *testing.T) {
	sound := filepath.Join(t.TempDir(), "sound")
	s := open(t, sound)
	for i := range 100 {
		key := fmt.Appendf(nil, "key %d", i)
		if err := s.Update(context.Background(), func(tx storage.Tx) error { return tx.Put(key, make([]byte, 4000)) }); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	content, err := os.ReadFile(filepath.Join(sound, boltkv.File))
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(t.TempDir(), "foreign.db")
	db, err := bbolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	others, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	scribbled := slices.Clone(content)
	clear(scribbled[:3*4096])
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":     {nil, "no registry"},
		"foreign":   {others, "no registry"},
		"cut":       {content[:20_000], "damaged"},
		"text":      {[]byte("id,name\n"), "open"},
		"scribbled": {scribbled, "open"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, boltkv.File)
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := boltkv.Open(dir, boltkv.Options{Create: true}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, c.content) {
			t.Errorf("%s: the file was changed, %v", name, err)
		}
	}
}
