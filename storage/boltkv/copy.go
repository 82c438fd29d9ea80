package boltkv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/storage"
)

// copying begins the names that copies have while they are made.
const copying = File + ".copy-"

// Copy implements storage.Copier. The transaction lasts as long as the disk takes
// to write the copy, and no longer: while it is open the file can only grow.
func (s *store) Copy(ctx context.Context, seen func(storage.Tx) error) (*os.File, error) {
	to, err := s.NewFile()
	if err != nil {
		return nil, s.notCopied(err)
	}
	copied := &copyWriter{ctx: ctx, to: to}
	err = s.view(ctx, func(t *bbolt.Tx) error {
		if err := seen(&tx{ctx: ctx, bucket: t.Bucket(bucket)}); err != nil {
			return err
		}
		if _, err := t.WriteTo(copied); err != nil {
			return s.notCopied(errors.Join(copied.err, err))
		}
		return nil
	})
	if err == nil {
		_, err = to.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, errors.Join(err, to.Close())
	}
	return to, nil
}

func (s *store) notCopied(err error) error {
	if noRoom(err) {
		return fmt.Errorf("copy %s: %w", s.dir, storage.ErrFull)
	}
	return fmt.Errorf("copy %s: %w", s.dir, err)
}

// NewFile implements storage.Spooler.
func (s *store) NewFile() (*os.File, error) { return storage.Unnamed(s.dir, copying+"*") }

// copyWriter writes until the context is done. It keeps the error of its file,
// which bbolt tells as a text only.
type copyWriter struct {
	ctx context.Context
	to  *os.File
	err error
}

func (w *copyWriter) Write(p []byte) (n int, err error) {
	if w.err = w.ctx.Err(); w.err == nil {
		n, w.err = w.to.Write(p)
	}
	return n, w.err
}
