package registry

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestThePageOfASearchIsThatOfTheWholeList holds pages that keep only themselves in memory
// against a list that was sorted as a whole.
func TestThePageOfASearchIsThatOfTheWholeList(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		all := make([]string, random.IntN(40))
		for i := range all {
			all[i] = fmt.Sprint(random.IntN(100), " ", i)
		}
		size, after := 1+random.IntN(10), ""
		if len(all) > 0 && random.IntN(2) == 0 {
			after = all[random.IntN(len(all))]
		}
		n := newNearest(size, after, func(text string) string { return text })
		for _, one := range all {
			n.add(one)
		}
		slices.Sort(all)
		from := 0
		for from < len(all) && all[from] <= after {
			from++
		}
		if got, want := n.sorted(), all[from:min(from+size, len(all))]; !slices.Equal(got, want) || n.total != len(all) || n.before != from {
			t.Fatalf("behind %q of %q are %q, not %q; %d of %d before", after, all, got, want, n.before, n.total)
		}
	}
}
