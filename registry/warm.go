package registry

import (
	"log/slog"
	"time"

	"github.com/safeconduct/safeconduct/registry/fault"
)

// KeepWarm has all flows decided before anybody asks: now, and after each import.
// Until it is done for the first time, the registry is not [Registry.Ready]; it
// answers all the same.
func (r *Registry) KeepWarm() {
	r.warm.Store(true)
	r.cold.Store(true)
	go func() {
		r.warmUp()
		r.cold.Store(false) // also after a failure: whoever asks tries again
		if b := r.latest(); b != nil {
			b.flows.Index()
			b.due.index()
		}
		r.keepNew()
	}()
}

// keepNew keeps what was decided anew.
func (r *Registry) keepNew() {
	if err := r.KeepColumns(r.life); err != nil && r.life.Err() == nil {
		slog.Warn("the columns were not kept: the next start decides all flows anew", "error", err)
	}
}

// errCold is told while all flows are being decided for the first time.
var errCold = fault.New(fault.Unavailable, "the flows are being decided: try again in a moment")

// warmUp decides all flows of the latest state.
func (r *Registry) warmUp() {
	begun := time.Now()
	view, err := r.Now(r.life)
	if err == nil {
		_, err = view.everything(r.life)
	}
	switch {
	case r.life.Err() != nil: // it was closed meanwhile
	case err != nil:
		slog.Warn("the flows could not be decided before somebody asks", "error", err)
	default:
		slog.Info("all flows are decided", "commit", view.at, "took", time.Since(begun).Round(time.Millisecond))
	}
}
