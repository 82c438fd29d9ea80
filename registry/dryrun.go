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
	done := &Changed{}
	done.trial, done.View, err = asIs.attempt(ctx, func(w *table.Writer) (err error) {
		done.before, done.Record, err = do(&editor{law: r.law, w: w})
		return err
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// attempt lays what a function puts over the state of the view, and commits nothing. It
// gives what that changes, and the registry as it would be.
func (v *View) attempt(ctx context.Context, put func(*table.Writer) error) (*trial, *View, error) {
	before, err := v.everything(ctx)
	if err != nil {
		return nil, nil, err
	}
	u := newUpdate(before)
	tried, err := v.registry.db.Try(ctx, v.at, func(w *table.Writer) error {
		if err := put(w); err != nil {
			return err
		}
		changed := map[recordAt]bool{}
		for _, c := range w.Changes() {
			changed[recordAt{c.Table, c.ID}] = true
		}
		return w.Read(func(now *table.Reader) error {
			*u = *newUpdate(before)
			return u.readChanged(now, now.Other(v.at), changed)
		})
	})
	if err != nil {
		return nil, nil, known(err)
	}
	after, err := u.decide(ctx, v.law)
	if err != nil {
		return nil, nil, err
	}
	supposed := &View{registry: v.registry, at: v.at, law: v.law, book: &lazyBook{book: after, facts: v}, tried: tried}
	return &trial{v, before, after, u.touchedShapes(), u.changes}, supposed, nil
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
