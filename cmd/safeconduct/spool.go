package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// spool is a folder for what can be read only once: an import reads its files
// twice, and not while it keeps others from writing. The zero spool has none: it is made
// for the first pipe.
type spool struct {
	dir  string
	size int
}

// next is the path of a further file in the folder.
func (s *spool) next() (path string, err error) {
	if s.dir == "" {
		if s.dir, err = os.MkdirTemp("", "safeconduct-import-*"); err != nil {
			return "", fmt.Errorf("make a folder for what is read from pipes: %w", err)
		}
	}
	s.size++
	return filepath.Join(s.dir, strconv.Itoa(s.size)), nil
}

func (s *spool) remove() {
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

// take gives the path under which a file can be read again and again: its own,
// or that of a copy of what a pipe says. What cannot be read at all is left to
// the import to report, in its place.
func (s *spool) take(ctx context.Context, path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() || info.IsDir() {
		return path, nil
	}
	stored, err := s.next()
	if err != nil {
		return "", err
	}
	done := make(chan error, 1)
	go func() { done <- copyFile(stored, path) }() // a pipe may say nothing for ever
	select {
	case err := <-done:
		return stored, err
	case <-ctx.Done():
		return "", fmt.Errorf("read %s: %w", path, ctx.Err())
	}
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	return out.Close()
}
