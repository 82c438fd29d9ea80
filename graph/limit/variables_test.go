package limit_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// listsOf are lists of a number of values each.
func listsOf(lists, values int) []any {
	all := make([]any, lists)
	for i := range all {
		all[i] = make([]any, values)
	}
	return all
}

// TestVariablesAreMeasured counts values however they lie within each other.
func TestVariablesAreMeasured(t *testing.T) {
	for name, c := range map[string]struct {
		variables map[string]any
		refused   bool
	}{
		"none":              {nil, false},
		"a page of ids":     {map[string]any{"ids": make([]any, 1000)}, false},
		"many ids":          {map[string]any{"ids": make([]any, 100_000)}, true},
		"lists of lists":    {map[string]any{"a": listsOf(100, 101)}, true},
		"fewer":             {map[string]any{"a": listsOf(100, 90)}, false},
		"within objects":    {map[string]any{"a": map[string]any{"b": make([]any, 10_001)}}, true},
		"over variables":    {map[string]any{"a": make([]any, 5_001), "b": make([]any, 5_001)}, true},
		"as many as may be": {map[string]any{"a": make([]any, 9_998)}, false},
		"one more":          {map[string]any{"a": make([]any, 9_999)}, true},
	} {
		if err := limit.Variables(c.variables); (err != nil) != c.refused || c.refused && fault.CodeOf(err) != fault.TooComplex {
			t.Errorf("%s: %v", name, err)
		}
	}
}
