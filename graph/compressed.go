package graph

import (
	"net/http"

	"github.com/klauspost/compress/gzhttp"
	"github.com/klauspost/compress/gzip"
)

// worthCompressing is from how many bytes on an answer is compressed: it hardly gets
// smaller below.
const worthCompressing = 1 << 10

// compressing compresses texts by gzip, as fast as it goes: answers are made anew each
// time.
var compressing = func() func(http.Handler) http.HandlerFunc {
	wrap, err := gzhttp.NewWrapper(
		gzhttp.MinSize(worthCompressing), gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.EnableZstd(false),
		gzhttp.ContentTypes([]string{typeJSON, typeGraphQL, typeJSONLines, typeSchema, typeCSV}),
	)
	if err != nil {
		panic(err) // the options are a mistake of ours
	}
	return wrap
}()

// compressed answers those in fewer bytes who accept that. Events are not: each is to
// arrive when it happens.
func compressed(next http.Handler) http.Handler {
	wrapped := compressing(next)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if wantsEvents(q) {
			next.ServeHTTP(w, q)
			return
		}
		wrapped.ServeHTTP(w, q)
	})
}
