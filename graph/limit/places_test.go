package limit_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestPlacesAreFewAndOfOneCallerFewer takes them until there is none.
func TestPlacesAreFewAndOfOneCallerFewer(t *testing.T) {
	p := limit.NewPlaces(3, 2)
	take := func(caller string, want fault.Code) func() {
		t.Helper()
		leave, err := p.Take(caller)
		if err == nil && want != "" || err != nil && fault.CodeOf(err) != want {
			t.Fatalf("%s: %v, want %q", caller, err, want)
		}
		return leave
	}
	first := take("a", "")
	take("a", "")
	take("a", fault.RateLimited)
	take("b", "")
	take("c", fault.Unavailable)
	first()
	first() // who leaves twice has left once
	if got := p.Taken(); got != 2 {
		t.Fatalf("%d are taken", got)
	}
	take("a", "")
	take("c", fault.Unavailable)
}

// TestWhatIsThereAlreadyTakesPlaces occupies more than there are, and nothing comes beside it.
func TestWhatIsThereAlreadyTakesPlaces(t *testing.T) {
	p := limit.NewPlaces(100, 50)
	leave := p.Occupy("a", 500)
	if _, err := p.TakeMany("a", 1); fault.CodeOf(err) != fault.RateLimited {
		t.Errorf("of the same caller: %v", err)
	}
	if _, err := p.TakeMany("b", 1); fault.CodeOf(err) != fault.Unavailable {
		t.Errorf("of another: %v", err)
	}
	leave()
	if _, err := p.TakeMany("a", 51); fault.CodeOf(err) != fault.RateLimited {
		t.Errorf("more than a caller may have: %v", err)
	}
	if _, err := p.TakeMany("a", 50); err != nil {
		t.Error(err)
	}
	if got := p.Taken(); got != 50 {
		t.Errorf("%d are taken", got)
	}
}
