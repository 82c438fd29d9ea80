package fact

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

func required(field, value string) *fault.Error {
	if value == "" {
		return fault.Bad(field, "", "is missing")
	}
	return nil
}

// oneOf checks an enumeration and offers its values.
func oneOf[E ~string](field string, value E, values []E) *fault.Error {
	if slices.Contains(values, value) {
		return nil
	}
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	if value == "" {
		return fault.Bad(field, "", "is missing: expected %s", sentence.Either(names))
	}
	return fault.Bad(field, string(value), "is unknown: expected %s%s", sentence.Either(names), fault.DidYouMean(string(value), names))
}

func country(field, code string, l *law.Law) *fault.Error {
	if code == "" {
		return fault.Bad(field, "", "is missing: expected an ISO 3166-1 alpha-2 code such as DE")
	}
	if why := l.CountryFault(code); !why.IsEmpty() {
		return fault.BadFor(field, code, why)
	}
	return nil
}

// notBefore refuses a day that lies before another one that it must follow or
// equal; days that are not given are no fault. The other day is named in words,
// which read the same beside a CSV file and in GraphQL.
func notBefore(field string, day civil.Date, what string, other civil.Date) *fault.Error {
	if day.IsZero() || other.IsZero() || day >= other {
		return nil
	}
	return fault.Bad(field, day.String(), "lies before %s, %s", sentence.Text(what), other)
}

// after refuses a day that does not lie after another one; days that are not
// given are no fault.
func after(field string, day civil.Date, what string, other civil.Date) *fault.Error {
	if day.IsZero() || other.IsZero() || day > other {
		return nil
	}
	return fault.Bad(field, day.String(), "is not after %s, %s", sentence.Text(what), other)
}

// parties refuses a missing party, and an importer that is the exporter.
func parties(exporter, importer ID) (faults fault.List) {
	faults.Add(party("exporter", exporter), party("importer", importer))
	if len(faults) == 0 && exporter == importer {
		faults.Add(fault.Bad("importer", "", "is the exporter: a transfer needs two different organizations"))
	}
	return faults
}

func party(field string, id ID) *fault.Error {
	if id != (ID{}) {
		return nil
	}
	return fault.Bad(field, "", "is missing: expected the id of an organization")
}
