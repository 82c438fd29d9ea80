package registry

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"time"

	"github.com/gabriel-vasile/mimetype"
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/signature"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// errNotKept is for registries that have no folder of documents.
var errNotKept = fault.New(fault.Unavailable, "this registry keeps no documents")

// Upload keeps a document and records it; created says that it was not there
// yet. key, if not empty, names the write ([Once]): it never stands for another
// document. Errors of the content are returned as they are, wrapped.
func (r *Registry) Upload(ctx context.Context, key, name string, content io.Reader) (d *fact.Document, created bool, err error) {
	if d, err = r.Keep(ctx, name, content); err != nil {
		return nil, false, err
	}
	meta := table.Meta{Verb: "upload"}
	if key != "" {
		meta.Once = &Once{Key: key, Content: sha256.Sum256([]byte(d.Sum()))}
	}
	r.keeping.RLock()
	defer r.keeping.RUnlock()
	_, err = r.commit(ctx, access.Write, meta, func(w *table.Writer) error {
		fresh, err := recordDocuments(w, r.content, d)
		created = fresh > 0
		return err
	})
	var before *table.Replayed
	if errors.As(err, &before) { // it is recorded, with an id of its own
		view, err := r.Now(ctx)
		if err != nil {
			return nil, false, err
		}
		d, err = view.Document(ctx, d.Sum())
		return d, false, err
	}
	return d, created, known(err)
}

// Keep keeps the content of a document and says what would be recorded of it.
// Whoever keeps one records it on the same day: [Registry.SweepDocuments] takes
// what nobody has recorded. It returns the record of a document that is known.
func (r *Registry) Keep(ctx context.Context, name string, content io.Reader) (*fact.Document, error) {
	if err := access.May(ctx, access.Write); err != nil {
		return nil, err
	}
	if r.content == nil {
		return nil, errNotKept
	}
	if why := fact.CheckFileName(name); why != nil {
		return nil, why
	}
	kept, err := r.content.Put(ctx, content, math.MaxInt64)
	if err != nil {
		return nil, known(err)
	}
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	switch d, err := view.Document(ctx, kept.Sum); {
	case err == nil && !d.Gone:
		return d, nil
	case err != nil && !isMissing(err):
		return nil, err
	}
	d := &fact.Document{Header: fact.Header{ExternalID: kept.Sum}, Size: kept.Size, Type: mimetype.Detect(kept.Head).String(), Name: name}
	return d, r.readSignatures(ctx, d)
}

// pdf is the only type of which signatures are read.
const pdf = "application/pdf"

// readSignatures asks a PDF file who signed it. That it cannot be read is a note:
// a document is worth keeping all the same.
func (r *Registry) readSignatures(ctx context.Context, d *fact.Document) (err error) {
	if d.Type != pdf {
		return nil
	}
	file, err := r.Content(d)
	if err != nil {
		return err
	}
	defer file.Close()
	switch d.Signatures, err = (signature.Runner{}).InChild(ctx, file); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, signature.ErrUnreadable):
		d.Unread = err.Error()
	case err != nil:
		d.Unread = "the signatures have not been read: this server could not"
	}
	return nil
}

// Content opens the content of a document; the caller closes it.
func (r *Registry) Content(d *fact.Document) (*os.File, error) {
	if r.content == nil {
		return nil, errNotKept
	}
	return r.content.Get(d.Sum())
}

