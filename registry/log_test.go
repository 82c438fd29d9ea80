package registry_test

import (
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestConsistencyOfLogsThatAreNot asks for proofs that nobody can give.
func TestConsistencyOfLogsThatAreNot(t *testing.T) {
	r := openHarbour(t) // one import: one entry
	for _, asked := range []struct {
		older, size int
		code        fault.Code
		words       string
	}{
		{1, 1, "", ""},
		{0, 0, "", ""},
		{2, 1, fault.BadInput, "older: is 2: expected 0 to 1"},
		{-1, 1, fault.BadInput, "older: is -1: expected 0 to 1"},
		{1, 2, fault.NotFound, "the log has 1 entries, not 2"},
	} {
		_, err := r.Consistency(anyone(), asked.older, asked.size)
		if asked.code == "" {
			if err != nil {
				t.Errorf("%d in %d: %v", asked.older, asked.size, err)
			}
			continue
		}
		if err == nil || fault.CodeOf(err) != asked.code || !strings.Contains(err.Error(), asked.words) || strings.Contains(err.Error(), "storage") {
			t.Errorf("%d in %d: %v", asked.older, asked.size, err)
		}
	}
}
