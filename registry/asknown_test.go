package registry_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sheet"
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

// TestWhatTookTooLongGoesOn asks for an earlier state with a deadline that has passed, of
// itself and under a hypothesis: the state is made all the same, so that who asks again is
// answered some time.
func TestWhatTookTooLongGoesOn(t *testing.T) {
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	r, store := openSlow(t, func() time.Time { return clock })
	moment := clock
	clock = clock.Add(time.Hour)
	rename(t, r, "nordwind", "Nordwind and others")
	view, err := r.AsKnownAt(anyone(), moment, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	supposed := ended(t, view, "eu-us-dpf")
	late, cancel := context.WithDeadline(anyone(), time.Unix(0, 0))
	defer cancel()
	before := store.views.Load()
	store.is.Store(true)
	if _, err := supposed.Summary(late, 0); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	<-store.at
	<-store.at // flows and evidence are being read
	if _, err := view.Summary(late, 0); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	if view.Making() == nil {
		t.Error("the state was given up")
	}
	store.is.Store(false)
	close(store.on)
	if _, err := view.Summary(anyone(), 0); err != nil {
		t.Fatal(err)
	}
	if reads := store.views.Load() - before; reads != 2 {
		t.Errorf("the state was begun again: %d reads", reads)
	}
}

// TestWhatNobodyFindsIsGivenUp asks for more earlier states than are kept, each with a
// deadline that has passed.
func TestWhatNobodyFindsIsGivenUp(t *testing.T) {
	clock := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	r, store := openSlow(t, func() time.Time { return clock })
	defer close(store.on)
	var views []*registry.View
	late, cancel := context.WithDeadline(anyone(), time.Unix(0, 0))
	defer cancel()
	for i := range 3 {
		moment := clock
		clock = clock.Add(time.Hour)
		rename(t, r, "nordwind", fmt.Sprint("Nordwind ", i))
		view, err := r.AsKnownAt(anyone(), moment, registry.LawOfThen)
		if err != nil {
			t.Fatal(err)
		}
		store.is.Store(true)
		if _, err := view.Summary(late, 0); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		<-store.at
		<-store.at // flows and evidence are being read
		store.is.Store(false)
		views = append(views, view)
	}
	for i, view := range views {
		if made := view.Making() != nil; made != (i > 0) {
			t.Errorf("of three states, of which two are kept, the %d. is being made: %v", i+1, made)
		}
	}
}

// TestTheLatestStateIsDecidedOnce asks for what was known now, and a commit ago, and counts
// the keys that are read.
func TestTheLatestStateIsDecidedOnce(t *testing.T) {
	r, store := openCounting(t)
	if _, err := now(t, r).Summary(anyone(), 0); err != nil {
		t.Fatal(err)
	}
	for _, most := range []int64{0, staged / 10} {
		moment := time.Now()
		if most > 0 {
			for !time.Now().Truncate(time.Millisecond).After(moment) {
				runtime.Gosched() // commits are told apart by milliseconds
			}
			rename(t, r, "p0", "Somebody")
			if _, err := now(t, r).Summary(anyone(), 0); err != nil {
				t.Fatal(err)
			}
		}
		view, err := r.AsKnownAt(anyone(), moment, registry.LawOfThen)
		if err != nil {
			t.Fatal(err)
		}
		before := store.read.Load()
		if _, err := view.Summary(anyone(), 0); err != nil {
			t.Fatal(err)
		}
		if read := store.read.Load() - before; read > most {
			t.Errorf("%d keys were read to decide %d flows, at most %d expected", read, staged, most)
		}
	}
}

// openSlow is a registry whose store can be made to wait.
func openSlow(t *testing.T, clock func() time.Time) (*registry.Registry, *slow) {
	t.Helper()
	store := &slow{Store: memkv.New(), at: make(chan struct{}, 100), on: make(chan struct{})}
	r, err := registry.Open(anyone(), registry.Parts{Store: store, Law: law.Default(), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	if _, err := r.Import(anyone(), registry.Import{Sources: sources(t, harbour)}); err != nil {
		t.Fatal(err)
	}
	return r, store
}

// rename gives an organization another name.
func rename(t *testing.T, r *registry.Registry, externalID, name string) {
	t.Helper()
	if _, err := r.Amend(anyone(), sheet.Organizations, registry.Command{ExternalID: externalID}, registry.Fields{"name": name}); err != nil {
		t.Fatal(err)
	}
}

// ended is a view in which an instrument has ended.
func ended(t *testing.T, view *registry.View, instrument string) *registry.View {
	t.Helper()
	s, err := view.Suppose(anyone(), []*registry.LawChange{{End: &law.Ending{Instrument: instrument, Through: civil.MustParse("2026-06-30")}}})
	if err != nil {
		t.Fatal(err)
	}
	return s.View()
}

// slow is a store that counts reads, and whose reads wait while it is.
type slow struct {
	storage.Store
	is     atomic.Bool
	at, on chan struct{}
	views  atomic.Int64
}

func (s *slow) View(ctx context.Context, fn func(storage.Tx) error) error {
	s.views.Add(1)
	if s.is.Load() {
		s.at <- struct{}{}
		<-s.on
	}
	return s.Store.View(ctx, fn)
}
