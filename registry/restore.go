package registry

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/registry/backup"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Restore verifies the registry, which came out of a backup: that its log is sound
// and the one of the backup's checkpoint, and that no document is missing. Where
// a moment is given, it takes back what was committed after it. It returns
// backup.ErrUnsound, wrapped, for what does not agree. The registry is a copy that
// nobody uses yet: after an error it is to be thrown away.
func (r *Registry) Restore(ctx context.Context, from *backup.Head, moment time.Time) (*Checkpoint, error) {
	c, err := checkpointIn(from)
	if err != nil {
		return nil, err
	}
	if err := verifyRestored(ctx, r, c); err != nil {
		return nil, err
	}
	if !moment.IsZero() {
		if c, err = r.cutTo(ctx, c, moment); err != nil {
			return nil, known(err)
		}
		if err := verifyRestored(ctx, r, c); err != nil {
			return nil, err
		}
	}
	return r.Checkpoint(ctx)
}

// checkpointIn reads the checkpoint of a backup, and its signature where it has
// one.
func checkpointIn(from *backup.Head) (c audit.Checkpoint, err error) {
	if isSigned := strings.Contains(from.Checkpoint, "\n\n"); isSigned {
		c, err = audit.Open([]byte(from.Checkpoint), from.VerifierKey)
	} else {
		c, err = audit.ParseCheckpoint(from.Checkpoint)
	}
	if err == nil && (c.Origin != from.Manifest.Origin || c.Size != from.Manifest.Commits) {
		err = errors.New("its manifest and its checkpoint are not of the same state")
	}
	if err != nil {
		return c, unsound("%s", err)
	}
	return c, nil
}

func unsound(format string, args ...any) error {
	return fmt.Errorf("%w: %s", backup.ErrUnsound, fmt.Sprintf(format, args...))
}

// verifyRestored is all that a registry out of a backup has to stand.
func verifyRestored(ctx context.Context, r *Registry, c audit.Checkpoint) error {
	head, err := r.db.Head(ctx)
	if err != nil {
		return known(err)
	}
	if uint64(head) != c.Size {
		return unsound("the registry has %d commits, its checkpoint %d", head, c.Size)
	}
	if err := r.db.ViewJournal(ctx, func(tx storage.Tx) error { return checkLog(tx, c) }); err != nil {
		return known(err)
	}
	return r.checkContent(ctx, head)
}

// checkLog reads the whole log and compares it with a checkpoint.
func checkLog(tx storage.Tx, c audit.Checkpoint) error {
	var wrong []string
	_, _, err := audit.Check(tx, func(index uint64, what string) {
		wrong = append(wrong, fmt.Sprintf("the log's entry of commit %d %s", index+1, what))
	})
	switch {
	case err != nil:
		return err
	case len(wrong) > 0:
		return unsound("%s", wrong[0])
	}
	what, err := audit.CheckAgainst(tx, c)
	if err == nil && what != "" {
		err = unsound("%s", what)
	}
	return err
}

// checkContent reads every document that a state refers to.
func (r *Registry) checkContent(ctx context.Context, at table.Seq) error {
	kept, err := r.documentsAt(ctx, at)
	if err != nil {
		return err
	}
	for _, d := range kept {
		if err := ctx.Err(); err != nil {
			return err
		}
		if r.content == nil {
			return errNotKept
		}
		err := r.content.Check(d.Sum(), d.Size)
		switch {
		case errors.Is(err, storage.ErrNotFound):
			return unsound("the document %s is recorded, but not there", d.Sum())
		case errors.Is(err, blob.ErrDamaged):
			return unsound("the document %s has another content than the one that was recorded", d.Sum())
		case err != nil:
			return err
		}
	}
	return nil
}
