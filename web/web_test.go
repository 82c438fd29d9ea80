package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Bytes()
}

// built is a page as the build leaves it: text in its compressed forms alone.
func builtPage() fstest.MapFS {
	return fstest.MapFS{
		unbuilt:                       {Data: []byte("how to build")},
		"dist/app/index.html.gz":      {Data: gzipped("the page")},
		"dist/app/index.html.br":      {Data: []byte("the page in br")},
		"dist/app/assets/a-1.js.gz":   {Data: gzipped("script")},
		"dist/app/assets/font.woff2":  {Data: []byte("font")},
		"dist/app/theme.js.gz":        {Data: gzipped("theme")},
		"dist/app/theme.js.br":        {Data: []byte("theme in br")},
		"dist/app/assets/a-1.js.meta": {Data: []byte("x")},
	}
}

func ask(t *testing.T, from fstest.MapFS, method, path string, header ...string) *http.Response {
	t.Helper()
	mux := http.NewServeMux()
	register(mux, load(from))
	q := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, q)
	return w.Result()
}

func TestThePageIsServedAtItsPathsAndAsNotFoundElsewhere(t *testing.T) {
	for path, want := range map[string]int{
		"/": 200, "/flags": 200, "/flows/f-1": 200, "/flows/a%2Fb": 200, "/log": 200, "/law/eu-us-dpf": 200,
		"/assets/a-1.js": 200, "/theme.js": 200,
		"/nope": 404, "/flows/": 404, "/flows/a/b": 404, "/assets/a-2.js": 404, "/dist/index.html": 404,
	} {
		if got := ask(t, builtPage(), "GET", path); got.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, got.StatusCode, want)
		}
	}
	if got := ask(t, builtPage(), "POST", "/nope"); got.StatusCode != 405 || got.Header.Get("Allow") != "GET, HEAD" {
		t.Errorf("POST: status %d, Allow %q", got.StatusCode, got.Header.Get("Allow"))
	}
}

func TestEachClientGetsTheSmallestFormThatItTakes(t *testing.T) {
	for _, c := range []struct{ path, accepts, coding, body string }{
		{"/", "gzip, deflate, br", "br", "the page in br"},
		{"/", "gzip, br;q=0", "gzip", string(gzipped("the page"))},
		{"/", "", "", "the page"},
		{"/", "identity", "", "the page"},
		{"/theme.js", "br;q=0.5", "br", "theme in br"},
		{"/assets/a-1.js", "br", "", "script"},
		{"/assets/font.woff2", "gzip, br", "", "font"},
	} {
		got := ask(t, builtPage(), "GET", c.path, "Accept-Encoding", c.accepts)
		body, err := io.ReadAll(got.Body)
		if err != nil || string(body) != c.body || got.Header.Get("Content-Encoding") != c.coding || got.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s accepting %q: %q in %q, %v", c.path, c.accepts, body, got.Header.Get("Content-Encoding"), err)
		}
	}
	if got := ask(t, builtPage(), "HEAD", "/"); got.StatusCode != 200 || got.ContentLength != int64(len("the page")) {
		t.Errorf("HEAD: status %d, length %d", got.StatusCode, got.ContentLength)
	}
}

func TestWhatIsKeptIsAskedForByItsTag(t *testing.T) {
	asset := ask(t, builtPage(), "GET", "/assets/a-1.js").Header.Get("Cache-Control")
	if !strings.Contains(asset, "immutable") {
		t.Errorf("an asset: %q", asset)
	}
	page := ask(t, builtPage(), "GET", "/flags")
	if page.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page: %q", page.Header.Get("Cache-Control"))
	}
	if again := ask(t, builtPage(), "GET", "/", "If-None-Match", page.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("asked again: %d", again.StatusCode)
	}
	if unknown := ask(t, builtPage(), "GET", "/nope", "If-None-Match", page.Header.Get("ETag")); unknown.StatusCode != 404 {
		t.Errorf("an unknown path with the page's tag: %d", unknown.StatusCode)
	}
}

func TestThePolicyAdmitsNothingFromElsewhereAndNothingInline(t *testing.T) {
	for _, path := range []string{"/", "/flows/x", "/nope", "/theme.js"} {
		got := ask(t, builtPage(), "GET", path).Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(got, "default-src 'none'; script-src 'self'; style-src 'self';") || strings.Contains(got, "unsafe") {
			t.Errorf("%s: %s", path, got)
		}
	}
	if got := ask(t, builtPage(), "GET", "/graphiql").Header.Get("Content-Security-Policy"); strings.Contains(got, "script-src 'self' ") {
		t.Errorf("the explorer: %s", got)
	}
}

func TestWithoutABuildThePageSaysHowItIsBuilt(t *testing.T) {
	from := fstest.MapFS{unbuilt: {Data: []byte("how to build")}}
	for _, accepts := range []string{"gzip, br", ""} {
		got := ask(t, from, "GET", "/", "Accept-Encoding", accepts)
		if body, err := io.ReadAll(got.Body); err != nil || string(body) != "how to build" || got.StatusCode != 200 {
			t.Errorf("%d %q, %v", got.StatusCode, body, err)
		}
	}
}

func TestThePackagesOfThePageAreThoseOfItsNotices(t *testing.T) {
	of := load(fstest.MapFS{
		"dist/app/index.html.gz":  {Data: gzipped("the page")},
		"dist/app/licenses.md.gz": {Data: gzipped("# Licenses\n\n## @a/b - 1.2.0-rc.1 (MIT)\n\n## Terms - of all\n\ntext\n\n## c - 3.0.0\n")},
	})
	want := []Package{{"@a/b", "1.2.0-rc.1", "MIT"}, {"c", "3.0.0", ""}}
	if got := of.packages(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}
