package boltkv

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/storage"
)

const (
	// compacting begins the names of files that a Compact writes.
	compacting = File + ".compact-"
	// portion is how many bytes of keys and values are copied in one transaction.
	portion = 64 << 20
)

// Compact implements storage.Compacter. The new file is open, and so locked,
// before it takes the name of the old one: at no moment may another process have
// the folder.
func (s *store) Compact(ctx context.Context) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(ctx); err != nil {
		return err
	}
	old := s.file.Load()
	db, name, err := s.copied(old)
	if err != nil {
		return s.notCompacted(err)
	}
	if err := os.Rename(name, filepath.Join(s.dir, File)); err != nil {
		return s.notCompacted(errors.Join(err, db.Close(), os.Remove(name)))
	}
	s.file.Store(db)
	if err := syncFolder(s.dir); err != nil {
		return s.stop(errors.Join(err, old.Close())) // after a crash the old file might be back
	}
	return errors.Join(s.compacted(), old.Close()) // once its Views have ended
}

func (s *store) notCompacted(err error) error {
	if noRoom(err) {
		return storage.ErrFull
	}
	return fmt.Errorf("compact %s: %w", s.dir, err)
}

// copied is a copy of a file, without what was deleted, open and on the disk.
func (s *store) copied(from *bbolt.DB) (db *bbolt.DB, name string, err error) {
	temp, err := os.CreateTemp(s.dir, compacting+"*")
	if err != nil {
		return nil, "", err
	}
	name = temp.Name()
	if err = temp.Close(); err == nil {
		db, err = bbolt.Open(name, 0o600, settings(0))
	}
	if err != nil {
		return nil, "", errors.Join(err, os.Remove(name))
	}
	db.NoSync = true // once, at the end
	if err = bbolt.Compact(db, from, portion); err == nil {
		err = db.Sync()
	}
	if err != nil {
		return nil, "", errors.Join(err, db.Close(), os.Remove(name))
	}
	db.NoSync = false
	return db, name, nil
}

// sweep removes what a crash left of files in the making. The caller holds the
// folder.
func sweep(dir string) {
	files, _ := os.ReadDir(dir) // what is left over is in nobody's way
	for _, file := range files {
		if slices.ContainsFunc([]string{compacting, copying, making}, func(of string) bool { return strings.HasPrefix(file.Name(), of) }) {
			_ = os.Remove(filepath.Join(dir, file.Name()))
		}
	}
}
