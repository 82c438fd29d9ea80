package limit

import "github.com/safeconduct/safeconduct/registry/fault"

// mostValues is how many values the variables of an operation may have, those within
// lists and objects counted each: what is sent as a list has at most a thousand.
const mostValues = 10_000

// Variables refuses variables with too many values, with TOO_COMPLEX, before they are held
// against their types.
func Variables(all map[string]any) error {
	if n := valuesIn(all, 0); n > mostValues {
		return fault.New(fault.TooComplex, "the variables have more than %d values: send fewer at a time", mostValues)
	}
	return nil
}

// valuesIn counts the values in a value and those before it, until they are too many.
func valuesIn(value any, before int) int {
	if before++; before > mostValues {
		return before
	}
	switch of := value.(type) {
	case []any:
		for _, one := range of {
			if before = valuesIn(one, before); before > mostValues {
				break
			}
		}
	case map[string]any:
		for _, one := range of {
			if before = valuesIn(one, before); before > mostValues {
				break
			}
		}
	}
	return before
}
