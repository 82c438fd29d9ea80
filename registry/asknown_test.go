package registry_test

import (
	"context"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestTheClockIsPutBack asks about the moment of the last write while the clock
// stands before it.
func TestTheClockIsPutBack(t *testing.T) {
	written := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	clock := written
	r, err := registry.Open(context.Background(), registry.Parts{Store: memkv.New(), Law: law.Default(), Clock: func() time.Time { return clock }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.AsKnownAt(context.Background(), written.Add(time.Millisecond), registry.LawOfThen); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("of an empty registry the future: %v", err)
	}
	if _, err := r.Import(context.Background(), registry.Import{Sources: sources(t, harbour), Actor: "test"}); err != nil {
		t.Fatal(err)
	}
	clock = written.Add(-time.Hour)
	view, err := r.AsKnownAt(context.Background(), written, registry.LawOfThen)
	if err != nil {
		t.Fatal(err)
	}
	if o, err := view.Organization(context.Background(), "nordwind"); err != nil || o == nil {
		t.Errorf("the last write is not seen: %v", err)
	}
	if _, err := r.AsKnownAt(context.Background(), written.Add(time.Millisecond), registry.LawOfThen); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("the future: %v", err)
	}
}
