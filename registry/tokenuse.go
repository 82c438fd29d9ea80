package registry

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/table"
)

// When a token was used last is written now and then, beside the tables: it is no
// record, has no versions and no entry in the log. The key is
//
//	u id → milliseconds
const usedKey = 'u'

// usesWritten is how far apart in time uses are written.
const usesWritten = time.Minute

// uses is when tokens were used since it was written last.
type uses struct {
	mu      sync.Mutex
	latest  map[string]time.Time // by the id of the token
	writing *time.Timer          // nil while nothing is to be written
}

// note notes that a token is used.
func (u *uses) note(r *Registry, id string, at time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.latest == nil {
		u.latest = map[string]time.Time{}
	}
	u.latest[id] = at
	if u.writing == nil {
		u.writing = time.AfterFunc(usesWritten, func() { u.write(r.life, r.db) })
	}
}

// write writes what was noted. What cannot be written is lost: nobody waits for it.
func (u *uses) write(ctx context.Context, db *table.DB) {
	noted := u.taken()
	if len(noted) == 0 {
		return
	}
	err := db.UpdateJournal(ctx, func(tx storage.Tx) error {
		for id, at := range noted {
			if err := tx.Put(usedAt(id), binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli()))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		slog.Warn("when tokens were used last could not be noted", "error", err)
	}
}

// taken takes what was noted.
func (u *uses) taken() map[string]time.Time {
	u.mu.Lock()
	defer u.mu.Unlock()
	noted := u.latest
	u.latest = nil
	if u.writing != nil {
		u.writing.Stop()
		u.writing = nil
	}
	return noted
}

func usedAt(id string) []byte { return append([]byte{usedKey}, id...) }

// tell tells of tokens when they were used last.
func (u *uses) tell(ctx context.Context, db *table.DB, all ...*Token) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	return known(db.ViewJournal(ctx, func(tx storage.Tx) error {
		for _, t := range all {
			at, noted := u.latest[t.ExternalID]
			if !noted {
				value, err := tx.Get(usedAt(t.ExternalID))
				if errors.Is(err, storage.ErrNotFound) {
					continue
				}
				if err != nil {
					return err
				}
				at = time.UnixMilli(int64(binary.BigEndian.Uint64(value)))
			}
			minute := at.UTC().Truncate(time.Minute)
			t.LastUsedAt = &minute
		}
		return nil
	}))
}
