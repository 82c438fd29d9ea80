package registry

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/storage/table"
)

// lazyBook makes its book once, when it is first asked for.
type lazyBook struct {
	mu       sync.Mutex
	book     *book
	making   *making        // nil while nobody makes it
	latest   bool           // of the state that was the latest: it is made, whoever waits for it
	past     bool           // of an earlier state, which others may ask for
	dropped  bool           // nobody finds it any more who does not have it
	facts    *View          // whose facts it takes, under another law; nil: it reads them
	supposed []supposedFact // what is supposed beside those
	before   *earlier       // from which it can be made; nil: there is none
	behind   *underWay      // from which it can be made once that is made; nil: there is none
}

// making is a book being made; done is closed when it is, or has failed.
type making struct {
	done    chan struct{}
	err     error
	waiting int                     // how many wait for it
	giveUp  context.CancelCauseFunc // ends the work
}

// underWay is the book of a state while it is being made.
type underWay struct {
	*lazyBook
	seq table.Seq
}

// made waits for the book; nil where it could not be made.
func (u *underWay) made(ctx context.Context) (*earlier, error) {
	u.mu.Lock()
	m := u.making
	u.mu.Unlock()
	if m != nil {
		select {
		case <-m.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.book == nil {
		return nil, nil //nolint:nilnil // that there is none is an answer
	}
	return &earlier{u.book, u.seq}, nil
}

// everything gives the book of the view's state. It is made for whoever asks for it,
// not for one request: see [lazyBook.leave].
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
		life, giveUp := context.WithCancelCause(v.registry.life)
		l.making = &making{done: make(chan struct{}), giveUp: giveUp}
		go v.makeBook(life, l.making)
	}
	under := l.making
	under.waiting++
	l.mu.Unlock()
	select {
	case <-ctx.Done():
		l.leave(under, context.Cause(ctx))
		return nil, ctx.Err()
	case <-under.done:
		return v.ready(), under.err
	}
}

// leave has one fewer wait for what is being made, and says why. After the last one it is
// given up, but for the latest state, for which others will ask, and for an earlier one
// that took longer than somebody could wait: who asks again finds it further on. A
// hypothesis is begun anew.
func (l *lazyBook) leave(m *making, why error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	m.waiting--
	if m.waiting > 0 || l.latest || l.past && !l.dropped && errors.Is(why, context.DeadlineExceeded) {
		return
	}
	l.giveUp(m, why)
}

// drop says that nobody will find the book any more who does not have it: what nobody
// waits for is given up.
func (l *lazyBook) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dropped = true
	if l.making != nil && l.making.waiting == 0 {
		l.giveUp(l.making, context.Canceled)
	}
}

// giveUp ends what is being made, unless it has ended already.
func (l *lazyBook) giveUp(m *making, why error) {
	if l.making == m {
		l.making = nil
		m.giveUp(why)
	}
}

// makeBook makes the book for all that wait; a failure is theirs alone, the next
// one who asks tries again. It ends when the registry is closed.
func (v *View) makeBook(ctx context.Context, m *making) {
	defer m.giveUp(nil)
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
		v.book.book, v.book.before, v.book.behind = b, nil, nil
		v.registry.keepKindsOf(v.book)
	}
	close(m.done)
}

// ready is the book if it has been made already, else nil.
func (v *View) ready() *book {
	v.book.mu.Lock()
	defer v.book.mu.Unlock()
	return v.book.book
}
