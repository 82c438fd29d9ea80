package columns

import (
	"encoding/binary"
	"fmt"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Life is what was decided of a shape, without the reasons: stretches that cover
// all days without gap or overlap, ascending, each with a status, a regime and the
// bases that hold. It lies in words of 32 bits:
//
//	the number of stretches
//	of each stretch: its first day; its status, regime and where its bases are told
//	of each basis:   the number of its terms, how many ids it has; these
//	of each set of bases: how many; where each begins behind the stretches (varints,
//	                      four bytes to a word)
//
// One that has no words is of a shape that no flow has any more.
type Life struct {
	words []uint32
	terms []Terms // all that lives of the view may have
}

// What the second word of a stretch holds: the place of the status in
// basis.Statuses; that of the regime in law.Regimes, and one more, 0 for none; the
// byte at which its bases are told.
const (
	statusBits = 3
	regimeBits = 3
	toldShift  = statusBits + regimeBits
	idWords    = len(fact.ID{}) / 4
)

// mostTold is the first byte at which a stretch cannot say that its bases are told.
const mostTold = 1 << (32 - toldShift)

// checkTold refuses a life of which the sets of bases end behind that byte.
func checkTold(bytes int) error {
	if bytes > mostTold {
		return fmt.Errorf("too many bases on too many days: their life would have %d bytes, and may have %d", bytes, mostTold)
	}
	return nil
}

// Terms are what a basis says beside the evidence that it rests on.
type Terms struct {
	Instrument *law.Instrument
	Addendum   string     // id of the addendum that clauses hold with
	Regime     law.Regime // under which it holds
	Assessed   bool       // an assessment must accompany it
	Sound      bool       // no derogation, and without a risk of its own
}

// Basis is a basis as far as questions about all flows go.
type Basis struct {
	*Terms
	ids []uint32 // what it rests on, in words: the agreement, certification or rules first, then what is required beside it
}

// Same reports whether both are the same instrument with the same evidence.
func (b Basis) Same(c Basis) bool {
	return b.Instrument.ID == c.Instrument.ID && b.evidence() == c.evidence()
}

// evidence is the agreement, certification or rules; the nil UUID for none.
func (b Basis) evidence() (id fact.ID) {
	if len(b.ids) > 0 {
		id = idIn(b.ids)
	}
	return id
}

// RestsOn reports whether a piece of evidence is part of the basis.
func (b Basis) RestsOn(evidence fact.ID) bool {
	for ids := b.ids; len(ids) > 0; ids = ids[idWords:] {
		if idIn(ids) == evidence {
			return true
		}
	}
	return false
}

func idIn(words []uint32) (id fact.ID) {
	for i := range idWords {
		binary.LittleEndian.PutUint32(id[4*i:], words[i])
	}
	return id
}

// stretch is a run of days with one status, regime and bases.
type stretch struct {
	from civil.Date
	how  uint32
}

// stretches is how many there are.
func (l Life) stretches() int {
	if len(l.words) == 0 {
		return 0
	}
	return int(l.words[0])
}

func (l Life) stretch(n int) stretch {
	return stretch{civil.Date(l.words[1+2*n]), l.words[2+2*n]}
}

// On is what holds on a day.
type On struct {
	Status basis.Status
	Regime law.Regime // "" for none
	life   Life
	how    stretch
}

// Place is the place of the status in basis.Statuses.
func (on On) Place() int { return on.how.status() }

// On is what holds on a day, were the flow active.
func (l Life) On(day civil.Date) On { return l.onStretch(l.at(day)) }

// at is the stretch in which a day lies; the zero stretch, which is inactive, before
// all of them. They are few and lie side by side: to walk them is faster than to halve.
func (l Life) at(day civil.Date) (s stretch) {
	n := 0
	for n < l.stretches() && civil.Date(l.words[1+2*n]) <= day {
		n++
	}
	if n > 0 {
		s = l.stretch(n - 1)
	}
	return s
}

// onStretch is what holds on the days of a stretch.
func (l Life) onStretch(s stretch) On {
	on := On{Status: basis.Statuses[s.status()], life: l, how: s}
	if regime := s.regime(); regime > 0 {
		on.Regime = law.Regimes[regime-1]
	}
	return on
}

// status is the place of the status in basis.Statuses.
func (s stretch) status() int { return int(s.how & (1<<statusBits - 1)) }

// regime is the place of the regime in law.Regimes, and 1; 0 for none.
func (s stretch) regime() int { return int(s.how >> statusBits & (1<<regimeBits - 1)) }

// told is the byte at which the bases are told; 0 for none.
func (s stretch) told() uint32 { return s.how >> toldShift }

// Bases walks the bases.
func (on On) Bases(yield func(Basis) bool) {
	for at := range on.life.basesAt(on.how.told()) {
		if !yield(on.life.basis(at)) {
			return
		}
	}
}

// Any reports whether something holds of any of the bases.
func (on On) Any(holds func(Basis) bool) bool {
	for b := range on.Bases {
		if holds(b) {
			return true
		}
	}
	return false
}

// basesAt walks the words at which the bases of a set begin that is told at a byte.
func (l Life) basesAt(byte uint32) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		if byte == 0 {
			return
		}
		r, first := told{l.words, byte}, 1+2*l.words[0]
		for range r.next() {
			if !yield(first + r.next()) {
				return
			}
		}
	}
}

// basis is the one at a word.
func (l Life) basis(at uint32) Basis {
	ids := at + 2
	return Basis{&l.terms[l.words[at]], l.words[ids : ids+l.words[at+1]*uint32(idWords)]}
}

// told reads varints from a byte of words on.
type told struct {
	words []uint32
	at    uint32
}

func (t *told) next() (n uint32) {
	for shift := 0; ; shift += 7 {
		b := t.words[t.at/4] >> (8 * (t.at % 4)) & 0xff
		t.at++
		n |= b & 0x7f << shift
		if b < 0x80 {
			return n
		}
	}
}
