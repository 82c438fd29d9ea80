package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry/audit"
	"github.com/safeconduct/safeconduct/storage"
)

// TestATruncatedLogIsTheShorterOne cuts a log at every size: its keys are those of
// a log that never grew beyond it.
func TestATruncatedLogIsTheShorterOne(t *testing.T) {
	const full = 21
	for size := range uint64(full + 1) {
		store, shorter := logOf(t, full), logOf(t, int(size))
		for more := true; more; {
			update(t, store, func(tx storage.Tx) (err error) { more, err = audit.Truncate(tx, size, 7); return err })
		}
		for _, kind := range []byte{'l', 't', 'm'} {
			if diff := cmp.Diff(under(t, shorter, kind), under(t, store, kind)); diff != "" {
				t.Fatalf("cut at %d, keys %c (shorter log -, cut +):\n%s", size, kind, diff)
			}
		}
		view(t, store, func(tx storage.Tx) error {
			if found, _ := faults(t, tx); len(found) > 0 {
				t.Errorf("cut at %d: %q", size, found)
			}
			return nil
		})
	}
}
