package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/boltkv"
)

// migrating is the folder in which the migrated file is made.
const migrating = "migrating"

// migrate makes a registry of today out of one that an earlier version of the
// program wrote, which it closes. Whatever happens on the way, the folder has
// either.
func (t *target) migrate(ctx context.Context, old storage.Store) error {
	fmt.Fprintf(os.Stderr, "%s was written by an earlier version of the program and is migrated; the file of before stays as %s\n", t.data, boltkv.Replaced)
	made := filepath.Join(t.data, migrating)
	err := os.RemoveAll(made) // what a crash has left
	if err == nil {
		err = migrateInto(ctx, old, made)
	}
	if err == nil {
		err = boltkv.Replace(t.data, made)
	}
	if err := errors.Join(err, old.Close(), os.RemoveAll(made)); err != nil {
		return fmt.Errorf("migrate %s: %w", t.data, err)
	}
	return nil
}

func migrateInto(ctx context.Context, old storage.Store, made string) error {
	store, err := boltkv.Open(made, boltkv.Options{Create: true, Command: "migrate"})
	if err != nil {
		return err
	}
	return errors.Join(registry.Migrate(ctx, old, store), store.Close())
}
