package registry

import (
	"log/slog"
	"time"

	"github.com/safeconduct/safeconduct/storage/table"
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

// keepKindsOf has the flows of the latest state counted by kind behind whoever asked for
// it, where a server is to be fast and they are not.
func (r *Registry) keepKindsOf(of *lazyBook) {
	if of.latest && r.warm.Load() && !of.book.view.HasKinds() && !r.kindless.Load() {
		go r.keepKinds()
	}
}

func (r *Registry) keepKinds() {
	begun, latest := time.Now(), r.latest()
	if latest == nil {
		return
	}
	kept, err := latest.view.KeepKinds(r.life)
	switch {
	case r.life.Err() != nil: // it was closed meanwhile
	case err != nil:
		slog.Warn("the flows are not counted by kind: what is asked of all of them is swept", "error", err)
	case !kept:
		r.kindless.Store(true)
		slog.Info("the flows are too different to be counted by kind: what is asked of all of them is swept")
	default:
		slog.Info("all flows are counted by kind", "took", time.Since(begun).Round(time.Millisecond))
	}
}

// warmAfter decides all flows after an import that has changed so many records, and keeps
// them, where what is kept cannot be caught up over it.
func (r *Registry) warmAfter(changed int) {
	r.warmUp()
	if b := r.latest(); b != nil && changed > min(mostUpdated(b.flows.Len()), table.MostNamed) {
		r.keepNew()
	}
}

// keepNew keeps what was decided anew.
func (r *Registry) keepNew() {
	if err := r.KeepColumns(r.life); err != nil && r.life.Err() == nil {
		slog.Warn("the columns were not kept: the next start decides all flows anew", "error", err)
	}
}

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
