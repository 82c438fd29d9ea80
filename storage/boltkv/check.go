package boltkv

import (
	"context"

	"go.etcd.io/bbolt"

	"github.com/safeconduct/safeconduct/storage"
)

// Check implements storage.Checker: every page is reachable once, or free, and
// the keys are in order. A file that makes no sense at all may end the process:
// the pages are read by a goroutine of bbolt's.
func (s *store) Check(ctx context.Context, report func(what string)) error {
	return s.view(ctx, func(t *bbolt.Tx) error {
		for fault := range t.Check() {
			report(fault.Error())
		}
		return ctx.Err()
	})
}

var _ storage.Checker = (*store)(nil)
