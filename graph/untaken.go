package graph

import (
	"net/http"

	"github.com/safeconduct/safeconduct/graph/limit"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// Bounds on answers that are made and that their clients have not taken yet, in bytes.
// Whoever asks and does not read, on many streams of one connection, would fill the memory.
const (
	mostUntaken     = 512 << 20
	mostUntakenEach = 64 << 20  // of one caller
	perAnswer       = 512 << 10 // what an answer takes beside its data: above all what compresses it
)

// begin takes the room of an answer that is about to be made; written gives it back.
func begin(untaken *limit.Places, caller string) (written func(), err error) {
	written, err = untaken.TakeMany(caller, perAnswer)
	if err != nil && fault.CodeOf(err) == fault.RateLimited {
		return nil, fault.New(fault.RateLimited, "answers of %d bytes wait for this caller: read them first", mostUntakenEach)
	}
	if err != nil {
		return nil, fault.New(fault.Unavailable, "too many answers wait to be read: try again in a moment")
	}
	return written, nil
}

// held serves something of so many bytes where there is room for it.
func held(untaken *limit.Places, bytes int, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		caller := access.CallerOf(q.Context()).Actor
		written, err := begin(untaken, caller)
		if err != nil {
			tryAgain(w, 0)
			fail(w, q, err)
			return
		}
		defer written()
		defer untaken.Occupy(caller, bytes)()
		next.ServeHTTP(w, q)
	})
}
