package registry_test

import (
	"strings"
	"testing"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestInclusionInLogsThatAreNot asks for proofs of entries that nobody can give.
func TestInclusionInLogsThatAreNot(t *testing.T) {
	r := openHarbour(t) // one import: one entry
	for _, asked := range []struct {
		commit, size int
		code         fault.Code
		words        string
	}{
		{0, 1, fault.BadInput, "commit: is 0: expected 1 to 1"},
		{2, 1, fault.BadInput, "commit: is 2: expected 1 to 1"},
		{1, 2, fault.NotFound, "the log has 1 entries, not 2"},
	} {
		_, err := r.Inclusion(anyone(), asked.commit, asked.size)
		if fault.CodeOf(err) != asked.code || !strings.Contains(err.Error(), asked.words) {
			t.Errorf("%d in %d: %v", asked.commit, asked.size, err)
		}
	}
	p, err := r.Inclusion(anyone(), 1, 1)
	if err != nil || len(p.Proof) != 0 || !strings.HasPrefix(p.Entry, "safeconduct-entry v1\nseq 1\n") {
		t.Errorf("the only entry is proven by %+v, %v", p, err)
	}
}

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
