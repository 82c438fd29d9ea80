package registry

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/backup"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Backup is the registry as it was at one moment, about to be written. The
// private key of the log is no part of it.
type Backup struct {
	registry  *Registry
	head      backup.Head
	store     *os.File
	documents []*fact.Document
	days      []string // of the access log
}

// Backup copies the registry's database, whatever is written meanwhile, and makes
// sure that the documents are there which it records. The caller closes the
// backup. Documents are put before they are recorded, so that those of the copy
// are in the folder by then. One backup is made at a time: each needs room for a
// copy of the database.
func (r *Registry) Backup(ctx context.Context) (*Backup, error) {
	if err := access.May(ctx, access.BackUp); err != nil {
		return nil, err
	}
	if !r.backingUp.TryLock() {
		return nil, fault.New(fault.Unavailable, "another backup is being made: try again when it is done")
	}
	b := &Backup{registry: r}
	err := b.copyStore(ctx)
	if err == nil {
		err = b.checkDocuments(ctx)
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

// copyStore copies the database and reads of the same state what is said of it.
func (b *Backup) copyStore(ctx context.Context) (err error) {
	var head audit.Checkpoint
	b.store, err = b.registry.db.Copy(ctx, func(tx storage.Tx, r *table.Reader) (err error) {
		if head, b.head.VerifierKey, err = headOf(tx); err != nil {
			return err
		}
		b.documents, err = keptDocuments(r)
		return err
	})
	if err == nil && b.registry.access != nil {
		b.days, err = b.registry.access.Days()
	}
	if errors.Is(err, storage.ErrFull) {
		return fault.New(fault.Unavailable, "there is no room for a copy of the database beside it: the backup was not made")
	}
	if err != nil {
		return known(err)
	}
	b.head.Manifest = backup.Manifest{Origin: head.Origin, At: b.registry.clock().UTC(), Commits: head.Size, Documents: len(b.documents)}
	b.head.Checkpoint = head.Text()
	if key := b.registry.signingKey; key != "" {
		signed, signErr := audit.Sign(key, head)
		b.head.Checkpoint, err = string(signed), signErr
	}
	return err
}

// keptDocuments are the documents whose content a state refers to.
func keptDocuments(r *table.Reader) (kept []*fact.Document, err error) {
	for d, err := range documents.All(r) {
		if err != nil {
			return nil, err
		}
		if !d.Gone {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// checkDocuments refuses a backup that would lack a document, before anything of
// it is written.
func (b *Backup) checkDocuments(ctx context.Context) error {
	for _, d := range b.documents {
		if err := ctx.Err(); err != nil {
			return err
		}
		file, err := b.registry.Content(d)
		if err != nil {
			return lacks(d, err)
		}
		info, err := file.Stat()
		file.Close()
		if err != nil {
			return err
		}
		if info.Size() != d.Size {
			return lacks(d, fmt.Errorf("its file has %d bytes, not %d", info.Size(), d.Size))
		}
	}
	return nil
}

// lacks says of which recorded document the content cannot be had.
func lacks(d *fact.Document, err error) error {
	if errors.Is(err, storage.ErrNotFound) {
		return fault.New(fault.Unavailable, "the document %s is recorded, but its file is gone: put it back (POST /documents)", d.Sum())
	}
	return fault.New(fault.Unavailable, "the document %s cannot be backed up: %s", d.Sum(), err)
}

// Manifest says what the backup is of.
func (b *Backup) Manifest() backup.Manifest { return b.head.Manifest }

// Write writes the backup. What was written before an error is no backup.
func (b *Backup) Write(ctx context.Context, to io.Writer) error {
	w, err := backup.NewWriter(&until{ctx, to}, b.head)
	if err != nil {
		return err
	}
	info, err := b.store.Stat()
	if err != nil {
		return err
	}
	if err := w.Add(backup.Registry, info.Size(), b.store); err != nil {
		return err
	}
	for _, d := range b.documents {
		if err := b.addDocument(w, d); err != nil {
			return err
		}
	}
	for _, day := range b.days {
		if err := b.addDay(w, day); err != nil {
			return err
		}
	}
	return w.Close()
}

// addDay adds a day of the access log, of the one that is written what there is by now.
func (b *Backup) addDay(w *backup.Writer, day string) error {
	file, size, err := b.registry.access.Open(day)
	if err != nil {
		return err
	}
	defer file.Close()
	return w.Add(backup.Access+day+accesslog.Extension, size, io.LimitReader(file, size))
}

// addDocument adds a document, and makes sure that it is what was put.
func (b *Backup) addDocument(w *backup.Writer, d *fact.Document) error {
	file, err := b.registry.Content(d)
	if err != nil {
		return lacks(d, err)
	}
	defer file.Close()
	hash := sha256.New()
	if err := w.Add(backup.Documents+d.Sum()[:2]+"/"+d.Sum(), d.Size, io.TeeReader(file, hash)); err != nil {
		return err
	}
	if hex.EncodeToString(hash.Sum(nil)) != d.Sum() {
		return lacks(d, errors.New("its file is damaged"))
	}
	return nil
}

// Close lets go of the copy of the database.
func (b *Backup) Close() {
	if b.store != nil {
		b.store.Close()
	}
	b.registry.backingUp.Unlock()
}

// until writes until the context is done.
type until struct {
	ctx context.Context
	to  io.Writer
}

func (u *until) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.to.Write(p)
}
