package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// The bounds of texts.
const (
	longestKey    = 128   // of a caller's own key, in characters (contract)
	longestText   = 4096  // in bytes: far above any honest name
	longestProse  = 65536 // in bytes, of what people write at length
	longestGroup  = 512   // in bytes: it is the key of an index
	longestDomain = 253   // in bytes (RFC 1035, section 3.1)
	mostDomains   = 100
)

// CheckKey applies the contract to a caller's own key: 1 to 128 characters, none
// a control or format character, no space at its ends.
func CheckKey(field, key string) *fault.Error {
	switch {
	case key == "":
		return fault.Bad(field, "", "is missing: every record needs the caller's own key")
	case !utf8.ValidString(key):
		return fault.Bad(field, key, "is not valid UTF-8")
	case utf8.RuneCountInString(key) > longestKey:
		return fault.Bad(field, key, "is longer than %d characters", longestKey)
	case strings.TrimFunc(key, unicode.IsSpace) != key:
		return fault.Bad(field, key, "begins or ends with a space")
	case strings.ContainsFunc(key, hidden):
		return fault.Bad(field, key, "contains a control or format character")
	}
	return nil
}

// CheckText refuses text that is too long or hides something from its reader.
// It may have several lines: cells of CSV files may, and do.
func CheckText(field, value string) *fault.Error {
	return checkText(field, value, longestText)
}

func checkText(field, value string, longest int) *fault.Error {
	switch {
	case len(value) > longest:
		return fault.Bad(field, value, "is longer than %d bytes", longest)
	case !utf8.ValidString(value):
		return fault.Bad(field, value, "is not valid UTF-8")
	case strings.ContainsFunc(value, func(r rune) bool { return hidden(r) && !breaks(r) && !joins(r) }):
		return fault.Bad(field, value, "contains a control or format character")
	}
	return nil
}

// checkProse is CheckText for what people write at length.
func checkProse(field, value string) *fault.Error {
	return checkText(field, value, longestProse)
}

// checkLine is checkText for what people type to find it: one line.
func checkLine(field, value string, longest int) *fault.Error {
	if strings.ContainsFunc(value, breaks) {
		return fault.Bad(field, value, "contains a line break or a tab: expected one line")
	}
	return checkText(field, value, longest)
}

// checkGroup checks the name of a corporate group.
func checkGroup(value string) *fault.Error { return checkLine("group", value, longestGroup) }

// checkDomains checks internet domains as far as one must to keep them: whether
// they exist, nobody asks.
func checkDomains(domains []string) (faults fault.List) {
	if len(domains) > mostDomains {
		faults.Add(fault.Bad("domain", "", "are %d: expected at most %d", len(domains), mostDomains))
	}
	for _, domain := range domains {
		faults.Add(checkDomain(domain))
	}
	return faults
}

func checkDomain(domain string) *fault.Error {
	if strings.ContainsRune(domain, ' ') {
		return fault.Bad("domain", domain, "contains a space")
	}
	return checkLine("domain", domain, longestDomain)
}

// hidden reports the characters that people cannot see: control (Cc) and
// format (Cf), which includes the ones that reverse the reading direction.
func hidden(r rune) bool {
	if r < unicode.MaxASCII {
		return r < ' '
	}
	return unicode.In(r, unicode.Cc, unicode.Cf)
}

// breaks reports the characters that end a line or jump within it.
func breaks(r rune) bool { return strings.ContainsRune("\n\r\t\v\f\u0085\u2028\u2029", r) }

// joins reports the format characters that honest words contain: the two
// joiners and the soft hyphen.
func joins(r rune) bool { return strings.ContainsRune("\u200c\u200d\u00ad", r) }
