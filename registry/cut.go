package registry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// cutTo makes the registry what it was at a moment, and gives the checkpoint of
// its log then. After the last commit there is nothing to take back; a moment before
// the first one, one in the future, and a state of which something was erased, are
// refused. head is the checkpoint of the log as it is.
func (r *Registry) cutTo(ctx context.Context, head audit.Checkpoint, moment time.Time) (audit.Checkpoint, error) {
	at, err := r.commitAt(ctx, table.Seq(head.Size), moment)
	if err != nil || uint64(at) == head.Size {
		return head, err
	}
	then := audit.Checkpoint{Origin: head.Origin, Size: uint64(at)}
	err = r.db.ViewJournal(ctx, func(tx storage.Tx) (err error) {
		then.Root, err = audit.Root(tx, then.Size)
		return err
	})
	if err != nil {
		return then, err
	}
	kept, err := r.documentsAt(ctx, at)
	if err != nil {
		return then, err
	}
	if err := r.db.Cut(ctx, at); err != nil {
		return then, err
	}
	if err := r.truncateLog(ctx, then.Size); err != nil {
		return then, err
	}
	return then, errors.Join(r.keepOnly(kept), r.Compact(ctx))
}

// commitAt is the last commit up to a moment.
func (r *Registry) commitAt(ctx context.Context, head table.Seq, moment time.Time) (at table.Seq, err error) {
	err = r.db.Read(ctx, head, func(reader *table.Reader) error {
		if err := isPast("at", moment, r.clock(), reader, head); err != nil {
			return err
		}
		if at, err = reader.At(moment); err != nil || at > 0 {
			return err
		}
		if head == 0 {
			return errors.New("nothing was ever committed")
		}
		first, err := reader.Commit(1)
		if err != nil {
			return err
		}
		return fmt.Errorf("there was nothing yet: the first commit is of %s", time.UnixMilli(first.Time).UTC().Format(time.RFC3339Nano))
	})
	return at, err
}

// documentsAt are the documents whose content a state refers to.
func (r *Registry) documentsAt(ctx context.Context, at table.Seq) (kept []*fact.Document, err error) {
	err = r.db.Read(ctx, at, func(reader *table.Reader) error {
		kept, err = keptDocuments(reader)
		return err
	})
	return kept, known(err)
}

// truncated is how many keys of the log are taken back in one transaction.
const truncated = 50_000

func (r *Registry) truncateLog(ctx context.Context, size uint64) error {
	for more := true; more; {
		err := r.db.UpdateJournal(ctx, func(tx storage.Tx) (err error) {
			more, err = audit.Truncate(tx, size, truncated)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keepOnly removes the content of all other documents.
func (r *Registry) keepOnly(kept []*fact.Document) error {
	if r.content == nil {
		return nil
	}
	stays := make(map[string]bool, len(kept))
	for _, d := range kept {
		stays[d.Sum()] = true
	}
	var later []string
	for sum, err := range r.content.All() {
		if err != nil {
			return err
		}
		if !stays[sum] {
			later = append(later, sum)
		}
	}
	for _, sum := range later {
		if err := r.content.Remove(sum); err != nil {
			return err
		}
	}
	return nil
}
