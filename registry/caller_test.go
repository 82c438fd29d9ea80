package registry_test

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
)

// anyone is a context of somebody who may do everything.
func anyone() context.Context {
	return access.With(context.Background(), access.Caller{Actor: "test", Role: access.Admin})
}
