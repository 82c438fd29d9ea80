package boltkv_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
