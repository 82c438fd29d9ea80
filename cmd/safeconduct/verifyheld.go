package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/backup"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// verifyHeld verifies a folder that a server holds: the server's copy of the
// database as it is now, and the documents and the access
// log in their place.
func (t *target) verifyHeld(ctx context.Context, server *remote, kept []byte) (*registry.Verified, error) {
	dir, err := os.MkdirTemp("", "safeconduct-verify-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := server.copyRegistry(ctx, filepath.Join(dir, boltkv.File)); err != nil {
		return nil, err
	}
	found := findings(os.Stdout)
	v, err := verifyInChild(ctx, dir, t.data, kept, found)
	if err != nil {
		return nil, err
	}
	return v, server.verifyColumns(ctx, v, found)
}

// copyRegistry takes the database out of a backup. What the server may say of the
// documents after it is not of interest: they are about to be verified.
func (r *remote) copyRegistry(ctx context.Context, path string) error {
	stream, err := r.backupStream(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	whole := false
	_, err = backup.Read(ctx, stream, func(name string, content io.Reader) error {
		if name != backup.Registry {
			_, err := io.Copy(io.Discard, content)
			return err
		}
		err := writeWhole(path, progress(), func(file io.Writer) error {
			_, err := io.Copy(file, content)
			return err
		})
		whole = err == nil
		return err
	})
	if whole {
		return nil
	}
	return cutOff(err)
}
