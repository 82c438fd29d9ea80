package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/storage/table"
)

// trial is what a command that was run dry would have changed.
type trial struct {
	asIs          *View
	before, after *book
	touched       []int            // the shapes that were decided anew, ascending
	changes       []columns.Change // of flows themselves
}

// try runs a command on the latest state and commits nothing. What it put is taken for
// a hypothesis: its view is the registry as it would be, records and verdicts.
func (r *Registry) try(ctx context.Context, do edit) (*Changed, error) {
	if err := access.May(ctx, access.Write); err != nil {
		return nil, err
	}
	if err := r.db.Writable(); err != nil {
		return nil, known(err)
	}
	asIs, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	before, err := asIs.everything(ctx)
	if err != nil {
		return nil, err
	}
	done, u := &Changed{}, newUpdate(before)
	tried, err := r.db.Try(ctx, asIs.at, func(w *table.Writer) (err error) {
		if done.before, done.Record, err = do(&editor{law: r.law, w: w}); err != nil {
			return err
		}
		changed := map[recordAt]bool{}
		for _, c := range w.Changes() {
			changed[recordAt{c.Table, c.ID}] = true
		}
		return w.Read(func(now *table.Reader) error {
			*u = *newUpdate(before)
			return u.readChanged(now, now.Other(asIs.at), changed)
		})
	})
	if err != nil {
		return nil, known(err)
	}
	after, err := u.decide(ctx, asIs.law)
	if err != nil {
		return nil, err
	}
	done.trial = &trial{asIs, before, after, u.touchedShapes(), u.changes}
	done.View = &View{registry: r, at: asIs.at, law: asIs.law, book: &lazyBook{book: after, facts: asIs}, tried: tried}
	return done, nil
}

// committed is the view without what a dry run put, of which no commit tells.
func (v *View) committed() *View {
	if v.tried == nil {
		return v
	}
	of := v.Afresh()
	of.tried = nil
	return of
}
