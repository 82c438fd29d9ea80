package registry

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/memkv"
)

// TestWhoWaitsIsToldHowFarItIs asks whether a registry is ready before its flows are
// decided, in the middle, and behind it.
func TestWhoWaitsIsToldHowFarItIs(t *testing.T) {
	r, err := Open(context.Background(), Parts{Store: memkv.New(), Law: law.Default(), Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.cold.Store(true)
	told := func(want string) {
		t.Helper()
		if err := r.Ready(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	told("the flows are being read")
	p := &progress{all: 5}
	r.progress.Store(p)
	decide := p.counting(func(int, basis.Shape) (basis.Timeline, error) { return nil, nil })
	for range 2 {
		if _, err := decide(0, basis.Shape{}); err != nil {
			t.Fatal(err)
		}
	}
	told("40 % of them by now")
	r.cold.Store(false)
	if err := r.Ready(context.Background()); err != nil {
		t.Error(err)
	}
}
