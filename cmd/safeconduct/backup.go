package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/safeconduct/safeconduct/graph"
	"github.com/safeconduct/safeconduct/registry/backup"
)

func backupCommand() *cobra.Command {
	var at target
	var key string
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the whole registry into one file, also while a server writes",
		Long: `Write the registry as it is at one moment into one file: its database with its
whole history, its documents, and the checkpoint of its log. A server on the
folder goes on meanwhile. The file must not be there yet; it gets its name when
all of it is on the disk. It is a tar archive with a checksum behind its end.

The log's private key, log.key, is NOT in the backup: keep it elsewhere, too.
Without it a restored registry is not served.`,
		Example: `  safeconduct backup --data ./data monday.tar
  safeconduct backup --server http://127.0.0.1:8080 monday.tar`,
		Args: oneFile,
		RunE: func(c *cobra.Command, args []string) error {
			made, err := at.backUp(c.Context(), args[0], key)
			if err != nil {
				return err
			}
			fmt.Printf("%s: %d commits, %d documents, as of %s\n", args[0], made.Commits, made.Documents, made.At.Format(time.RFC3339Nano))
			return nil
		},
	}
	at.dataFlag(c)
	at.serverFlag(c)
	table.Add(c.Flags(), "log-key", &key)
	return c
}

// oneFile wants the one file that a command is about.
func oneFile(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("%s which file? Expected one, such as monday.tar", c.Name())
	}
	return nil
}

// backUp writes a backup of the folder, or of the server that is asked.
func (t *target) backUp(ctx context.Context, path, key string) (made backup.Manifest, err error) {
	server, err := t.remote()
	if err != nil {
		return made, err
	}
	err = writeWhole(path, progressBy(progressbar.OptionShowBytes(true)), func(file io.Writer) error {
		if server != nil {
			made, err = server.backUp(ctx, file)
		} else {
			made, err = t.backUpFolder(ctx, file, key)
		}
		return err
	})
	return made, err
}

func (t *target) backUpFolder(ctx context.Context, to io.Writer, key string) (made backup.Manifest, err error) {
	r, err := t.open(ctx, "backup", false)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if file := logKey(key, t.data); key != "" || file.exists() {
		err = r.UseKey(ctx, file)
	} else {
		fmt.Fprintf(os.Stderr, "The checkpoint in the backup is not signed: %s is not there, and no --log-key was given.\n", file)
	}
	if err != nil {
		return made, err
	}
	b, err := r.Backup(ctx)
	if err != nil {
		return made, err
	}
	defer b.Close()
	return b.Manifest(), b.Write(ctx, to)
}

// backUp takes a backup from the server, and makes sure that it is whole.
func (r *remote) backUp(ctx context.Context, to io.Writer) (made backup.Manifest, err error) {
	stream, err := r.backupStream(ctx)
	if err != nil {
		return made, err
	}
	defer stream.Close()
	head, err := backup.Read(ctx, io.TeeReader(stream, to), func(_ string, content io.Reader) error {
		_, err := io.Copy(io.Discard, content)
		return err
	})
	if err != nil {
		return made, cutOff(err)
	}
	return head.Manifest, nil
}

// backupStream begins to take a backup; the caller closes it.
func (r *remote) backupStream(ctx context.Context) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.under(graph.BackupPath), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set(graph.ClientHeader, "safeconduct")
	response, err := r.send(request)
	if err != nil {
		return nil, err
	}
	return response.Body, nil
}

// cutOff is the error of a backup that a server did not finish.
func cutOff(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the server's answer was cut off: its log says why")
	}
	return err
}
