package graph

import (
	"fmt"
	"log/slog"
	"net/http"

	"github.com/safeconduct/safeconduct/registry"
)

// BackupPath is where a backup of the registry is got.
const BackupPath = "/backup"

// backuper gives backups (package backup).
type backuper struct{ registry *registry.Registry }

func (b backuper) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	made, err := b.registry.Backup(q.Context())
	if err != nil {
		fail(w, q, err)
		return
	}
	defer made.Close()
	h := w.Header()
	h.Set("Content-Type", "application/x-tar")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=safeconduct-%s.tar", made.Manifest().At.Format("20060102T150405Z")))
	if err := made.Write(q.Context(), w); err != nil {
		slog.Error("a backup was not written to its end", "error", err)
		panic(http.ErrAbortHandler) // whoever takes it sees that it is cut off
	}
}
