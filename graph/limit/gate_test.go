package limit_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestOneCallerLeavesRoom fills a gate from one side.
func TestOneCallerLeavesRoom(t *testing.T) {
	g := limit.NewGate(4, 2, 4)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	leaves := []func(){enter(t, g, "audit"), enter(t, g, "audit")}
	audit := make(chan func())
	for range 2 {
		go func() {
			leave, err := g.Enter(ctx, "audit")
			if err != nil {
				t.Error(err)
			}
			audit <- leave
		}()
	}
	enter(t, g, "sales")()
	for _, waiting := g.Load(); waiting < 2; _, waiting = g.Load() {
		if ctx.Err() != nil {
			t.Fatal("two do not wait")
		}
		runtime.Gosched()
	}
	if _, err := g.Enter(ctx, "audit"); fault.CodeOf(err) != fault.Unavailable {
		t.Error("a third one waits:", err)
	}
	enter(t, g, "sales")()
	for _, leave := range leaves {
		leave()
		(<-audit)()
	}
	enter(t, g, "audit")()
}

func enter(t *testing.T, g *limit.Gate, caller string) func() {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	leave, err := g.Enter(ctx, caller)
	if err != nil {
		t.Fatal(err)
	}
	return leave
}

// TestGatesHoldAndEmpty lets random callers come, wait, give up and go, all at once.
func TestGatesHoldAndEmpty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const running, waiting = 3, 5
		g := limit.NewGate(running, max(running/2, 1), waiting)
		var mu sync.Mutex
		inside, most := 0, 0
		var all sync.WaitGroup
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 5), 1, 40).Draw(t, "callers") {
			all.Go(func() {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				if n == 5 {
					cancel()
				}
				leave, err := g.Enter(ctx, string(rune('a'+n%3)))
				if err != nil {
					return
				}
				mu.Lock()
				inside++
				most = max(most, inside)
				mu.Unlock()
				mu.Lock()
				inside--
				mu.Unlock()
				leave()
			})
		}
		all.Wait()
		if most > running {
			t.Fatalf("%d ran at once", most)
		}
		if inside, waiting := g.Load(); inside+waiting > 0 {
			t.Fatalf("%d are left inside, %d wait", inside, waiting)
		}
	})
}

func TestBudgets(t *testing.T) {
	b := limit.NewBudget(10, 100)
	now := time.Now()
	left, _, err := b.Take("a", 60, now)
	if err != nil || left != 40 {
		t.Fatal(left, err)
	}
	_, after, err := b.Take("a", 60, now)
	if fault.CodeOf(err) != fault.RateLimited || after < 2*time.Second || after > 4*time.Second {
		t.Fatal(after, err)
	}
	if _, _, err := b.Take("b", 60, now); err != nil {
		t.Fatal("another's store:", err)
	}
	if left, _, err := b.Take("a", 60, now.Add(after)); err != nil {
		t.Fatal(left, err)
	}
	if _, _, err := b.Take("c", 1<<60, now); err != nil {
		t.Fatal("what is larger than any store takes a full one:", errors.Unwrap(err), err)
	}
}
