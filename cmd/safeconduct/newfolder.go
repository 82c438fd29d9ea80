package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"
)

// newFolder is a folder in the making. Nothing leads out of it.
type newFolder struct {
	root *os.Root
	path string
	file *os.File // being written; nil before the first
}

// makeWhole makes a folder with all that fill puts into it, or not at all: it is
// made under another name beside it and renamed at the end. A folder that is there
// must be empty.
func makeWhole(dir string, fill func(*newFolder) error) (err error) {
	if err := refuseTaken(dir); err != nil {
		return err
	}
	place, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	made, err := os.MkdirTemp(filepath.Dir(place), "."+filepath.Base(place)+"-*")
	if err != nil {
		return fmt.Errorf("make a folder beside %s: %w", dir, root(err))
	}
	defer os.RemoveAll(made) // nothing, once it is renamed
	to := &newFolder{path: made}
	if to.root, err = os.OpenRoot(made); err != nil {
		return err
	}
	defer to.root.Close()
	if err := errors.Join(fill(to), to.end(), syncFolder(made)); err != nil {
		return err
	}
	switch err := os.Remove(place); {
	case errors.Is(err, syscall.EBUSY):
		return fmt.Errorf("%s is a mount point, which cannot be replaced: name a folder below it", dir)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("take the place of %s: %w", dir, root(err))
	}
	if err := os.Rename(made, place); err != nil {
		return fmt.Errorf("give the folder its name %s: %w", dir, root(err))
	}
	return syncFolder(filepath.Dir(place))
}

// refuseTaken refuses a path at which something lies but an empty folder.
func refuseTaken(dir string) error {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("look at %s: %w", dir, root(err))
	case !info.IsDir():
		return fmt.Errorf("%s is no folder: name one that does not exist yet, or is empty", dir)
	}
	within, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into %s: %w", dir, root(err))
	}
	if len(within) > 0 {
		return fmt.Errorf("%s is not empty: name a folder that does not exist yet, or is empty", dir)
	}
	return nil
}

// create begins the file at a path, whose parts slashes separate, and ends the one
// before. A path that is there already is refused.
func (n *newFolder) create(name string) (io.Writer, error) {
	if err := n.end(); err != nil {
		return nil, err
	}
	if err := n.root.MkdirAll(path.Dir(name), 0o700); err != nil {
		return nil, err
	}
	file, err := n.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	n.file = file
	return file, nil
}

// end ends the file that is being written, on the disk.
func (n *newFolder) end() error {
	if n.file == nil {
		return nil
	}
	err := errors.Join(n.file.Sync(), n.file.Close())
	n.file = nil
	return err
}
