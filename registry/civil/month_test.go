package civil_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/registry/civil"
)

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2020-01-31", 1, "2020-02-29"},
		{"2021-01-31", 1, "2021-02-28"},
		{"2021-01-31", 2, "2021-03-31"},
		{"2020-02-29", 12, "2021-02-28"},
		{"2020-02-29", 48, "2024-02-29"},
		{"2020-11-15", 3, "2021-02-15"},
	} {
		if got := civil.MustParse(c.from).AddMonths(c.n); got != civil.MustParse(c.want) {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.n, got, c.want)
		}
	}
	if got := civil.Last.AddMonths(1); !got.IsZero() {
		t.Errorf("after the last day: %s", got)
	}
}
