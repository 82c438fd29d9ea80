package registry_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestTheClockIsPutBack asks about the moment of the last write while the clock
// stands before it.
func TestTheClockIsPutBack(t *testing.T) {
	written := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := written
	r, err := registry.Open(anyone(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.AsKnownAt(anyone(), written.Add(time.Millisecond), registry.LawOfThen); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("of an empty registry the future: %v", err)
	}
	if _, err := r.Import(anyone(), registry.Import{Sources: sources(t, harbour)}); err != nil {
		t.Fatal(err)
	}
	clock = written.Add(-time.Hour)
	view, err := r.AsKnownAt(anyone(), written, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := view.Organization(anyone(), "nordwind"); err != nil || o == nil {
		t.Errorf("the last write is not seen: %v", err)
	}
	if _, err := r.AsKnownAt(anyone(), written.Add(time.Millisecond), registry.LawOfThen); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("the future: %v", err)
	}
}

// TestWhatTookTooLongGoesOn asks for an earlier state with a deadline that has passed:
// the state is made all the same, so that who asks again is answered some time.
func TestWhatTookTooLongGoesOn(t *testing.T) {
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	store := &slow{Store: memkv.New(), at: make(chan struct{}, 100), on: make(chan struct{})}
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Import(anyone(), registry.Import{Sources: sources(t, harbour)}); err != nil {
		t.Fatal(err)
	}
	view, err := r.AsKnownAt(anyone(), clock, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	late, cancel := context.WithDeadline(anyone(), time.Unix(0, 0))
	defer cancel()
	store.is.Store(true)
	if _, err := view.Summary(late, 0); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	<-store.at
	<-store.at // flows and evidence are being read
	store.is.Store(false)
	close(store.on)
	if _, err := view.Summary(anyone(), 0); err != nil {
		t.Fatal(err)
	}
	if reads := store.views.Load(); reads != 2 {
		t.Errorf("the state was begun again: %d reads", reads)
	}
}

// slow is a store whose reads wait while it is.
type slow struct {
	storage.Store
	is     atomic.Bool
	at, on chan struct{}
	views  atomic.Int64
}

func (s *slow) View(ctx context.Context, fn func(storage.Tx) error) error {
	if s.is.Load() {
		s.views.Add(1)
		s.at <- struct{}{}
		<-s.on
	}
	return s.Store.View(ctx, fn)
}
