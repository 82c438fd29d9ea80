package registry

import (
	"context"
	"errors"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// NeedsMigration reports whether Open refused a store because an earlier version
// of the program wrote it.
func NeedsMigration(err error) bool {
	var old *table.TooOld
	return errors.As(err, &old)
}

// IsOfOtherVersion reports whether an error says that an earlier or a later version
// of the program wrote a store.
func IsOfOtherVersion(err error) bool {
	var young *table.TooNew
	return NeedsMigration(err) || errors.As(err, &young)
}

// Migrate writes the registry of such a store into an empty one.
func Migrate(ctx context.Context, from, to storage.Store) error {
	return table.Migrate(ctx, from, to, logged, tables...)
}
