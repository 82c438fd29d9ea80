package graph

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"

	"github.com/safeconduct/safeconduct/registry"
)

// ExportPath is where an export is got: a ZIP archive, whose comment is
// [registry.Exported] in JSON. An archive without its end was cut off.
const ExportPath = "/export"

// exporter answers GET /export with what is recorded, while it is read.
func exporter(r *registry.Registry) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		view, err := r.Now(q.Context())
		if err != nil {
			fail(w, q, err)
			return
		}
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": "safeconduct.zip"}))
		if err := archive(q.Context(), view, w); err != nil {
			if !errors.Is(err, context.Canceled) {
				slog.ErrorContext(q.Context(), "an export was cut off", "error", err)
			}
			panic(http.ErrAbortHandler) // the status is sent: only the end can tell
		}
	}
}

func archive(ctx context.Context, view *registry.View, to io.Writer) error {
	all := zip.NewWriter(to)
	exported, err := view.Export(ctx, registry.Export{Create: all.Create})
	if err != nil {
		return err
	}
	comment, err := json.Marshal(exported)
	if err != nil {
		return err
	}
	return errors.Join(all.SetComment(string(comment)), all.Close())
}
