package boltkv

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/safeconduct/safeconduct/storage"
)

// openCurrent opens the file that bears the store's name. While this process
// waited for the lock of a file, the one that held it may have put another in its
// place, or taken it away.
func openCurrent(dir string, options Options) (*bbolt.DB, error) {
	path := filepath.Join(dir, File)
	for deadline := time.Now().Add(max(options.Wait, leastWait)); ; {
		if err := ensure(dir, path, options.Create); err != nil {
			return nil, err
		}
		db, err := openFile(path, time.Until(deadline), options.ReadOnly)
		if isDamage(err) {
			err = damaged{err}
		}
		if (errors.Is(err, errReplaced) || errors.Is(err, os.ErrNotExist)) && time.Now().Before(deadline) {
			continue
		}
		if err != nil && !errors.Is(err, berrors.ErrTimeout) {
			err = fmt.Errorf("open %s: %w", path, bare(err))
		}
		return db, err
	}
}

// errReplaced says that the file that was opened bears the store's name no more.
var errReplaced = errors.New("the file was replaced while it was opened")

// openFile opens the file of a store. What is no such file, or a damaged one, is
// refused in words: bbolt reads it by mapping it, so that a page which is not
// there is a fault of the memory.
func openFile(path string, wait time.Duration, readOnly bool) (db *bbolt.DB, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			db, err = nil, errDamaged
		}
	}()
	var opened os.FileInfo
	options := settings(wait)
	options.ReadOnly, options.PreLoadFreelist = readOnly, true
	options.OpenFile = func(path string, flag int, mode os.FileMode) (*os.File, error) {
		file, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
		if err != nil {
			return nil, err
		}
		if opened, err = file.Stat(); err == nil && opened.Size() == 0 {
			err = errForeign // bbolt would make a store of it
		}
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return file, nil
	}
	if db, err = bbolt.Open(path, 0o600, options); err != nil {
		return nil, err
	}
	err = db.View(func(t *bbolt.Tx) error {
		switch current, err := os.Stat(path); {
		case err != nil:
			return err
		case !os.SameFile(opened, current):
			return errReplaced
		case t.Size() > current.Size():
			return errDamaged
		case t.Bucket(bucket) == nil:
			return errForeign
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

var (
	errForeign = errors.New("the file is no registry of Safeconduct")
	errDamaged = errors.New("the file is damaged: it is shorter than it says, or pages of it make no sense")
)

// damaged is a storage.ErrDamaged in the words of another error.
type damaged struct{ error }

func (d damaged) Is(target error) bool { return target == storage.ErrDamaged }
func (d damaged) Unwrap() error        { return d.error }

// isDamage reports whether an error is of a file that was a store's, or should
// be.
func isDamage(err error) bool {
	for _, damage := range []error{errForeign, errDamaged, berrors.ErrInvalid, berrors.ErrVersionMismatch, berrors.ErrChecksum} {
		if errors.Is(err, damage) {
			return true
		}
	}
	return false
}

// bare is the cause of an error of the file system, without the path that the
// caller names.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// once is the wait of who tries once: to bbolt, none at all means for ever.
const once = time.Millisecond

func settings(wait time.Duration) *bbolt.Options {
	return &bbolt.Options{Timeout: max(wait, once), FreelistType: bbolt.FreelistMapType, InitialMmapSize: mmapSize}
}

// making begins the names of files that are to become a store.
const making = File + ".new-"

// ensure makes an empty store in a temporary file and renames it into place:
// the first initialisation is bbolt's weak moment, and a half-made file never
// bears the store's name.
func ensure(dir, path string, create bool) error {
	_, missing := os.Stat(path)
	switch {
	case missing == nil && !create:
		return nil
	case missing != nil && !errors.Is(missing, os.ErrNotExist):
		return fmt.Errorf("open %s: %w", path, missing)
	case !create:
		return fmt.Errorf("%w in %s", storage.ErrNoStore, dir)
	}
	if err := makeFolder(dir); err != nil {
		return fmt.Errorf("make %s: %w", dir, err)
	}
	if missing == nil {
		return syncFolder(dir) // whoever made the store may not have come to it
	}
	temp, err := os.CreateTemp(dir, making+"*")
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	defer os.Remove(temp.Name())
	if err := errors.Join(temp.Close(), initialise(temp.Name())); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	// A link, unlike a rename, never replaces a store that another process made
	// in the meantime.
	if err := os.Link(temp.Name(), path); err != nil && !isThere(path) {
		return fmt.Errorf("make %s: %w", path, err)
	}
	return syncFolder(dir)
}

// makeFolder makes a folder, and those above it, to stay: after a crash of the
// machine a folder whose name was not synced is gone with all that lies in it.
// It syncs the name of one that is there too, for whoever made it may not have
// come to it; who may not read the folder above has not made it.
func makeFolder(dir string) error {
	above := filepath.Dir(dir)
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, os.ErrNotExist) {
		if err = makeFolder(above); err == nil {
			err = os.Mkdir(dir, 0o700)
		}
	}
	there := errors.Is(err, os.ErrExist)
	if err != nil && !there {
		return bare(err)
	}
	if err = syncFolder(above); there && errors.Is(err, os.ErrPermission) {
		return nil
	}
	return err
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func initialise(path string) error {
	db, err := bbolt.Open(path, 0o600, settings(0))
	if err != nil {
		return err
	}
	err = db.Update(func(t *bbolt.Tx) error {
		_, err := t.CreateBucket(bucket)
		return err
	})
	return errors.Join(err, db.Sync(), db.Close())
}

func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return errors.Join(folder.Sync(), folder.Close())
}
