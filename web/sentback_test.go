package web

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestWhoIsSentBackGetsThePageWithWords(t *testing.T) {
	from := fstest.MapFS{
		unbuilt:                  {Data: []byte("how to build")},
		"dist/app/index.html.gz": {Data: gzipped("<head><title>Safeconduct</title></head>")},
		"dist/app/index.html.br": {Data: []byte("the page in br")},
	}
	w := httptest.NewRecorder()
	sendBack(w, load(from).index(), 403, SentBack{Words: `"><script>alert(1)</script>`, Language: "de", Wanted: `/flags?a="&b=<i>`})
	got := w.Result()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	want := `<head><meta name="sent-back" content="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" lang="de" data-wanted="/flags?a=&#34;&amp;b=&lt;i&gt;"><title>Safeconduct</title></head>`
	if string(body) != want || got.ContentLength != int64(len(want)) {
		t.Errorf("%s", body)
	}
	if policy := got.Header.Get("Content-Security-Policy"); got.StatusCode != 403 || !strings.HasPrefix(got.Header.Get("Content-Type"), "text/html") || !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self';") || got.Header.Get("ETag") != "" {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
}
