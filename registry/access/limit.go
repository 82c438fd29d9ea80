package access

import (
	"cmp"
	"slices"

	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// mostExporters bounds to how many exporters a caller can be limited.
const mostExporters = 100

// CheckLimit says why a role cannot be limited to some exporters, given by their external
// ids; nil where it can, and where none are given.
func CheckLimit(role Role, exporters []string) *fault.Error {
	switch {
	case exporters == nil:
		return nil
	case len(exporters) == 0: // of a program whose list came out empty, which is not to see everything
		return fault.Bad("exporters", "", "are an empty list: name at least one, or leave them out where nothing is to be limited")
	case !slices.Contains(limitable, role):
		return fault.Bad("exporters", exporters[0], "would limit the role %s: only %s can be limited to some exporters", role, sentence.Either(namesOf(limitable)))
	case len(exporters) > mostExporters:
		return fault.Bad("exporters", "", "are %d: expected at most %d", len(exporters), mostExporters)
	}
	return nil
}

// LimitOf is the limit of a caller: exporters in their order, each once.
func LimitOf(exporters []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(exporters)))
}

// And is what somebody may do who is each of two callers. An ADMIN, an AUDITOR or a
// COMPLIANCE that is not limited is more than one that is, and that is more than sales.
// Two limits are one limit to the exporters of both, under the greater of the two roles.
func (c Caller) And(other Caller) Caller {
	greater, less := c, other
	if cmp.Compare(rank(less), rank(greater)) > 0 {
		greater, less = less, greater
	}
	if greater.IsLimited() && less.IsLimited() {
		greater.Exporters = LimitOf(slices.Concat(greater.Exporters, less.Exporters))
	}
	return greater
}

// rank orders callers by what they may do, from the least to the most.
func rank(c Caller) int {
	at := slices.Index(Roles, c.Role)
	if !c.IsLimited() && at > slices.Index(Roles, Sales) {
		at += len(Roles)
	}
	return at
}
