package registry

import (
	"context"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Follower follows what happens to the registry, from where it stood when it was asked
// for. Between two questions it holds numbers alone: no transaction, and no state. Not
// safe for concurrent use.
type Follower struct {
	registry *Registry
	woken    table.Seq  // the head of which it has been told that it is there
	day      civil.Date // on which that was
	entry    table.Seq  // the last entry of the log that it has been given
	turn     int        // of the flags, that it is given next
	flags    bool       // it follows them
	more     bool       // there is more already
}

// Follow follows from now on. It is closed when nobody follows any more.
func (r *Registry) Follow(ctx context.Context) (*Follower, error) {
	head, err := r.db.Head(ctx)
	if err != nil {
		return nil, known(err)
	}
	return &Follower{registry: r, woken: head, day: r.Today(), entry: head}, nil
}

// Close ends it.
func (f *Follower) Close() {
	if f.flags {
		f.registry.flags.quit()
	}
}

// Wait waits until there may be more to be given: something was committed, or the day
// is another one. It returns the context's error where that ends first.
func (f *Follower) Wait(ctx context.Context) error {
	for {
		moved := f.registry.db.Moved()
		head, err := f.registry.db.Head(ctx)
		if err != nil {
			return known(err)
		}
		if today := f.registry.Today(); f.more || head > f.woken || today > f.day {
			f.woken, f.day, f.more = head, today, false
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Bounds on what is told of the log at a time, and on how far one may fall behind.
const (
	mostEntries = 100
	mostBehind  = 10_000
)

// errBehind is told to who takes what happens more slowly than it happens.
var errBehind = fault.New(fault.Unavailable, "more has happened than could be told: read what was missed, and subscribe anew")

// Entries are the next entries of the log, oldest first.
func (f *Follower) Entries(ctx context.Context) (entries []*LogEntry, err error) {
	v, err := f.registry.Now(ctx)
	if err != nil {
		return nil, err
	}
	if v.at > f.entry+mostBehind {
		return nil, errBehind
	}
	until := min(v.at, f.entry+mostEntries)
	err = v.read(ctx, func(r *table.Reader) error {
		entries = nil
		for seq := f.entry + 1; seq <= until; seq++ {
			c, err := r.Commit(seq)
			if err != nil {
				return err
			}
			entries = append(entries, v.logEntry(ctx, seq, &c))
		}
		return nil
	})
	if err == nil {
		f.entry, f.more = until, until < v.at
	}
	return entries, err
}

// Flags is how the flags of the flows that a filter admits have changed next; nil where
// they have not. The first question begins it.
func (f *Follower) Flags(ctx context.Context, filter *FlowFilter) (*FlagsChanged, error) {
	if err := access.May(ctx, access.Read); err != nil {
		return nil, err
	}
	v, err := f.registry.Now(ctx)
	if err != nil {
		return nil, err
	}
	if !f.flags {
		return nil, f.begin(ctx, v, filter)
	}
	turn, more, lost, err := f.registry.flags.next(ctx, v, f.turn)
	switch {
	case err != nil:
		return nil, err
	case lost:
		return nil, errBehind
	case turn == nil:
		return nil, nil //nolint:nilnil // that nothing has changed is an answer
	}
	f.turn, f.more = f.turn+1, more
	before, after := f.registry.after(turn.before), f.registry.after(turn.after)
	before.today, after.today = turn.since, turn.day
	told, err := turn.tell(ctx, before, after, filter)
	if err != nil || told.isNothing() {
		return nil, err
	}
	return told, nil
}

// begin refuses a filter that is none, and follows the flags.
func (f *Follower) begin(ctx context.Context, v *View, filter *FlowFilter) (err error) {
	if err := v.checkFollowed(filter); err != nil {
		return err
	}
	f.turn, err = f.registry.flags.join(ctx, v)
	f.flags = err == nil
	return err
}

// checkFollowed refuses a filter that is none, or that cannot narrow what is told of flags.
func (v *View) checkFollowed(filter *FlowFilter) error {
	if filter == nil {
		return nil
	}
	if _, err := filter.check(v.law); err != nil {
		return err
	}
	if _, err := searchWords("text", filter.Text); err != nil {
		return err
	}
	return filter.unflagged("what is followed")
}
