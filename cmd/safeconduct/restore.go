package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/backup"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

func restoreCommand() *cobra.Command {
	var to target
	var at string
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a new folder out of a backup: exit 0 done, 1 the backup is not sound, 2 could not restore",
		Long: `Make a new folder out of a backup. The whole file is read and verified first:
its checksum, the log with the checkpoint, every document. Only then does the
folder get its name; it must not be there yet, or be empty.

--at takes back whatever was committed after a moment. That is refused where
content of then was erased since, and for a moment in the future. The log is then shorter than checkpoints that
were handed out later: whoever kept one will see that it was rolled back.

The log's private key is not in a backup: bring log.key, which serve asks for.`,
		Example: `  safeconduct restore monday.tar --data ./restored
  safeconduct restore monday.tar --data ./as-of-noon --at 2026-03-01T12:00:00Z`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			moment, err := momentOf(c, at)
			if err != nil {
				return err
			}
			restored, err := to.restore(c.Context(), args[0], moment)
			switch {
			case errors.Is(err, backup.ErrUnsound):
				fmt.Fprintf(os.Stderr, "safeconduct: %s: %s\n", args[0], err)
				return errNo
			case err != nil:
				return err
			}
			fmt.Printf("%s: %d commits, the log has the root %s\n", to.data, restored.Size, restored.Root)
			if restored.VerifierKey != nil {
				fmt.Fprintf(os.Stderr, "The log's signing key is not in a backup: bring it as %s before you serve.\n", logKey("", to.data))
			}
			return nil
		},
	}
	to.dataFlag(c)
	c.Flags().StringVar(&at, "at", "", "take back what was committed after this moment (RFC 3339)")
	return c
}

// momentOf reads --at, the zero time where it is not given.
func momentOf(c *cobra.Command, at string) (moment time.Time, err error) {
	if !c.Flags().Changed("at") {
		return moment, nil
	}
	if moment, err = time.Parse(time.RFC3339, at); err != nil {
		err = fmt.Errorf("--at %s is no moment: expected RFC 3339 such as 2026-03-01T12:00:00Z", at)
	}
	return moment, err
}

// restore makes the folder out of a backup.
func (t *target) restore(ctx context.Context, file string, moment time.Time) (restored *registry.Checkpoint, err error) {
	if err := t.needData(); err != nil {
		return nil, err
	}
	from, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, root(err))
	}
	defer from.Close()
	err = makeWhole(t.data, func(to *newFolder) error {
		head, err := unpackBackup(ctx, from, to.path)
		if err != nil {
			return fmt.Errorf("restore into %s: %w", t.data, err)
		}
		restored, err = restoreIn(ctx, to.path, head, moment)
		return err
	})
	return restored, err
}

// restoreIn makes what was unpacked into a folder the registry that is wanted.
func restoreIn(ctx context.Context, dir string, head *backup.Head, moment time.Time) (restored *registry.Checkpoint, err error) {
	if err := verifyRestored(ctx, dir); err != nil {
		return nil, err
	}
	r, err := (&target{data: dir}).open(ctx, "restore", false)
	if err != nil {
		return nil, err
	}
	restored, err = r.Restore(ctx, head, moment)
	if err := errors.Join(err, r.Close()); err != nil {
		return nil, err
	}
	if !moment.IsZero() {
		err = verifyRestored(ctx, dir)
	}
	return restored, err
}

// verifyRestored has the whole registry in a folder verified, and prints what is
// wrong with it.
func verifyRestored(ctx context.Context, dir string) error {
	v, err := verifyInChild(ctx, dir, dir, nil, findings(os.Stderr))
	if err == nil && v.Findings > 0 {
		err = fmt.Errorf("%w: findings in what it holds: %d", backup.ErrUnsound, v.Findings)
	}
	return err
}

// unpackBackup puts what a backup holds into a folder.
func unpackBackup(ctx context.Context, from io.Reader, dir string) (*backup.Head, error) {
	documents, err := blob.Open(filepath.Join(dir, documentsName))
	if err != nil {
		return nil, err
	}
	shown := io.TeeReader(from, &counted{to: io.Discard, show: progressBy(progressbar.OptionShowBytes(true))})
	return backup.Read(ctx, shown, func(name string, content io.Reader) error {
		if name == backup.Registry {
			return writeWhole(filepath.Join(dir, boltkv.File), nil, func(file io.Writer) error {
				_, err := io.Copy(file, content)
				return err
			})
		}
		if day, is := strings.CutPrefix(name, backup.Access); is {
			return accessLog(dir).Put(strings.TrimSuffix(day, accesslog.Extension), content)
		}
		kept, err := documents.Put(ctx, content, math.MaxInt64)
		if err == nil && kept.Sum != path.Base(name) {
			err = fmt.Errorf("%w: the document %s has another content", backup.ErrUnsound, path.Base(name))
		}
		return err
	})
}
