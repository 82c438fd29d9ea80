package registry

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Erase removes the content of old versions of a record for ever: of those
// named, or of all. Their hashes stay, so that every proof stays valid; the
// erasure, with its reason, is an entry of the log itself. The latest version of a
// record stays, unless the record was removed. It gives how many versions were
// erased; BAD_USER_INPUT where there is nothing to erase.
func (r *Registry) Erase(ctx context.Context, of sheet.Kind, c Command, versions []int) (erased int, err error) {
	meta, err := erasing(ctx, c)
	if err != nil {
		return 0, err
	}
	end, err := r.kept.beginErasure()
	if err != nil {
		return 0, fault.New(fault.Unavailable, "nothing is erased: the columns kept beside the registry, which may hold it, cannot be removed (%s)", err)
	}
	var seq table.Seq
	defer func() { end(seq) }()
	named := func(n int) bool { return versions == nil || slices.Contains(versions, n) }
	seq, err = r.db.Write(ctx, meta, func(w *table.Writer) error {
		erased, err = editables[of].erase(w, c.ExternalID, named)
		if err != nil {
			return err
		}
		if erased == 0 {
			return fault.Bad("versions", "", "name no version whose content is there and may go: the latest version stays until the record is removed")
		}
		return r.db.OweCompact()
	})
	var before *table.Replayed
	if errors.As(err, &before) {
		erased, err = r.changesOf(ctx, before.Seq)
		return erased, errors.Join(err, r.FinishErasures(ctx))
	}
	if err != nil {
		return 0, known(err)
	}
	r.books.forget(seq)
	r.recent.forget(seq)
	return erased, r.FinishErasures(ctx)
}

// changesOf is how many versions a commit changed.
func (r *Registry) changesOf(ctx context.Context, seq table.Seq) (changes int, err error) {
	err = r.db.Read(ctx, seq, func(reader *table.Reader) error {
		c, err := reader.Commit(seq)
		changes = c.Records
		return err
	})
	return changes, known(err)
}

// erasing is what is told of an erasure. One without a reason is refused.
func erasing(ctx context.Context, c Command) (table.Meta, error) {
	meta, err := signed(ctx, access.Erase, table.Meta{Verb: "erase", Reason: c.Reason, Once: c.Once})
	if err != nil {
		return meta, err
	}
	if strings.TrimSpace(c.Reason) == "" {
		return meta, fault.Bad("reason", "", "is missing: say why the content is erased")
	}
	if why := fact.CheckText("reason", c.Reason); why != nil {
		return meta, why
	}
	return meta, nil
}

// erase erases versions of all records that bear an external id or ever bore it.
func (k kind[T]) erase(w *table.Writer, externalID string, versions func(int) bool) (erased int, err error) {
	var bearers []fact.ID
	err = w.Read(func(r *table.Reader) error {
		bearers, err = k.table.Bearers(r, externalID)
		return err
	})
	if err == nil && len(bearers) == 0 {
		err = &table.NotFound{Table: k.table.Name, Key: externalID}
	}
	for _, id := range bearers {
		if err != nil {
			return 0, err
		}
		var n int
		n, err = k.table.Erase(w, id, versions)
		erased += n
	}
	return erased, err
}
