package registry

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// EraseDocument removes a document for ever: its content, and what was recorded of
// it but its sum, in every version. That it was there, and when and why it was
// erased, stays. The record goes first: what a crash leaves of the content is gone
// when the document is erased again, or after a day.
func (r *Registry) EraseDocument(ctx context.Context, c Command) (*fact.Document, error) {
	meta, err := erasing(ctx, c)
	if err != nil {
		return nil, err
	}
	if r.content == nil {
		return nil, errNotKept
	}
	if err := r.eraseDocument(ctx, meta, c.ExternalID); err != nil {
		return nil, err
	}
	if err := r.FinishErasures(ctx); err != nil {
		return nil, err
	}
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	return view.Document(ctx, c.ExternalID)
}

// eraseDocument removes the record and the content while nobody records documents.
// An erasure that is sent again leaves a document alone that was uploaded since.
func (r *Registry) eraseDocument(ctx context.Context, meta table.Meta, sum string) error {
	r.keeping.Lock()
	defer r.keeping.Unlock()
	_, err := r.db.Write(ctx, meta, func(w *table.Writer) error {
		if err := eraseRecord(w, sum); err != nil {
			return err
		}
		return r.db.OweCompact()
	})
	var before *table.Replayed
	if err != nil && !errors.As(err, &before) {
		return known(err)
	}
	view, err := r.Now(ctx)
	if err != nil {
		return err
	}
	switch d, err := view.Document(ctx, sum); {
	case err != nil:
		return err
	case !d.Gone:
		return nil
	}
	if err := r.content.Remove(sum); err != nil && !errors.Is(err, storage.ErrNotFound) {
		return fault.New(fault.Unavailable, "the record of the document is erased, its content not yet: erase it again (%s)", err)
	}
	return nil
}

// eraseRecord leaves of a document's record that it was there.
func eraseRecord(w *table.Writer, sum string) error {
	var d *fact.Document
	err := w.Read(func(r *table.Reader) (err error) {
		d, err = documents.ByExternalID(r, sum)
		return err
	})
	if err != nil {
		return err
	}
	if err := documents.Put(w, &fact.Document{Header: fact.Header{ID: d.ID, ExternalID: sum}, Gone: true}); err != nil {
		return err
	}
	_, err = documents.Erase(w, d.ID, func(int) bool { return true })
	return err
}
