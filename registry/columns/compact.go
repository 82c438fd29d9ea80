package columns

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sync"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Compact makes the life of a timeline; an error where it has too many bases for one.
func Compact(t basis.Timeline) (Life, error) {
	c := compacter{terms: &allTerms{}}
	words, err := c.compact(nil, t)
	return Life{words, c.terms.values}, err
}

// compacter makes lives of timelines, one after the other.
type compacter struct {
	terms     *allTerms
	stretches []uint32 // two words each; bases by the number of their set, and 1
	bases     []uint32 // the words of each basis, each once
	begins    []uint32 // where each begins
	told      []byte   // the sets of bases, each once
	sets      []int    // where each begins
	words     []uint32 // of the page that is made
	room      []uint32 // where the bases of a set begin
}

// compact adds the life of a timeline to words; an error where it has too many bases for
// one.
func (c *compacter) compact(words []uint32, t basis.Timeline) ([]uint32, error) {
	c.read(t)
	return c.written(words)
}

// read reads a timeline into the parts of its life.
func (c *compacter) read(t basis.Timeline) {
	c.stretches, c.bases, c.begins, c.told, c.sets = c.stretches[:0], c.bases[:0], c.begins[:0], c.told[:0], c.sets[:0]
	for i := range t {
		s := &t[i]
		how := statusOf(s) | c.set(s.Bases)<<toldShift
		if n := len(c.stretches); n > 0 && c.stretches[n-1] == how {
			continue // it only goes on with the one before
		}
		c.stretches = append(c.stretches, uint32(s.From), how)
	}
}

// written adds the life to words.
func (c *compacter) written(words []uint32) ([]uint32, error) {
	first := 4 * (1 + len(c.stretches) + len(c.bases))
	if err := checkTold(first + len(c.told)); err != nil {
		return nil, err
	}
	words = append(words, uint32(len(c.stretches)/2))
	for i, word := range c.stretches {
		if set := word >> toldShift; i%2 == 1 && set > 0 {
			word = word&(1<<toldShift-1) | uint32(first+c.sets[set-1])<<toldShift
		}
		words = append(words, word)
	}
	return appendBytes(append(words, c.bases...), c.told), nil
}

// appendSet tells a set of bases by the words at which they begin.
func appendSet(told []byte, begins []uint32) []byte {
	told = binary.AppendUvarint(told, uint64(len(begins)))
	for _, begin := range begins {
		told = binary.AppendUvarint(told, uint64(begin))
	}
	return told
}

// appendBytes adds bytes to words, four to each.
func appendBytes(words []uint32, bytes []byte) []uint32 {
	for ; len(bytes) >= 4; bytes = bytes[4:] {
		words = append(words, binary.LittleEndian.Uint32(bytes))
	}
	if len(bytes) == 0 {
		return words
	}
	var last [4]byte
	copy(last[:], bytes)
	return append(words, binary.LittleEndian.Uint32(last[:]))
}

// placeOf is the place of a status in basis.Statuses.
func placeOf(s basis.Status) uint32 { return uint32(slices.Index(basis.Statuses, s)) }

func statusOf(s *basis.Segment) uint32 {
	return placeOf(s.Status) | uint32(slices.Index(law.Regimes, s.Regime)+1)<<statusBits
}

// set is the number of a set of bases, and 1; 0 for none.
func (c *compacter) set(all []basis.Basis) uint32 {
	if len(all) == 0 {
		return 0
	}
	c.room = c.room[:0]
	for i := range all {
		c.room = append(c.room, c.basis(&all[i]))
	}
	from := len(c.told)
	c.told = appendSet(c.told, c.room)
	to := from
	for i, known := range slices.Backward(c.sets) {
		if bytes.Equal(c.told[known:to], c.told[from:]) {
			c.told = c.told[:from]
			return uint32(i) + 1
		}
		to = known
	}
	c.sets = append(c.sets, from)
	return uint32(len(c.sets))
}

// basis is where a basis begins among the bases.
func (c *compacter) basis(b *basis.Basis) uint32 {
	at := uint32(len(c.bases))
	c.bases = append(c.bases, c.terms.of(Terms{b.Instrument, b.Addendum, b.Regime, b.Assessed, b.Sound}), 0)
	switch {
	case b.Agreement != nil:
		c.addID(b.Agreement.ID)
	case b.Certification != nil:
		c.addID(b.Certification.ID)
	case b.Rules != nil:
		c.addID(b.Rules.ID)
	}
	for _, required := range b.Required {
		c.addID(required.ID)
	}
	c.bases[at+1] = (uint32(len(c.bases)) - at - 2) / uint32(idWords)
	to := at
	for _, known := range slices.Backward(c.begins) {
		if slices.Equal(c.bases[known:to], c.bases[at:]) {
			c.bases = c.bases[:at]
			return known
		}
		to = known
	}
	c.begins = append(c.begins, at)
	return at
}

func (c *compacter) addID(id fact.ID) {
	for i := range idWords {
		c.bases = append(c.bases, binary.LittleEndian.Uint32(id[4*i:]))
	}
}

// allTerms are the terms of all lives that are being made at once.
type allTerms struct {
	mu sync.RWMutex
	numbers[Terms]
}

func (a *allTerms) of(t Terms) uint32 {
	a.mu.RLock()
	number, is := a.find(t)
	a.mu.RUnlock()
	if is {
		return number
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.numbers.of(t)
}
