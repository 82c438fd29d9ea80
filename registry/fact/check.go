package fact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// longestExternalID is the contract's bound on the caller's own keys, in
// characters.
const longestExternalID = 128

// longestText bounds every text, in bytes: far above any honest name.
const longestText = 4096

// checkExternalID applies the contract to a caller's own key: 1 to 128
// characters, none a control or format character, no space at its ends.
func checkExternalID(id string) *fault.Error {
	switch {
	case id == "":
		return fault.Bad("id", "", "is missing: every record needs the caller's own key")
	case !utf8.ValidString(id):
		return fault.Bad("id", id, "is not valid UTF-8")
	case utf8.RuneCountInString(id) > longestExternalID:
		return fault.Bad("id", id, "is longer than %d characters", longestExternalID)
	case strings.TrimFunc(id, unicode.IsSpace) != id:
		return fault.Bad("id", id, "begins or ends with a space")
	case strings.ContainsFunc(id, hidden):
		return fault.Bad("id", id, "contains a control or format character")
	}
	return nil
}

// hidden reports the characters that people cannot see: control (Cc) and
// format (Cf), which includes the ones that reverse the reading direction.
func hidden(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) }

func required(field, value string) *fault.Error {
	if value == "" {
		return fault.Bad(field, "", "is missing")
	}
	return text(field, value)
}

// text refuses what would break a line or hide from a reader.
func text(field, value string) *fault.Error {
	switch {
	case len(value) > longestText:
		return fault.Bad(field, value, "is longer than %d bytes", longestText)
	case !utf8.ValidString(value):
		return fault.Bad(field, value, "is not valid UTF-8")
	case strings.ContainsFunc(value, func(r rune) bool { return hidden(r) && !strings.ContainsRune("\n\r\t\u200c\u200d\u00ad", r) }):
		return fault.Bad(field, value, "contains a control or format character")
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
		return fault.Bad(field, "", "is missing: expected %s", fault.Either(names))
	}
	return fault.Bad(field, string(value), "is unknown: expected %s%s", fault.Either(names), fault.DidYouMean(string(value), names))
}

func country(field, code string, l *law.Law) *fault.Error {
	if code == "" {
		return fault.Bad(field, "", "is missing: expected an ISO 3166-1 alpha-2 code such as DE")
	}
	if why := l.CountryFault(code); why != "" {
		return fault.Bad(field, code, "%s", why)
	}
	return nil
}

// notBefore refuses a day that lies before another one that it must follow or
// equal; days that are not given are no fault.
func notBefore(field string, day civil.Date, otherField string, other civil.Date) *fault.Error {
	if day.IsZero() || other.IsZero() || day >= other {
		return nil
	}
	return fault.Bad(field, day.String(), "lies before %s, %s", otherField, other)
}

// after refuses a day that does not lie after another one; days that are not
// given are no fault.
func after(field string, day civil.Date, otherField string, other civil.Date) *fault.Error {
	if day.IsZero() || other.IsZero() || day > other {
		return nil
	}
	return fault.Bad(field, day.String(), "is not after %s, %s", otherField, other)
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
