package registry_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry"
)

// TestAScenarioThatNobodyWaitsForEnds supposes something and goes, or waits until a
// deadline passes, while what is as things are is still being read: the hypothesis is
// given up, what is as things are is not.
func TestAScenarioThatNobodyWaitsForEnds(t *testing.T) {
	for name, within := range map[string]func() (context.Context, context.CancelFunc){
		"its client goes": func() (context.Context, context.CancelFunc) { return context.WithCancel(anyone()) },
		"its deadline passes": func() (context.Context, context.CancelFunc) {
			return context.WithTimeout(anyone(), 10*time.Millisecond)
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, store := openSlow(t, time.Now)
			defer close(store.on)
			view := now(t, r)
			supposed := ended(t, view, "eu-us-dpf")
			store.is.Store(true)
			ctx, goes := within()
			answered := make(chan error, 1)
			go func() {
				_, err := supposed.Summary(ctx, 0)
				answered <- err
			}()
			<-store.at
			made := supposed.Making() // nil where the deadline has passed already
			if _, late := ctx.Deadline(); !late {
				goes()
			}
			if err := <-answered; !errors.Is(err, ctx.Err()) {
				t.Fatal(err)
			}
			goes()
			if supposed.Making() != nil {
				t.Error("the hypothesis is being made, and nobody waits for it")
			}
			if made != nil && !happens(made) {
				t.Error("the work goes on")
			}
			if view.Making() == nil {
				t.Error("what is as things are was given up, too")
			}
		})
	}
}

// TestFewHypothesesAreDecidedAtOnce supposes something while others have all places.
func TestFewHypothesesAreDecidedAtOnce(t *testing.T) {
	r := openHarbour(t)
	view := now(t, r)
	if _, err := view.Summary(anyone(), 0); err != nil {
		t.Fatal(err)
	}
	leave, err := registry.Occupy(anyone(), r)
	if err != nil {
		t.Fatal(err)
	}
	supposed := ended(t, view, "eu-us-dpf")
	late, cancel := context.WithTimeout(anyone(), 100*time.Millisecond)
	defer cancel()
	if _, err := supposed.Summary(late, 0); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it did not wait for a place: %v", err)
	}
	leave()
	further := ended(t, supposed, "scc-2021") // decides both, the one that it is about first
	if _, err := further.Summary(anyone(), 0); err != nil {
		t.Error(err)
	}
}

// TestOthersGoOnWhileOneSupposes asks for the latest state while storage has somebody wait
// who supposes something.
func TestOthersGoOnWhileOneSupposes(t *testing.T) {
	r, store := openSlow(t, time.Now)
	view := now(t, r)
	store.is.Store(true)
	var group sync.WaitGroup
	both := make([]*registry.View, 2)
	for i := range both {
		group.Go(func() { both[i] = ended(t, view, "eu-us-dpf") })
		if !happens(store.at) {
			t.Fatal("two who suppose the same wait for each other")
		}
	}
	store.is.Store(false)
	asked := make(chan struct{})
	go func() {
		defer close(asked)
		now(t, r)
	}()
	if !happens(asked) {
		t.Error("others wait, too")
	}
	close(store.on)
	group.Wait()
	if !both[0].SharesWith(both[1]) {
		t.Error("two who suppose the same share nothing")
	}
}

// happens reports whether something happens within any time that it may take.
func happens(what <-chan struct{}) bool {
	select {
	case <-what:
		return true
	case <-time.After(30 * time.Second):
		return false
	}
}
