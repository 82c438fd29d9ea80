// Package blob keeps documents as files of a folder, each under the SHA-256 of
// its content: ab/abcdef…, private to their owner. It knows nothing of what
// refers to them. One process at a time uses a folder; the store beside it sees
// to that.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/safeconduct/safeconduct/storage"
)

// Folder is a folder of documents. It is safe for concurrent use.
type Folder struct {
	dir string

	// naming is held while a name is given to content or taken from it, so that
	// nothing is removed that has just been put.
	naming sync.Mutex
}

// ErrDamaged says that a file is not the content that was put under its name.
var ErrDamaged = errors.New("blob: the content is not what was put")

// Open gives the folder at a path. It need not exist: the first Put makes it, but
// not the folders above.
func Open(dir string) (*Folder, error) {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("open the documents: %w", err)
	case !info.IsDir():
		return nil, fmt.Errorf("open the documents: %s is no folder", dir)
	}
	return &Folder{dir: dir}, nil
}

// Get opens content for reading; the caller closes it. It returns
// storage.ErrNotFound, wrapped, for a sum that is unknown or none at all.
func (f *Folder) Get(sum string) (*os.File, error) {
	if !isSum(sum) {
		return nil, fmt.Errorf("document %.100q: %w", sum, storage.ErrNotFound)
	}
	// In the root, lest somebody laid a link that leads out of the folder.
	file, err := os.OpenInRoot(f.dir, name(sum))
	return file, told(sum, err)
}

// Check reads content again and returns [ErrDamaged], wrapped, where it has not
// its sum or not the size given.
func (f *Folder) Check(sum string, size int64) error {
	file, err := f.Get(sum)
	if err != nil {
		return err
	}
	defer file.Close()
	hash := sha256.New()
	read, err := io.Copy(hash, file)
	switch {
	case err != nil:
		return told(sum, err)
	case read != size || hex.EncodeToString(hash.Sum(nil)) != sum:
		return told(sum, ErrDamaged)
	}
	return nil
}

// All walks the sums of all content in their order. An error ends the walk as its
// last pair.
func (f *Folder) All() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		err := f.walk(func(path string) error {
			if f.isContent(path) && !yield(filepath.Base(path), nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield("", fmt.Errorf("list the documents: %w", err))
		}
	}
}

// Remove takes content away for good, also where the file has other links, as in
// a copy of the folder that shares its files. It returns storage.ErrNotFound,
// wrapped, for a sum that is unknown or none at all.
func (f *Folder) Remove(sum string) error {
	file, err := f.Get(sum)
	if err != nil {
		return err
	}
	file.Close()
	f.naming.Lock()
	defer f.naming.Unlock()
	return told(sum, remove(filepath.Join(f.dir, name(sum))))
}

// remove empties a file before it unlinks it: other links share the content.
func remove(path string) error {
	if err := os.Truncate(path, 0); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// walk visits all files in the order of their names; a folder that is not there yet
// has none.
func (f *Folder) walk(visit func(path string) error) error {
	return filepath.WalkDir(f.dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil
		case err != nil || entry.IsDir():
			return err
		}
		return visit(path)
	})
}

// name is the path of content below the folder.
func name(sum string) string { return filepath.Join(sum[:2], sum) }

func (f *Folder) isContent(path string) bool {
	sum := filepath.Base(path)
	return isSum(sum) && path == filepath.Join(f.dir, name(sum))
}

func isSum(s string) bool {
	return len(s) == hex.EncodedLen(sha256.Size) && strings.Trim(s, "0123456789abcdef") == ""
}

// told says which document an error is about, and that of an unknown one in the
// words of package storage.
func told(sum string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, os.ErrNotExist):
		err = storage.ErrNotFound
	}
	return fmt.Errorf("document %s: %w", sum, err)
}

func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
