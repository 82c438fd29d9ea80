// Package registry holds the use cases: what compliance staff, sales and audits
// ask and record, one file per question or command. It joins law, facts and
// storage; what a question means in law, package basis decides.
package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/accesslog"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
	"github.com/safeconduct/safeconduct/storage"
	"github.com/safeconduct/safeconduct/storage/blob"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Registry is the registry in a store, under a law. Safe for concurrent use.
type Registry struct {
	db         *table.DB
	content    *blob.Folder      // of the documents; nil: it is not kept
	access     *accesslog.Folder // who read what; nil: nobody is recorded
	unnoted    atomic.Bool       // the access log could not be written last
	law        *law.Law
	clock      func() time.Time
	books      books
	supposing  *semaphore.Weighted // mostSupposing of it
	recent     recent
	kept       kept
	flags      *flagWatch
	laws       lawBook
	uses       uses        // of tokens
	signingKey string      // of the log's checkpoints; "" where they are not signed
	warm, cold atomic.Bool // all flows are decided before anybody asks; they are not yet
	kindless   atomic.Bool // they are too different to be counted by kind
	progress   atomic.Pointer[progress]
	atOnce     int // how many rows of an import are written in one transaction
	backingUp  sync.Mutex
	keeping    sync.RWMutex // shared by who records documents, held by who erases one: what is recorded has its content

	life context.Context // of work that no single request owns; ends with Close
	end  context.CancelFunc
}

// Parts are what a registry is made of.
type Parts struct {
	Store     storage.Store
	Documents *blob.Folder      // nil: of documents only their sums are kept
	Access    *accesslog.Folder // nil: who reads is not recorded
	Law       *law.Law
	Clock     func() time.Time // says what day is today (UTC) and stamps what is written
	Columns   KeptColumns
}

// Open opens the registry in a store.
func Open(ctx context.Context, of Parts) (*Registry, error) {
	db, err := table.Open(ctx, of.Store, of.Clock, logged, tables...)
	if err != nil {
		return nil, fmt.Errorf("open the registry: %w", err)
	}
	if err := ensureOrigin(ctx, db); err != nil {
		return nil, fmt.Errorf("name the log: %w", err)
	}
	r := &Registry{
		db: db, content: of.Documents, access: of.Access, law: of.Law, clock: of.Clock, kept: kept{KeptColumns: of.Columns},
		supposing: semaphore.NewWeighted(mostSupposing), flags: newFlagWatch(), atOnce: singleWrite,
	}
	r.life, r.end = context.WithCancel(access.With(context.WithoutCancel(ctx), housekeeping))
	return r, nil
}

// housekeeping is the work that no caller owns: it reads, and writes nothing.
var housekeeping = access.Caller{Actor: "safeconduct", Role: access.Auditor}

// Close closes the registry and its store.
func (r *Registry) Close() error {
	r.uses.write(r.life, r.db)
	r.end()
	var noted error
	if r.access != nil {
		noted = r.access.Close()
	}
	return errors.Join(noted, r.db.Close())
}

// Compact writes the registry's file anew, so that nothing of what was erased is
// left in it. Writes wait for it.
func (r *Registry) Compact(ctx context.Context) error { return known(r.db.Compact(ctx)) }

// FinishErasures does what an erasure could not do for want of room, or was kept from
// by a crash: nothing of what was erased is left in the file afterwards.
func (r *Registry) FinishErasures(ctx context.Context) error {
	if err := r.db.CompactOwed(ctx); err != nil {
		return fault.New(fault.Unavailable, "it is erased, but bytes of it may still lie in the registry's file, which could not be written anew (%s): that is tried again every hour by a server, and whenever the registry is opened", known(err))
	}
	return nil
}

// Ready returns nil while questions are answered and writes are taken, else the
// refusal that they would meet.
func (r *Registry) Ready(ctx context.Context) error {
	_, err := r.db.Head(ctx)
	if err := known(cmp.Or(err, r.db.Writable())); err != nil {
		return err
	}
	if r.cold.Load() {
		return r.errCold()
	}
	return nil
}

// IsEmpty reports whether nothing has ever been recorded.
func (r *Registry) IsEmpty(ctx context.Context) (bool, error) {
	head, err := r.db.Head(ctx)
	return head == 0, known(err)
}

// Today is the server's date in UTC.
func (r *Registry) Today() civil.Date { return civil.Of(r.clock()) }

// View is the registry as it stands after one commit, under one law: every
// question of one operation is asked of the same view, so that its answers fit
// together whatever is written meanwhile. A view holds no transaction open and
// never grows stale.
type View struct {
	registry *Registry
	at       table.Seq
	law      *law.Law
	today    civil.Date   // the day asked about where none is given; the zero Date: the server's
	book     *lazyBook    // everything decided; shared by all views of the same state
	tried    *table.Trial // what a dry run put, which lies over the state; nil: nothing
	reads    reads        // what this view has read for its operation
}

// Now is the view of the latest state.
func (r *Registry) Now(ctx context.Context) (*View, error) {
	at, err := r.db.Head(ctx)
	if err != nil {
		return nil, known(err)
	}
	return r.after(at), nil
}

// after is the view of the state after a commit, under the registry's law.
func (r *Registry) after(at table.Seq) *View {
	return &View{registry: r, at: at, law: r.law, book: r.books.at(at)}
}

