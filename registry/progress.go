package registry

import (
	"log/slog"
	"sync/atomic"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// progress is how many of the different flows of the latest state are decided, while all
// of them are.
type progress struct {
	all     int
	decided atomic.Int64
}

// longWork is so many different flows that the server's log tells how far it is.
const longWork = 100_000

// counting counts what is decided.
func (p *progress) counting(decide columns.Decides) columns.Decides {
	return func(worker int, s basis.Shape) (basis.Timeline, error) {
		n := int(p.decided.Add(1))
		if tenth := 10 * n / p.all; p.all >= longWork && tenth > 10*(n-1)/p.all {
			slog.Info("all flows are being decided", "percent", 10*tenth)
		}
		return decide(worker, s)
	}
}

// errCold is told while all flows are being decided for the first time, with how far that is.
func (r *Registry) errCold() error {
	if p := r.progress.Load(); p != nil && p.all > 0 {
		return fault.New(fault.Unavailable, "the flows are being decided, %d %% of them by now: try again in a moment", 100*p.decided.Load()/int64(p.all))
	}
	return fault.New(fault.Unavailable, "the flows are being read: try again in a moment")
}
