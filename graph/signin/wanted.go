package signin

import (
	"net/url"
	"strings"
)

// home is where people come who wanted nothing else.
const home = "/"

// longestWanted is how many bytes of an address are kept while somebody signs in.
const longestWanted = 2000

// Wanted is the address to which somebody is led after the sign-in: the path and the query
// that were given, as a browser writes them, where they lead to this very server; [home]
// for anything else. What browsers take for another origin is nothing of that kind: a
// scheme, two slashes, a backslash, which they read as a slash, tabs and line breaks, which
// they leave out.
func Wanted(given string) string {
	if len(given) > longestWanted || !strings.HasPrefix(given, "/") || strings.HasPrefix(given, "//") || strings.ContainsFunc(given, isUnwritten) {
		return home
	}
	if at, err := url.Parse(given); err != nil || at.Host != "" || at.Scheme != "" {
		return home
	}
	return given
}

// isUnwritten reports whether a character stands in no path or query that a browser has
// written, or begins a fragment, of which no server is told.
func isUnwritten(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`\"<>#`, r) }