// commit runs fn as the only writer, for a caller who may do what it is a part of.
// The law is recorded with the first write under it; not with an erasure, which
// rests on none.
func (r *Registry) commit(ctx context.Context, part access.Act, meta table.Meta, fn func(*table.Writer) error) (table.Seq, error) {
	meta, err := signed(ctx, part, meta)
	if err != nil {
		return 0, err
	}
	seq, err := r.db.Write(ctx, meta, func(w *table.Writer) error {
		if err := fn(w); err != nil {
			return err
		}
		return r.recordLaw(w)
	})
	if err == nil {
		r.laws.noted.Store(true)
	}
	return seq, err
}

// signed is what is told of a write with who writes, who must be allowed to.
func signed(ctx context.Context, part access.Act, meta table.Meta) (table.Meta, error) {
	meta.Actor = access.CallerOf(ctx).Actor
	if meta.Once != nil {
		once := *meta.Once
		once.Actor = meta.Actor
		meta.Once = &once
	}
	return meta, access.May(ctx, part)
}

// under is the same state under a hypothesis (rules, section 7), which is known by its
// name.
func (v *View) under(hypothesis string, suppose func() (*law.Law, []supposedFact, error)) (*View, error) {
	supposed, err := v.registry.books.supposing(v, hypothesis, suppose)
	if err != nil {
		return nil, err
	}
	return &View{registry: v.registry, at: v.at, law: supposed.law, today: v.today, book: supposed.lazy, tried: v.tried}, nil
}

// Law is the law under which the view decides.
func (v *View) Law() *law.Law { return v.law }

// Day is the day asked about: where none is given, today, or the day of the
// moment whose knowledge the view has.
func (v *View) Day(asOf civil.Date) civil.Date {
	switch {
	case !asOf.IsZero():
		return asOf
	case !v.today.IsZero():
		return v.today
	}
	return v.registry.Today()
}

// read runs fn on the view's state in one short transaction, for a caller who may
// read what is recorded. Every question comes here, or to [View.everything]: a new
// one is closed to others until it says of which act it is a part ([View.readAs]).
func (v *View) read(ctx context.Context, fn func(*table.Reader) error) error {
	return v.readAs(ctx, access.Read, fn)
}

// readAs is read as a part of another act. fn must keep within that act.
func (v *View) readAs(ctx context.Context, part access.Act, fn func(*table.Reader) error) error {
	if err := access.May(ctx, part); err != nil {
		return err
	}
	if v.tried != nil {
		return known(v.registry.db.ReadTrial(ctx, v.tried, fn))
	}
	return known(v.registry.db.Read(ctx, v.at, fn))
}

// known translates the errors of storage into refusals; others stay as they
// are.
func known(err error) error {
	var (
		missing  *table.NotFound
		erased   *table.Erased
		conflict *table.Conflict
		referred *table.Referred
		taken    *table.Taken
		dangling *table.Dangling
		reused   *table.KeyReused
	)
	switch {
	case errors.As(err, &missing):
		return fault.New(fault.NotFound, "there is no %s %q", sentence.Text(missing.Table), fault.Clip(missing.Key))
	case errors.As(err, &erased):
		return fault.New(fault.NotFound, "the content that the %s %q had then was erased, by commit %d", sentence.Text(erased.Table), erased.Key, erased.Commit)
	case errors.As(err, &conflict):
		return outdated(conflict)
	case errors.As(err, &reused):
		return fault.New(fault.Conflict, "the key %q stands for another write: give each write a key of its own", reused.Key)
	case errors.As(err, &referred):
		return fault.New(fault.Conflict, "%s %q cannot be removed: the %s %q refers to it (%s)", sentence.Text(referred.Table), referred.Key, sentence.Text(referred.By), referred.ByKey, referred.Field)
	case errors.As(err, &taken):
		return fault.Bad("id", taken.Key, "is the id of another %s", sentence.Text(taken.Table))
	case errors.As(err, &dangling):
		return fault.Bad(dangling.Field, "", "%s %q: %s refers to a record that does not exist", sentence.Text(dangling.Table), dangling.Key, dangling.Field)
	case errors.Is(err, storage.ErrUnknownOutcome):
		return fault.New(fault.OutcomeUnknown, "it is unknown whether the last write took place: look it up, and have the registry opened again")
	case errors.Is(err, storage.ErrStopped):
		return fault.New(fault.Unavailable, "writing has stopped after a write of unknown outcome: have the registry opened again")
	case errors.Is(err, storage.ErrFull):
		return fault.New(fault.Unavailable, "there is no room on the disk: nothing was written, try again when there is")
	case errors.Is(err, storage.ErrClosed):
		return fault.New(fault.Unavailable, "the registry is closed")
	}
	return err
}

// outdated refuses a write of a record that somebody else has changed.
func outdated(c *table.Conflict) error {
	if c.Current == 0 {
		return fault.New(fault.Conflict, "the %s %q was changed while the import went on: import again", sentence.Text(c.Table), c.Key)
	}
	return fault.New(fault.Conflict, "the %s %q has version %d by now, not %d: look at it again before you change it", sentence.Text(c.Table), c.Key, c.Current, c.Expected)
}
