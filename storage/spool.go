package storage

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// Spooler is a Store that has room beside its files for what a large write holds
// back.
type Spooler interface {
	Store
	// NewFile makes a file there that has no name and is gone when it is closed,
	// however its process ends.
	NewFile() (*os.File, error)
}

// Spool keeps bytes that do not fit in memory. They are gone when it is closed. Its
// Write returns [ErrFull], wrapped, where there is no room.
type Spool struct{ file *os.File }

var (
	_ io.Writer   = (*Spool)(nil)
	_ io.ReaderAt = (*Spool)(nil)
)

// NewSpool makes a spool beside the files of a store, or among the files that
// nobody keeps where it has none.
func NewSpool(of Store) (*Spool, error) {
	newFile := func() (*os.File, error) { return Unnamed(os.TempDir(), "safeconduct-spool-*") }
	if store, has := of.(Spooler); has {
		newFile = store.NewFile
	}
	file, err := newFile()
	if err != nil {
		return nil, full(err)
	}
	return &Spool{file}, nil
}

func (s *Spool) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	return n, full(err)
}

// ReadAt reads what was written.
func (s *Spool) ReadAt(p []byte, at int64) (int, error) { return s.file.ReadAt(p, at) }

// Close lets the bytes go.
func (s *Spool) Close() error { return s.file.Close() }

// NoRoom reports that a disk was full.
func NoRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func full(err error) error {
	if NoRoom(err) {
		return errors.Join(ErrFull, err)
	}
	return err
}

// Unnamed makes a file in a folder that is gone with its last user, however that
// ends.
func Unnamed(dir, pattern string) (*os.File, error) {
	file, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
