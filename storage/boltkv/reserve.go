package boltkv

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"github.com/safeconduct/safeconduct/storage"
)

// reserve is room on the disk that is kept back, as a file that has nothing in it:
// for what must be written when there is no room any more.
type reserve struct {
	path  string
	short bool // it has less room than it should
}

// reserved is how much room is kept back, in bytes: enough for many a small commit.
const reserved = 2 << 20

// leastReserve is the least room that is worth keeping.
const leastReserve = 16 << 10

// ReserveFile is its name in the folder.
const ReserveFile = "registry.reserve"

func newReserve(dir string) *reserve {
	r := &reserve{path: filepath.Join(dir, ReserveFile)}
	r.fill()
	return r
}

// fill takes the room, or as much of it as there is.
func (r *reserve) fill() {
	file, err := os.OpenFile(r.path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		slog.Warn("no room can be kept back for a full disk", "error", err)
		return
	}
	defer file.Close()
	for size := int64(reserved); size >= leastReserve; size /= 2 {
		err := allocate(file, size)
		r.short = err != nil || size < reserved
		if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EDQUOT) {
			return
		}
	}
}

// give lets the room go.
func (r *reserve) give() error {
	r.short = true
	return os.Truncate(r.path, 0)
}

// UpdateReserved implements storage.Reserver.
func (s *store) UpdateReserved(ctx context.Context, fn func(storage.Tx) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := s.writable(ctx); err != nil {
		return err
	}
	if err := s.reserve.give(); err != nil {
		return err
	}
	defer s.reserve.fill() // before anybody else writes
	return s.update(ctx, fn)
}

var _ storage.Reserver = (*store)(nil)
