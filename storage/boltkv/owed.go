package boltkv

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/safeconduct/safeconduct/storage"
)

// owed is the file that is there while a Compact is owed: from before something is
// deleted that must leave the file until it has left it.
const owed = File + ".uncompacted"

// OweCompact implements storage.Compacter.
func (s *store) OweCompact() error {
	file, err := os.OpenFile(filepath.Join(s.dir, owed), os.O_WRONLY|os.O_CREATE, 0o600)
	if noRoom(err) {
		return storage.ErrFull
	}
	if err != nil {
		return fmt.Errorf("note that %s must be written anew: %w", File, err)
	}
	return errors.Join(file.Close(), syncFolder(s.dir))
}

// OwesCompact implements storage.Compacter.
func (s *store) OwesCompact() bool {
	_, err := os.Stat(filepath.Join(s.dir, owed))
	return err == nil
}

// compacted notes that nothing is owed any more, once a file that was replaced, which
// nobody compacts, has gone, too.
func (s *store) compacted() error {
	if !s.OwesCompact() {
		return nil
	}
	for _, name := range []string{Replaced, owed} {
		if err := os.Remove(filepath.Join(s.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncFolder(s.dir)
}

// settle makes up for a Compact that a crash prevented. One that fails is owed on:
// what is stored can be used all the same.
func (s *store) settle(ctx context.Context) {
	if !s.OwesCompact() {
		return
	}
	if err := s.Compact(ctx); err != nil {
		slog.Warn("what was erased may still have bytes in the registry's file", "error", err)
	}
}
