package registry_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
)

// TestWhoGivesUpDoesNotUndoTheWork asks for everything with contexts that are
// done, and all at once with ones that are not.
func TestWhoGivesUpDoesNotUndoTheWork(t *testing.T) {
	r := openHarbour(t)
	view := now(t, r)
	done, cancel := context.WithCancel(anyone())
	cancel()
	if _, err := view.Summary(done, 0); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := now(t, r).ListFlows(anyone(), nil, 0, registry.Paging{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}
