package registry

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/columns"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/pack"
	"github.com/safeconduct/safeconduct/storage/table"
)

// book is the facts of one state, and every flow decided: what questions about all
// flows are answered from. It is never changed.
type book struct {
	*facts
	flows *columns.Table
	view  *columns.View // of the flows, decided

	triage lazyTriage // which is asked of few books
	passed lazyShapes // likewise, and so are those
	codes  lazyDays[uint64]
	mends  lazyDays[*mends]
}

// lazyShapes are shapes that are found once, when they are first asked for.
type lazyShapes struct {
	once   sync.Once
	shapes []int
	err    error
}

// passedOn are the shapes of flows whose data others pass on.
func (b *book) passedOn() ([]int, error) {
	b.passed.once.Do(func() {
		for _, id := range b.flows.PassedOn() {
			f, err := b.flow(id)
			if err != nil {
				b.passed.err = err
				return
			}
			if n, is := b.flows.NumberOf(f); is {
				b.passed.shapes = append(b.passed.shapes, n)
			}
		}
	})
	return b.passed.shapes, b.passed.err
}

// decideAll reads every fact and decides every flow.
func (v *View) decideAll(ctx context.Context) (*book, error) {
	if v.supposes() {
		return v.suppose(ctx)
	}
	from, err := v.beginning(ctx)
	if err != nil {
		return nil, err
	}
	if from != nil {
		b, err := v.updated(ctx, from)
		if !errors.Is(err, errAnew) {
			return b, err
		}
		slog.Info("all flows are decided anew: too much has changed", "commit", v.at, "from", from.seq)
	}
	b, err := v.readFacts(ctx)
	if err != nil {
		return nil, err
	}
	done := &progress{all: b.flows.Shapes()}
	if v.book.latest {
		v.registry.progress.Store(done)
	}
	b.view, err = b.decide(ctx, v.law, done)
	return b, err
}

// beginning is the book from which that of the view is made: of the latest state, one
// before it, which is waited for while it is being made; of an earlier one, that of the
// latest; nil where there is none.
func (v *View) beginning(ctx context.Context) (*earlier, error) {
	if v.book.behind != nil {
		if made, err := v.book.behind.made(ctx); made != nil || err != nil {
			return made, err
		}
	}
	switch {
	case v.book.before != nil:
		return v.book.before, nil
	case v.book.latest:
		return v.readKept(ctx)
	case v.law == v.registry.law:
		return v.registry.books.sound(), nil
	}
	return nil, nil //nolint:nilnil // under another law all flows are decided
}

// mostSupposing is how many hypotheses are decided at once: each takes memory for every
// flow, and all cores.
const mostSupposing = 2

// suppose makes the book of a hypothesis from that of the view which it is about: only
// the flows are decided that another law or what is supposed of the evidence touches.
func (v *View) suppose(ctx context.Context) (*book, error) {
	of := v.book.facts
	before, err := of.everything(ctx)
	if err != nil {
		return nil, err
	}
	if err := v.registry.supposing.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer v.registry.supposing.Release(1)
	u := newUpdate(before)
	u.flows = before.flows
	for _, change := range v.book.supposed {
		change(u)
	}
	after := &book{facts: u.facts(), flows: before.flows}
	deciders := after.deciders(v.law)
	u.touchEvidence()
	if err := u.touchNegative(ctx, deciders); err != nil {
		return nil, err
	}
	var ending columns.Ending
	if v.law != of.law {
		if ending, err = u.touchLaw(ctx, basis.Between(of.law, v.law), deciders); err != nil {
			return nil, err
		}
	}
	u.touchBelow()
	after.view, err = before.view.Supposing(ctx, u.touchedShapes(), ending, len(deciders), decideBy(deciders))
	return after, err
}

// decide decides every flow under a law.
func (b *book) decide(ctx context.Context, l *law.Law, done *progress) (*columns.View, error) {
	deciders := b.deciders(l)
	return b.flows.Decide(ctx, len(deciders), done.counting(decideBy(deciders)))
}

// decideBy decides shapes, each worker by its decider.
func decideBy(deciders []*decider) columns.Decides {
	return func(worker int, s basis.Shape) (basis.Timeline, error) {
		decision, err := deciders[worker].decide(s.Flow())
		if err != nil {
			return nil, err
		}
		return decision.Timeline, nil
	}
}

// readFacts gives a fresh book in which nothing is decided yet. Flows, which are
// most of the records, are read beside the rest: both reads stand at the view's
// sequence number.
func (v *View) readFacts(ctx context.Context) (*book, error) {
	var all *packedFacts
	var above *pack.Store[fact.Flow]
	var rows *columns.Builder
	var lost *erasedFacts
	group, within := errgroup.WithContext(ctx)
	group.Go(func() error {
		return v.read(within, func(r *table.Reader) error {
			rows, above = columns.NewBuilder(), pack.NewStore(pack.Flows, pack.NewWords(nil))
			return readFlows(r, rows, above)
		})
	})
	group.Go(func() error {
		return v.read(within, func(r *table.Reader) (err error) {
			all = newPackedFacts()
			if lost, err = readErased(r); err != nil {
				return err
			}
			return all.readEvidence(r)
		})
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, of := range above.Seal().All {
		all.above.Add(of[0])
	}
	b := &book{facts: all.seal().facts(lost)}
	var err error
	b.flows, err = rows.Build(b.countryOf)
	return b, err
}

// deciders are one decider for each core. Each remembers the flows that others
// pass on: what flows below them may ask for.
func (b *book) deciders(l *law.Law) []*decider {
	all := make([]*decider, columns.Workers())
	for i := range all {
		all[i] = newDecider(l, &lately{facts: b.facts})
		all[i].judge = (*basis.Engine).Outline
		all[i].keep = func(f *fact.Flow) bool { return b.above.get(f.ID) != nil }
	}
	return all
}

// collect gathers what a walk yields.
func collect[T any](walk iter.Seq2[*T, error]) (all []*T, err error) {
	for record, err := range walk {
		if err != nil {
			return nil, err
		}
		all = append(all, record)
	}
	return all, nil
}
