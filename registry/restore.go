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
)

// Restore holds the registry, which came out of a backup and is sound in itself,
// to the backup's checkpoint. Where a moment is given, it takes back what was
// committed after it. It returns backup.ErrUnsound, wrapped, for what does not
// agree. The registry is a copy that nobody uses yet: after an error it is to be
// thrown away.
func (r *Registry) Restore(ctx context.Context, from *backup.Head, moment time.Time) (*Checkpoint, error) {
	c, err := checkpointIn(from)
	if err != nil {
		return nil, err
	}
	if err := r.holdTo(ctx, c); err != nil {
		return nil, err
	}
	if !moment.IsZero() {
		if c, err = r.cutTo(ctx, c, moment); err != nil {
			return nil, known(err)
		}
		if err := r.holdTo(ctx, c); err != nil {
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

// holdTo compares the registry with the checkpoint of its present state.
func (r *Registry) holdTo(ctx context.Context, c audit.Checkpoint) error {
	head, err := r.db.Head(ctx)
	if err != nil {
		return known(err)
	}
	if uint64(head) != c.Size {
		return unsound("the registry has %d commits, its checkpoint %d", head, c.Size)
	}
	return known(r.db.ViewJournal(ctx, func(tx storage.Tx) error {
		what, err := audit.CheckAgainst(tx, c)
		if err == nil && what != "" {
			err = unsound("%s", what)
		}
		return err
	}))
}
