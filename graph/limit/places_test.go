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
