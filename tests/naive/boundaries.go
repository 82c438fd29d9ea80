package naive

import (
	"slices"
)

// Boundaries returns every day, ascending, on which anything could change for
// a flow: all dates of the law and of the registry with both neighbours, since
// a period changes something on the day after its last. It is the same for all
// flows of a registry; the id only has to exist.
func (l *Law) Boundaries(reg *Registry, flowID string) []Day {
	if reg.flows[flowID] == nil {
		return nil
	}
	days := make([]Day, 0, 3*(len(l.days)+len(reg.days)))
	for _, known := range [][]Day{l.days, reg.days} {
		for _, d := range known {
			days = append(days, d-1, d, d+1)
		}
	}
	days = slices.DeleteFunc(days, func(d Day) bool { return d < FirstDay || d > LastDay })
	return sortedDays(days)
}

func sortedDays(days []Day) []Day {
	slices.Sort(days)
	return slices.Compact(days)
}

// appendDays collects every date in a tree of decoded YAML.
func appendDays(days []Day, node any) []Day {
	switch node := node.(type) {
	case map[string]any:
		for _, child := range node {
			days = appendDays(days, child)
		}
	case []any:
		for _, child := range node {
			days = appendDays(days, child)
		}
	case string:
		if d, err := ParseDay(node); err == nil {
			days = append(days, d)
		}
	}
	return days
}
