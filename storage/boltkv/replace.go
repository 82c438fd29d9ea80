package boltkv

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Replaced is the name under which [Replace] keeps a file: until something is
// deleted that must leave the folder.
const Replaced = File + ".before-migration"

// Replace puts the file of another folder, whose store is closed, in the place of
// that of a folder, and keeps the old one beside it as [Replaced]. The caller holds
// the folder, and opens it anew afterwards.
func Replace(dir, from string) error {
	old := filepath.Join(dir, File)
	if err := os.Link(old, filepath.Join(dir, Replaced)); err != nil && !errors.Is(err, os.ErrExist) {
		return fmt.Errorf("keep %s: %w", old, err)
	}
	if err := os.Rename(filepath.Join(from, File), old); err != nil {
		return fmt.Errorf("replace %s: %w", old, err)
	}
	return syncFolder(dir)
}
