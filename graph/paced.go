package graph

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"time"
)

// Bounds on slow clients: a connection on which less than a stretch of bytes moves
// in that time is cut.
const (
	slowestStretch = time.Minute
	stretch        = 64 << 10
)

// paced lets a request and its answer take as long as they move; what the server
// allows a request from its beginning is meant for the small ones.
func paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		on := http.NewResponseController(w)
		if q.Body == http.NoBody {
			if err := on.SetReadDeadline(time.Time{}); err != nil {
				fail(w, q, err)
				return
			}
		}
		if wantsEvents(q) { // which are written at a pace of their own
			next.ServeHTTP(w, q)
			return
		}
		q.Body = &pacedBody{ReadCloser: q.Body, extend: on.SetReadDeadline}
		next.ServeHTTP(&pacedWriter{ResponseWriter: w, extend: on.SetWriteDeadline}, q)
	})
}

// pacedBody is read within the time of a stretch for each. Behind its end nothing is
// to be read, and the wait for nothing must not end the request.
type pacedBody struct {
	io.ReadCloser
	extend func(time.Time) error
	moved  int
}

func (b *pacedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.moved += n
	switch {
	case errors.Is(err, io.EOF):
		return n, cmp.Or(b.extend(time.Time{}), err)
	case err == nil && b.moved >= stretch:
		b.moved = 0
		err = b.extend(time.Now().Add(slowestStretch))
	}
	return n, err
}

// pacedWriter may write what is ready; the client has the time of a stretch for each
// piece.
type pacedWriter struct {
	http.ResponseWriter
	extend func(time.Time) error
}

func (w *pacedWriter) Write(p []byte) (int, error) {
	if err := w.extend(time.Now().Add(slowestStretch)); err != nil {
		return 0, err
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets [http.ResponseController] find the connection.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
