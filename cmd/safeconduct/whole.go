package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeWhole writes a file under another name beside its own, which it gets when
// all of it is on the disk. A file that is there is never replaced, and after an
// error nothing is left. show, which may be nil, is told how much is.
func writeWhole(path string, show func(stage string, done int), write func(io.Writer) error) error {
	if err := vacant(path); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".partial-*")
	if err != nil {
		return notWritten(path, err)
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	shown := &counted{to: temp, show: show}
	switch err := write(shown); {
	case shown.err != nil:
		return notWritten(path, shown.err)
	case err != nil:
		return err
	}
	if err := cmp.Or(temp.Sync(), temp.Close()); err != nil {
		return notWritten(path, err)
	}
	if err := vacant(path); err != nil { // by now
		return err
	}
	if err := os.Rename(temp.Name(), path); err != nil {
		return notWritten(path, err)
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return errors.Join(notWritten(path, err), os.Remove(path)) // it might be gone after a crash
	}
	return nil
}

func notWritten(path string, err error) error { return fmt.Errorf("write %s: %w", path, root(err)) }

// counted tells how much is written, and keeps why no more could be.
type counted struct {
	to   io.Writer
	show func(stage string, done int)
	err  error
}

func (c *counted) Write(p []byte) (n int, err error) {
	n, c.err = c.to.Write(p)
	if c.show != nil {
		c.show("copied", n)
	}
	return n, c.err
}

// vacant refuses a path that something has.
func vacant(path string) error {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return fmt.Errorf("%s is there already: name a file that is not", path)
	case !errors.Is(err, os.ErrNotExist):
		return notWritten(path, err)
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
