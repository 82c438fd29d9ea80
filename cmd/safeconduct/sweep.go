package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/safeconduct/safeconduct/registry"
)

// sweepHourly removes documents that nobody has recorded, and finishes erasures, now
// and every hour until the context is done; keeps the columns, where they have
// changed, and the access log, and looks how large the database is. What fails is told; the next hour goes on.
func sweepHourly(ctx context.Context, r *registry.Registry, data string, accessDays int) {
	hours := time.NewTicker(time.Hour)
	defer hours.Stop()
	for {
		removed, err := r.SweepDocuments(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			slog.Error("documents that nobody has recorded could not be swept", "error", err)
		case removed > 0:
			slog.Info("documents that nobody has recorded were removed", "files", removed)
		}
		if err := r.FinishErasures(ctx); err != nil {
			slog.Error("an erasure is not finished", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-hours.C:
		}
		boundGarbage(data)
		if err := r.KeepAccessLog(ctx, accessDays); err != nil && ctx.Err() == nil {
			slog.Error("the days of the access log that are over were not anchored, or not pruned", "error", err)
		}
		if err := r.KeepColumns(ctx); err != nil && ctx.Err() == nil {
			slog.Warn("the columns were not kept", "error", err)
		}
	}
}
