package accesslog

import (
	"context"
	"errors"
	"os"
	"time"
)

// SyncEvery is how long a line may wait until it is on the disk for certain.
const SyncEvery = time.Second

// KeepSynced syncs what was written, every [SyncEvery] until the context is done, and
// once more. What fails is told, and tried again.
func (f *Folder) KeepSynced(ctx context.Context, failed func(error)) {
	ticks := time.NewTicker(SyncEvery)
	defer ticks.Stop()
	for {
		select {
		case <-ctx.Done():
		case <-ticks.C:
		}
		if err := f.sync(); err != nil {
			failed(err)
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// sync has on the disk what was written so far; lines are added meanwhile.
func (f *Folder) sync() error {
	f.mu.Lock()
	var err error
	if rest := f.nobody.rest(); rest != nil {
		rest.At = f.clock().UTC()
		err = f.write(rest)
	}
	file, size, owed := f.file, f.size, f.size > f.synced
	f.mu.Unlock()
	if err != nil || file == nil || !owed {
		return err
	}
	if err := file.Sync(); errors.Is(err, os.ErrClosed) {
		return nil // the day is over: it was synced when it was closed
	} else if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == file {
		f.synced = size
	}
	return nil
}
