package registry

import (
	"context"
	"errors"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/safeconduct/safeconduct/registry/access"
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
	passed lazyShapes // likewise
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

// lazyBook makes its book once, when it is first asked for.
type lazyBook struct {
	mu       sync.Mutex
	book     *book
	making   *making        // nil while nobody makes it
	latest   bool           // of the state that was the latest: it is made, whoever waits for it
	past     bool           // of an earlier state
	facts    *View          // whose facts it takes, under another law; nil: it reads them
	supposed []supposedFact // what is supposed beside those
	before   *earlier       // from which it can be made; nil: there is none
}

// making is a book being made; done is closed when it is, or has failed.
type making struct {
	done    chan struct{}
	err     error
	waiting int                // how many wait for it
	giveUp  context.CancelFunc // ends the work
}

// books keeps the book of the latest state, since most questions are about it,
// and those of the earlier states that were asked about last.
type books struct {
	mu   sync.Mutex
	seq  table.Seq
	lazy *lazyBook
	past []pastBook // the latest used last
	// supposed are the hypotheses that were asked about last, the latest used last:
	// whoever turns the pages of one asks again and again.
	supposed []supposedBook
}

// supposedBook is the book of a state under a hypothesis.
type supposedBook struct {
	of         *lazyBook // of the state as it is
	hypothesis string
	law        *law.Law // the changed one
	lazy       *lazyBook
}

// supposing gives the book of a view under a hypothesis.
func (b *books) supposing(v *View, hypothesis string, suppose func() (*law.Law, []supposedFact, error)) (asked supposedBook, err error) {
	known := func(s supposedBook) bool { return s.of == v.book && s.hypothesis == hypothesis }
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := slices.IndexFunc(b.supposed, known); i >= 0 {
		asked = b.supposed[i]
		b.supposed = slices.Delete(b.supposed, i, i+1)
	} else {
		asked = supposedBook{of: v.book, hypothesis: hypothesis, lazy: &lazyBook{facts: &View{registry: v.registry, at: v.at, law: v.law, book: v.book}}}
		if asked.law, asked.lazy.supposed, err = suppose(); err != nil {
			return asked, err
		}
	}
	b.supposed = append(b.supposed, asked)
	b.supposed = b.supposed[max(0, len(b.supposed)-mostPast):]
	return asked, nil
}

// pastBook is the book of an earlier state under a law.
type pastBook struct {
	seq  table.Seq
	law  *law.Law
	lazy *lazyBook
}

// mostPast is how many books of earlier states are kept: one may be gigabytes.
const mostPast = 2

// forget drops the books of earlier states, which may hold what was erased.
func (b *books) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.past, b.supposed = nil, nil
}

// under gives the book of an earlier state.
func (b *books) under(seq table.Seq, l *law.Law) *lazyBook {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.past, func(p pastBook) bool { return p.seq == seq && p.law == l })
	asked := pastBook{seq, l, &lazyBook{past: true}}
	if i >= 0 {
		asked = b.past[i]
		b.past = slices.Delete(b.past, i, i+1)
	}
	b.past = append(b.past, asked)
	b.past = b.past[max(0, len(b.past)-mostPast):]
	return asked.lazy
}

func (b *books) at(seq table.Seq) *lazyBook {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lazy == nil || b.seq < seq {
		b.lazy = &lazyBook{before: b.latest(), latest: true}
		b.seq = seq
	}
	if b.seq != seq {
		return &lazyBook{}
	}
	return b.lazy
}

// latest is the latest book that has been made of the states that were the latest.
func (b *books) latest() *earlier {
	if b.lazy == nil {
		return nil
	}
	b.lazy.mu.Lock()
	defer b.lazy.mu.Unlock()
	if b.lazy.book != nil {
		return &earlier{b.lazy.book, b.seq}
	}
	return b.lazy.before
}

// latest is the latest book that has been made, nil for none.
func (r *Registry) latest() *earlier {
	r.books.mu.Lock()
	defer r.books.mu.Unlock()
	return r.books.latest()
}

// everything gives the book of the view's state. It is made for whoever asks for it,
// not for one request: who has waited too long may ask again. Of an earlier state, or a
// hypothesis, it is given up when everybody who waited has gone away.
func (v *View) everything(ctx context.Context) (*book, error) {
	return v.everythingAs(ctx, access.Read)
}

// everythingAs is everything for a part of another act: who asks must keep within it.
func (v *View) everythingAs(ctx context.Context, part access.Act) (*book, error) {
	if err := access.May(ctx, part); err != nil {
		return nil, err
	}
	l := v.book
	l.mu.Lock()
	if l.book != nil {
		defer l.mu.Unlock()
		return l.book, nil
	}
	if l.making == nil {
		life, giveUp := context.WithCancel(v.registry.life)
		l.making = &making{done: make(chan struct{}), giveUp: giveUp}
		go v.makeBook(life, l.making)
	}
	under := l.making
	under.waiting++
	l.mu.Unlock()
	select {
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			l.leave(under)
		}
		return nil, ctx.Err()
	case <-under.done:
		return v.ready(), under.err
	}
}

// leave has one fewer wait for what is being made, and gives it up after the last one,
// unless others will ask for it: who asks anew has it begun anew.
func (l *lazyBook) leave(m *making) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m.waiting--
	if m.waiting == 0 && !l.latest && l.making == m {
		l.making = nil
		m.giveUp()
	}
}

// makeBook makes the book for all that wait; a failure is theirs alone, the next
// one who asks tries again. It ends when the registry is closed.
func (v *View) makeBook(ctx context.Context, m *making) {
	defer m.giveUp()
	begun := time.Now()
	b, err := v.decideAll(ctx)
	took := time.Since(begun).Round(time.Millisecond)
	switch {
	case v.registry.life.Err() != nil: // it was closed meanwhile
	case ctx.Err() != nil:
		slog.Info("what nobody waits for any more was given up", "commit", v.at, "took", took)
	case v.book.past && err == nil:
		slog.Info("an earlier state was read and decided", "commit", v.at, "took", took)
	}
	v.book.mu.Lock()
	defer v.book.mu.Unlock()
	m.err = err
	if v.book.making == m {
		v.book.making = nil
	}
	if err == nil {
		v.book.book, v.book.before = b, nil
		v.registry.keepKindsOf(v.book)
	}
	close(m.done)
}

// decideAll reads every fact and decides every flow.
func (v *View) decideAll(ctx context.Context) (*book, error) {
	if v.supposes() {
		return v.suppose(ctx)
	}
	before := v.book.before
	if before == nil && v.book.latest {
		var err error
		if before, err = v.readKept(ctx); err != nil {
			return nil, err
		}
	}
	if before != nil {
		b, err := v.updated(ctx, before)
		if !errors.Is(err, errAnew) {
			return b, err
		}
		slog.Info("all flows are decided anew: too much has changed", "since", before.seq)
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

// suppose makes the book of a hypothesis from that of the view which it is about: only
// the flows are decided that another law or what is supposed of the evidence touches.
func (v *View) suppose(ctx context.Context) (*book, error) {
	of := v.book.facts
	before, err := of.everything(ctx)
	if err != nil {
		return nil, err
	}
	u := newUpdate(before)
	u.flows = before.flows
	for _, change := range v.book.supposed {
		change(u)
	}
	after := &book{facts: u.facts(), flows: before.flows}
	deciders := after.deciders(v.law)
	u.touchEvidence()
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

// ready is the book if it has been made already, else nil.
func (v *View) ready() *book {
	v.book.mu.Lock()
	defer v.book.mu.Unlock()
	return v.book.book
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