// recordDocuments records the documents that are not recorded yet, or of which
// the content had been erased, and counts them. CONFLICT where the content has been
// erased since it was kept.
func recordDocuments(w *table.Writer, content *blob.Folder, all ...*fact.Document) (int, error) {
	fresh := map[string]*fact.Document{}
	err := w.Read(func(r *table.Reader) (err error) {
		for _, d := range all {
			recorded, err := documents.ByExternalID(r, d.Sum())
			switch {
			case isMissing(err):
				d.ID, err = uuid.NewV7()
			case err == nil:
				d.ID = recorded.ID
			}
			if err != nil {
				return err
			}
			if recorded != nil && !recorded.Gone {
				continue
			}
			if err := mustHave(content, d); err != nil {
				return err
			}
			fresh[d.Sum()] = d
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(fresh), documents.Put(w, slices.Collect(maps.Values(fresh))...)
}

// mustHave refuses a document whose content is gone again.
func mustHave(content *blob.Folder, d *fact.Document) error {
	file, err := content.Get(d.Sum())
	if errors.Is(err, storage.ErrNotFound) {
		return fault.New(fault.Conflict, "the document %s was erased while it was being sent: send it again", d.Sum())
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// Document finds a document by the SHA-256 of its content; NOT_FOUND when there
// is none.
func (v *View) Document(ctx context.Context, sum string) (d *fact.Document, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		d, err = documents.ByExternalID(r, sum)
		return err
	})
	return d, err
}

// DocumentIn finds a document by its sum for whoever may not read all of them: as that
// of an agreement, by the agreement's external id. That is one of theirs for limited
// callers, and a data processing agreement of a customer with one of our companies for
// others. NOT_FOUND for any other.
func (v *View) DocumentIn(ctx context.Context, sum, agreement string) (d *fact.Document, err error) {
	if access.May(ctx, access.Read) == nil {
		return v.Document(ctx, sum)
	}
	limited := access.CallerOf(ctx).IsLimited()
	var theirs []fact.ID
	if limited {
		if theirs, err = v.theirExporters(ctx); err != nil {
			return nil, err
		}
	}
	unknown := &table.NotFound{Table: documents.Name, Key: sum}
	err = v.readAs(ctx, access.Find, func(r *table.Reader) error {
		a, err := agreements.ByExternalID(r, agreement)
		if err != nil {
			return err
		}
		shown := slices.Contains(theirs, a.Exporter)
		if !limited {
			shown, err = isOfCustomer(r, a)
		}
		if err != nil || !shown || a.Document.SHA256 != sum {
			return cmp.Or(err, error(unknown))
		}
		d, err = documents.ByExternalID(r, sum)
		return err
	})
	if isMissing(err) { // whatever it was that is missing
		err = known(unknown)
	}
	return d, err
}

// isOfCustomer reports a data processing agreement from a customer to one of our
// companies.
func isOfCustomer(r *table.Reader, a *fact.Agreement) (bool, error) {
	if a.Kind != fact.DPA {
		return false, nil
	}
	exporter, err := organizations.Get(r, a.Exporter)
	if err != nil || exporter.Kind != fact.Customer {
		return false, err
	}
	importer, err := organizations.Get(r, a.Importer)
	return err == nil && importer.Kind == fact.Self, err
}

// DocumentOf gives the document of an agreement; nil where none is named, or it
// is not kept.
func (v *View) DocumentOf(ctx context.Context, a *fact.Agreement) (*fact.Document, error) {
	part := access.ReadFlows
	if a.Kind == fact.DPA {
		part = access.Find
	}
	return v.reads.documents.get(ctx, part, a.Document.SHA256, func(missing []string) ([]*fact.Document, error) {
		found := make([]*fact.Document, len(missing))
		err := v.readAs(ctx, part, func(r *table.Reader) (err error) {
			for i, sum := range missing {
				if found[i], err = documents.ByExternalID(r, sum); err != nil && !isMissing(known(err)) {
					return err
				}
			}
			return nil
		})
		return found, err
	})
}

// orphanAge is how old content has become that nobody is going to record any
// more.
const orphanAge = 24 * time.Hour

// SweepDocuments removes content that no record names since a day, and says how
// many files that were.
func (r *Registry) SweepDocuments(ctx context.Context) (removed int, err error) {
	if r.content == nil {
		return 0, nil
	}
	return r.content.Sweep(ctx, orphanAge, r.clock(), func(sum string) (bool, error) {
		view, err := r.Now(ctx)
		if err != nil {
			return false, err
		}
		d, err := view.Document(ctx, sum)
		if isMissing(err) {
			return false, nil
		}
		return err == nil && !d.Gone, err
	})
}
