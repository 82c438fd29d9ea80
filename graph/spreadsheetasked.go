package graph

import (
	"net/url"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// chosen is what a parameter narrows to; none given admits all.
func chosen(q url.Values, name string) []string {
	if q.Get(name) == "" {
		return nil
	}
	return []string{q.Get(name)}
}

// nothing is how the page's address writes what flags have none of: no customer, nobody
// who has them in hand, or nothing that would mend them.
const nothing = "-"

// chosenOrNone is chosen of what flags may have none of.
func chosenOrNone(q url.Values, name string) []string {
	if q.Get(name) == nothing {
		return []string{""}
	}
	return chosen(q, name)
}

// chosenOf is what a parameter narrows to that is one of some; none given admits all.
func chosenOf[T ~string](q url.Values, name string, all []T) ([]T, error) {
	given := T(q.Get(name))
	if given == "" {
		return nil, nil
	}
	if !slices.Contains(all, given) {
		words := make([]string, len(all))
		for i, one := range all {
			words[i] = string(one)
		}
		return nil, fault.Bad(name, string(given), "is none of these: expected %s", sentence.Either(words))
	}
	return []T{given}, nil
}

// dayIn reads a parameter that is a day, the zero Date where it is not given.
func dayIn(q url.Values, name string) (civil.Date, error) { return dayFrom(name, q.Get(name)) }

// dayFrom reads the value of a parameter that is a day; the zero Date is of an empty one.
func dayFrom(name, given string) (day civil.Date, err error) {
	if err := day.UnmarshalText([]byte(given)); err != nil {
		return 0, fault.Bad(name, given, "is no date: expected YYYY-MM-DD")
	}
	return day, nil
}
