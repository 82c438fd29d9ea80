package boltkv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Replace puts the file of another folder, whose store is closed, in the place of
// that of a folder, and keeps the old one under a name beside it. The caller holds
// the folder, and opens it anew afterwards.
func Replace(dir, from, kept string) error {
	old := filepath.Join(dir, File)
	if err := os.Link(old, filepath.Join(dir, kept)); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("keep %s: %w", old, err)
	}
	if err := os.Rename(filepath.Join(from, File), old); err != nil {
		return fmt.Errorf("replace %s: %w", old, err)
	}
	return syncFolder(dir)
}
