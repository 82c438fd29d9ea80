package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// writeWhole writes a file under another name beside its own, which it gets when
// all of it is on the disk. A file that is there is never replaced, and after an
// error nothing is left.
func writeWhole(path string, write func(*os.File) error) error {
	if err := vacant(path); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, root(err))
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	if err := write(temp); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, root(err))
	}
	if err := vacant(path); err != nil { // by now
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, root(err))
	}
	return syncFolder(filepath.Dir(path))
}

// vacant refuses a path that something has.
func vacant(path string) error {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return fmt.Errorf("%s is there already: name a file that is not", path)
	case !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("write %s: %w", path, root(err))
	}
	return nil
}

// syncFolder makes the names in a folder survive a crash of the machine.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, root(err))
	}
	return errors.Join(folder.Sync(), folder.Close())
}
