package columns

import (
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

// cut adds to words what is left of a life.
func (c *compacter) cut(words []uint32, l Life, over []civil.Date) []uint32 {
	c.clear()
	c.bases = append(c.bases, l.basesInWords()...)
	for i := range l.stretches() {
		s := l.stretch(i)
		for from := s.from; from < l.end(i); {
			status, set, to := c.left(l, s, over, from)
			c.stretch(from, status, set)
			from = min(to, l.end(i))
		}
	}
	return c.written(words)
}

// left is what is left of a stretch on a day, and the day on which it loses more. A
// flow without a basis has no valid one; one that was at risk still is; and one that was
// valid is so as long as any of its bases is sound (rules, section 4).
func (c *compacter) left(l Life, s stretch, over []civil.Date, day civil.Date) (status, set uint32, until civil.Date) {
	until = civil.Always.To
	var kept, lost uint32
	sound := false
	begins := c.room[:0]
	for at := range l.basesAt(s.told()) {
		term := l.words[at]
		if over[term] <= day {
			lost++
			continue
		}
		kept++
		until = min(until, over[term])
		sound = sound || l.terms[term].Sound
		begins = append(begins, at-1-2*l.words[0])
	}
	c.room = begins
	status = s.how & (1<<toldShift - 1)
	if lost > 0 {
		status = status&^(1<<statusBits-1) | uint32(left(s.status(), kept > 0, sound))
	}
	return status, c.setOf(begins), until
}

// left is the place of the status that is left of one, with some basis or none.
func left(status int, some, sound bool) int {
	switch {
	case !some:
		return placeOf(basis.NoValidBasis)
	case !sound:
		return placeOf(basis.AtRisk)
	}
	return status
}

func placeOf(s basis.Status) int { return slices.Index(basis.Statuses, s) }

// basesInWords are the words of the bases.
func (l Life) basesInWords() []uint32 {
	told := uint32(4 * len(l.words))
	for i := range l.stretches() {
		if at := l.stretch(i).told(); at > 0 {
			told = min(told, at)
		}
	}
	return l.words[1+2*l.stretches() : told/4]
}
