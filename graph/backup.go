package graph

import (
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/safeconduct/safeconduct/registry"
)

// BackupPath is where a backup of the registry is got.
const BackupPath = "/backup"

// slowestTaker is how long a client may take for what is written at a time: as long
// as it takes a backup, a copy of the database is on the disk.
const slowestTaker = time.Minute

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
	h.Set("Connection", "close") // which has a deadline now
	h.Set("Content-Type", "application/x-tar")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=safeconduct-%s.tar", made.Manifest().At.Format("20060102T150405Z")))
	if err := made.Write(q.Context(), &hurried{w, http.NewResponseController(w)}); err != nil {
		slog.Error("a backup was not written to its end", "error", err)
		panic(http.ErrAbortHandler) // whoever takes it sees that it is cut off
	}
}

// hurried writes to a client that must take what is written within a time.
type hurried struct {
	to       http.ResponseWriter
	response *http.ResponseController
}

func (h *hurried) Write(p []byte) (int, error) {
	if err := h.response.SetWriteDeadline(time.Now().Add(slowestTaker)); err != nil {
		return 0, err
	}
	return h.to.Write(p)
}
