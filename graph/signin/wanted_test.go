package signin_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/safeconduct/safeconduct/graph/signin"
)

// strange are addresses that lead to another origin in some browser, or are none that a
// browser writes.
var strange = []string{
	"", "evil.example", "https://evil.example/", "//evil.example", "///evil.example", `/\evil.example`, `\/evil.example`, `\\evil.example`, "/\t/evil.example",
	"\t//evil.example", " //evil.example", "/\r\n/evil.example", "/\n/evil.example", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "http:evil.example",
	"//user@evil.example/", "@evil.example", ":80/", "?to=x", "#x", "/flags#sign-in=x", "/flags?x=\r\nSet-Cookie:x", "/fl\x00ags", "/flüsse", "/%zz", "/<script>", `/"x`,
	"/" + strings.Repeat("x", 2000),
}

func TestStrangeAddressesLeadHome(t *testing.T) {
	for _, given := range strange {
		if got := signin.Wanted(given); got != "/" {
			t.Errorf("%q leads to %q", given, got)
		}
	}
}

// TestEveryViewIsComeBackTo takes any address that the page can have.
func TestEveryViewIsComeBackTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := "/"
		if parts := rapid.SliceOfN(rapid.StringN(1, 20, 40), 0, 3).Draw(t, "parts"); len(parts) > 0 {
			for i, part := range parts {
				parts[i] = url.PathEscape(part)
			}
			path += strings.Join(parts, "/")
		}
		query := url.Values{}
		for name, value := range rapid.MapOfN(rapid.StringN(1, 8, 16), rapid.StringN(0, 20, 40), 0, 4).Draw(t, "query") {
			query.Set(name, value)
		}
		address := path
		if len(query) > 0 {
			address += "?" + query.Encode()
		}
		if got := signin.Wanted(address); got != address {
			t.Fatalf("%s leads to %s", address, got)
		}
	})
}

// FuzzWanted has anything wanted: where it leads is on this server, as browsers read it,
// both as it is and in the header of an answer.
func FuzzWanted(f *testing.F) {
	for _, given := range append(strange, "/", "/flags?on=2020-07-16&mend=ASSESS", "/flows/a%2Fb", "/.//evil.example", "/..//evil.example", "/a/../..//evil.example", "/%5Cevil.example") {
		f.Add(given)
	}
	f.Fuzz(func(t *testing.T, given string) {
		wanted := signin.Wanted(given)
		if wanted != given && wanted != "/" {
			t.Errorf("%q became %q", given, wanted)
		}
		w := httptest.NewRecorder()
		http.Redirect(w, httptest.NewRequest(http.MethodGet, signin.CallbackPath, nil), wanted, http.StatusFound)
		for _, address := range []string{wanted, w.Header().Get("Location")} {
			if !isHere(address) {
				t.Errorf("%q leads to %q, which is elsewhere", given, address)
			}
		}
	})
}

// isHere reports whether an address that stands on a page leads to the origin of that page,
// by the rules of browsers (URL Standard, basic URL parser): they drop blanks and control
// characters around it, tabs and line breaks within, and take a backslash for a slash.
func isHere(address string) bool {
	address = strings.TrimFunc(address, func(r rune) bool { return r <= ' ' })
	address = strings.NewReplacer("\t", "", "\n", "", "\r", "", `\`, "/").Replace(address)
	return strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
}
