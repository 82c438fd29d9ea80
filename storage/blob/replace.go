package blob

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Incoming is what a file is called, behind its name, while [Replace] writes it.
const Incoming = ".new"

// Replace writes a file anew. It takes the place of the one that bears the name once
// it is whole and would survive a crash of the machine, and if then may says so;
// otherwise nothing is left of it. One file is written at a time.
func Replace(path string, write func(io.Writer) error, may func(place func() error) error) error {
	file, err := os.OpenFile(path+Incoming, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = may(func() error { return os.Rename(path+Incoming, path) })
	}
	if err != nil {
		os.Remove(path + Incoming)
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Remove removes files for good, those of them that are there.
func Remove(paths ...string) error {
	removed := false
	for _, path := range paths {
		err := os.Remove(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		removed = removed || err == nil
	}
	if !removed {
		return nil
	}
	return syncFolder(filepath.Dir(paths[0]))
}
