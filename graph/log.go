package graph

import (
	"net/http"
	"strings"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// logPages serves the log for witnesses and verifiers, in the layout of C2SP
// tlog-tiles: /log/checkpoint, /log/tile/…, and beside them /log/key, which
// verifies the checkpoint.
func logPages(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		part, full, err := logPage(r, q)
		if err != nil {
			fail(w, q, err)
			return
		}
		kind := "text/plain; charset=utf-8"
		if strings.HasPrefix(q.URL.Path, "/log/tile/") {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		if full { // it never changes again
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		_, _ = w.Write(part)
	}
}

// logPage is what lies under a path.
func logPage(r *registry.Registry, q *http.Request) (part []byte, full bool, err error) {
	path := strings.TrimPrefix(q.URL.Path, "/log/")
	if path != "checkpoint" && path != "key" {
		return r.LogPart(q.Context(), path)
	}
	c, err := r.Checkpoint(q.Context())
	if err != nil {
		return nil, false, err
	}
	text := c.Note
	if path == "key" {
		text = c.VerifierKey
	}
	if text == nil {
		return nil, false, fault.New(fault.NotFound, "the log has no signing key: its checkpoints are not signed")
	}
	return []byte(*text), false, nil
}
