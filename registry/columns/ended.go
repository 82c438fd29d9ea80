package columns

import (
	"bytes"
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
)

// Ends are the days from which on instruments carry nothing any more, by their ids.
type Ends map[string]civil.Date

// Ending says which lives of a view lose, with instruments that end, the bases that
// these are, and nothing else: so what is left of them need not be decided.
type Ending struct {
	Ends
	Shapes []bool
}

// RestingOn are the shapes, ascending, that rest on one of the instruments on a day on
// which it has ended.
func (v *View) RestingOn(ctx context.Context, workers int, ends Ends) ([]int, error) {
	over := v.lives.over(ends)
	return v.Where(ctx, workers, func(_, shape int) (bool, error) { return v.Life(shape).loses(over), nil })
}

// over are the days from which on terms are those of an instrument that has ended, by
// their numbers.
func (l *lives) over(ends Ends) []civil.Date {
	over := make([]civil.Date, len(l.terms))
	for i, t := range l.terms {
		over[i] = civil.Always.To
		if day, is := ends[t.Instrument.ID]; is {
			over[i] = day
		}
	}
	return over
}

// loses reports whether a life has a basis on a day on which it is over.
func (l Life) loses(over []civil.Date) bool {
	for i := range l.stretches() {
		s := l.stretch(i)
		for at := range l.basesAt(s.told()) {
			if over[l.words[at]] < l.end(i) {
				return true
			}
		}
	}
	return false
}

// end is the day after a stretch.
func (l Life) end(n int) civil.Date {
	if n+1 < l.stretches() {
		return l.stretch(n + 1).from
	}
	return civil.Always.To
}

// cutter cuts lives, one after the other.
type cutter struct {
	over      []civil.Date // by terms
	first     civil.Date   // of those days
	stretches []uint32     // two words each; bases by the byte at which they are told behind the stretches
	told      []byte       // the sets of bases that there were not before
	latest    int          // where the latest of them begins
	begins    []uint32     // where the bases of a set begin
}

func newCutter(over []civil.Date) cutter {
	return cutter{over: over, first: slices.Min(append([]civil.Date{civil.Always.To}, over...))}
}

// cut adds to words what is left of a life: its bases, and the sets of them that there
// were, stay where they are. An error where that is too much for a life.
func (c *cutter) cut(words []uint32, l Life) ([]uint32, error) {
	c.stretches, c.told, c.latest = c.stretches[:0], c.told[:0], 0
	head := 1 + 2*l.stretches()
	for i := range l.stretches() {
		s, end := l.stretch(i), l.end(i)
		if s.told() > 0 {
			s.how -= uint32(4*head) << toldShift
		}
		for from := s.from; from < end; {
			how, until := s.how, end
			if end > c.first && s.told() > 0 {
				how, until = c.left(l, s.how, from, end)
			}
			if n := len(c.stretches); n == 0 || c.stretches[n-1] != how {
				c.stretches = append(c.stretches, uint32(from), how)
			}
			from = until
		}
	}
	return c.written(words, l.words[head:])
}

// left is how a stretch goes on from a day on, and until when.
func (c *cutter) left(l Life, how uint32, day, end civil.Date) (left uint32, until civil.Date) {
	head := 1 + 2*uint32(l.stretches())
	lost, sound := false, false
	c.begins, until = c.begins[:0], end
	for at := range l.basesAt(how>>toldShift + 4*head) {
		term := l.words[at]
		if c.over[term] <= day {
			lost = true
			continue
		}
		until = min(until, c.over[term])
		sound = sound || l.terms[term].Sound
		c.begins = append(c.begins, at-head)
	}
	if !lost {
		return how, until
	}
	status := basis.Statuses[stretch{how: how}.status()].Left(len(c.begins) > 0, sound)
	return placeOf(status) | how&(1<<toldShift-1)&^(1<<statusBits-1) | c.set(len(l.words)-int(head))<<toldShift, until
}

// set is where the set of bases is told that begin at c.begins, behind so many words; 0
// for none.
func (c *cutter) set(words int) uint32 {
	if len(c.begins) == 0 {
		return 0
	}
	at := len(c.told)
	c.told = appendSet(c.told, c.begins)
	if bytes.Equal(c.told[c.latest:at], c.told[at:]) {
		c.told, at = c.told[:at], c.latest
	}
	c.latest = at
	return uint32(4*words + at)
}

// written adds the life to words, with what comes behind its stretches.
func (c *cutter) written(words, behind []uint32) ([]uint32, error) {
	head := uint32(4 * (1 + len(c.stretches)))
	if err := checkTold(int(head) + 4*len(behind) + len(c.told)); err != nil {
		return nil, err
	}
	words = append(words, uint32(len(c.stretches)/2))
	for i, word := range c.stretches {
		if i%2 == 1 && word>>toldShift > 0 {
			word += head << toldShift
		}
		words = append(words, word)
	}
	return appendBytes(append(words, behind...), c.told), nil
}
