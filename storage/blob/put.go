package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/safeconduct/safeconduct/storage"
)

// Blob is content that has been put.
type Blob struct {
	Sum  string // SHA-256 in lower-case hexadecimal digits
	Size int64
	Head []byte // its first bytes, at most HeadSize: they tell its type
}

// HeadSize is how much of its content a [Blob] shows.
const HeadSize = 3 << 10

// TooLarge refuses content of more bytes than the limit.
type TooLarge struct{ Limit int64 }

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the document has more than %d bytes", e.Limit)
}

// incoming is the pattern of names of files that are being written.
const incoming = "new-*"

// Put keeps what r says, to its end. When it returns without an error the content
// survives a crash of the machine; otherwise nothing is left of it. Content that
// is there already is kept once and counts as new to [Folder.Sweep].
//
// It returns [TooLarge] above the limit, storage.ErrFull, wrapped, where there is
// no room, and the error of r as it is, wrapped. The context is asked between
// reads; it does not end one.
func (f *Folder) Put(ctx context.Context, r io.Reader, limit int64) (Blob, error) {
	in := &intake{ctx: ctx, from: r, limit: limit, hash: sha256.New()}
	err := f.put(in)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = fmt.Errorf("%w: %w", storage.ErrFull, err)
	}
	if err != nil {
		return Blob{}, fmt.Errorf("keep a document: %w", err)
	}
	return Blob{Sum: in.sum(), Size: in.size, Head: in.head}, nil
}

func (f *Folder) put(in *intake) error {
	if err := makeFolder(f.dir); err != nil {
		return err
	}
	temp, err := os.CreateTemp(f.dir, incoming)
	if err != nil {
		return err
	}
	err = in.fill(temp)
	if err == nil {
		err = f.place(temp.Name(), name(in.sum()))
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return err
}

// place gives a file its name. It replaces what bears the name, which is the same
// content unless it has been damaged.
func (f *Folder) place(temp, name string) error {
	path := filepath.Join(f.dir, name)
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f.naming.Lock()
	err := os.Rename(temp, path)
	f.naming.Unlock()
	if err != nil {
		return err
	}
	// Each folder every time: whoever made one may not have come to sync it.
	return errors.Join(syncFolder(filepath.Dir(path)), syncFolder(f.dir), syncFolder(filepath.Dir(f.dir)))
}

func makeFolder(path string) error {
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}

// intake reads content and keeps count of it.
type intake struct {
	ctx   context.Context
	from  io.Reader
	limit int64

	hash hash.Hash
	size int64
	head []byte
}

// fill writes the content to a file, syncs and closes it.
func (in *intake) fill(file *os.File) error {
	_, err := io.Copy(file, in)
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	// The last byte may be old when the end is told: a sweep reckons from here.
	return os.Chtimes(file.Name(), time.Time{}, time.Now())
}

func (in *intake) Read(p []byte) (int, error) {
	if err := in.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := in.from.Read(p)
	in.size += int64(n)
	if in.size > in.limit {
		return 0, &TooLarge{in.limit}
	}
	in.hash.Write(p[:n])
	in.head = append(in.head, p[:min(n, HeadSize-len(in.head))]...)
	return n, err
}

func (in *intake) sum() string { return hex.EncodeToString(in.hash.Sum(nil)) }
