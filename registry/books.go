package registry

import (
	"slices"
	"sync"
	"weak"

	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/storage/table"
)

// books keeps the book of the latest state, since most questions are about it,
// and those of the earlier states that were asked about last.
type books struct {
	mu     sync.Mutex
	seq    table.Seq
	lazy   *lazyBook
	former []formerBook
	erased table.Seq  // the last erasure
	past   []pastBook // the latest used last
	// supposed are the hypotheses that were asked about last, the latest used last:
	// whoever turns the pages of one asks again and again.
	supposed []supposedBook
}

// mostPast is how many books of earlier states are kept: one may be gigabytes.
const mostPast = 2

// formerBook is the book of a state that is no longer the latest, for as long as somebody
// has it: whoever was overtaken by a commit shares it, and it takes no memory from others.
type formerBook struct {
	seq  table.Seq
	lazy weak.Pointer[lazyBook]
}

// pastBook is the book of an earlier state under a law.
type pastBook struct {
	seq  table.Seq
	law  *law.Law
	lazy *lazyBook
}

// supposedBook is the book of a state under a hypothesis.
type supposedBook struct {
	of         *lazyBook // of the state as it is
	hypothesis string
	law        *law.Law // the changed one
	lazy       *lazyBook
}

// at gives the book of a state under the registry's law: that of the latest, unless a
// later one was asked for meanwhile.
func (b *books) at(seq table.Seq) *lazyBook {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lazy != nil && seq < b.seq {
		return b.overtaken(seq)
	}
	if b.lazy == nil || b.seq < seq {
		next := &lazyBook{before: b.latest(), behind: b.underWay(), latest: true}
		if b.lazy != nil {
			b.share(b.seq, b.lazy)
		}
		b.seq, b.lazy = seq, next
	}
	return b.lazy
}

// overtaken is the book of a state before the latest: the one that somebody has, or a
// new one.
func (b *books) overtaken(seq table.Seq) *lazyBook {
	for _, f := range b.former {
		if lazy := f.lazy.Value(); f.seq == seq && lazy != nil {
			return lazy
		}
	}
	lazy := &lazyBook{}
	b.share(seq, lazy)
	return lazy
}

// share has others find a book as long as somebody has it.
func (b *books) share(seq table.Seq, lazy *lazyBook) {
	b.former = slices.DeleteFunc(b.former, func(f formerBook) bool { return f.lazy.Value() == nil })
	b.former = append(b.former, formerBook{seq, weak.Make(lazy)})
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

// underWay is the book that is being made of a state that was the latest, nil for none.
func (b *books) underWay() *underWay {
	if b.lazy == nil {
		return nil
	}
	b.lazy.mu.Lock()
	defer b.lazy.mu.Unlock()
	if b.lazy.making != nil {
		return &underWay{b.lazy, b.seq}
	}
	return b.lazy.behind
}

// latest is the latest book that has been made, nil for none.
func (r *Registry) latest() *earlier {
	r.books.mu.Lock()
	defer r.books.mu.Unlock()
	return r.books.latest()
}

// sound is the latest book that has been made, nil where something was erased since that
// it may hold.
func (b *books) sound() *earlier {
	b.mu.Lock()
	defer b.mu.Unlock()
	if made := b.latest(); made != nil && made.seq >= b.erased {
		return made
	}
	return nil
}

// forget drops the books of earlier states, which may hold what a commit erased.
func (b *books) forget(erasure table.Seq) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range b.past {
		p.lazy.drop()
	}
	b.past, b.supposed, b.former, b.erased = nil, nil, nil, max(b.erased, erasure)
}

// under gives the book of an earlier state under a law.
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
	if len(b.past) > mostPast {
		b.past[0].lazy.drop()
		b.past = slices.Delete(b.past, 0, 1)
	}
	return asked.lazy
}

// supposing gives the book of a view under a hypothesis. What is supposed is found out
// while nobody waits for it who asks about something else.
func (b *books) supposing(v *View, hypothesis string, suppose func() (*law.Law, []supposedFact, error)) (supposedBook, error) {
	asked := supposedBook{of: v.book, hypothesis: hypothesis}
	if known := b.recall(asked); known.lazy != nil {
		return known, nil
	}
	asked.lazy = &lazyBook{facts: &View{registry: v.registry, at: v.at, law: v.law, book: v.book}}
	var err error
	if asked.law, asked.lazy.supposed, err = suppose(); err != nil {
		return asked, err
	}
	return b.recall(asked), nil
}

// recall gives the book of a hypothesis that is kept, and keeps the one that is given
// where none is.
func (b *books) recall(asked supposedBook) supposedBook {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.supposed, func(s supposedBook) bool { return s.of == asked.of && s.hypothesis == asked.hypothesis })
	if i >= 0 {
		asked = b.supposed[i]
		b.supposed = slices.Delete(b.supposed, i, i+1)
	}
	if asked.lazy != nil {
		b.supposed = append(b.supposed, asked)
		b.supposed = slices.Delete(b.supposed, 0, max(0, len(b.supposed)-mostPast))
	}
	return asked
}
