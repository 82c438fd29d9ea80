package blob

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Sweep removes what was put, or begun to be put, longer ago than an age and is
// not referred to, and says how many files that were. It rests on this: whoever
// puts content refers to it before it comes of that age. A sweep that fails has
// removed what it says; the next one goes on.
func (f *Folder) Sweep(ctx context.Context, age time.Duration, now time.Time, referenced func(sum string) (bool, error)) (removed int, err error) {
	err = f.walk(func(path string) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if f.isContent(path) {
			if used, err := referenced(filepath.Base(path)); err != nil || used {
				return err
			}
		} else if !f.isIncoming(path) {
			return nil
		}
		gone, err := f.removeOlder(path, now.Add(-age))
		if gone {
			removed++
		}
		return err
	})
	if err != nil {
		return removed, fmt.Errorf("sweep the documents: %w", err)
	}
	return removed, nil
}

// removeOlder removes a file that is older than a moment. It looks at the age
// last: the content may have been put again since it was found unused.
func (f *Folder) removeOlder(path string, than time.Time) (bool, error) {
	f.naming.Lock()
	defer f.naming.Unlock()
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return false, nil // it has been removed, or has got its name
	case err != nil || !info.ModTime().Before(than):
		return false, err
	}
	err = remove(path)
	return err == nil, err
}

// isIncoming reports whether a file is one that a Put writes, or has left behind
// in a crash.
func (f *Folder) isIncoming(path string) bool {
	matches, err := filepath.Match(incoming, filepath.Base(path))
	return err == nil && matches && filepath.Dir(path) == f.dir
}
