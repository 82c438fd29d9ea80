package basis

import (
	"cmp"
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Remedy is the least that would mend a flow on a day: pieces of evidence that are
// not there, and what would hold with them.
type Remedy struct {
	Pieces []Piece
	Status Status   // VALID; or AT_RISK, where nothing makes a flagged flow valid
	Risks  []Reason // that remain
}

// Remedies finds what would make a flow that is flagged or at risk on a day VALID
// that day: pieces of evidence, one or two, that come about on it. Nothing is
// offered that was not decided: each remedy is the case with its pieces, judged.
// Where nothing makes a flagged flow valid, what makes it no more than risky is
// offered. Of pieces that do the same, the one with less to do.
func Remedies(l *law.Law, c *Case, day civil.Date) []Remedy {
	e := NewEngine(l)
	now := e.On(c, day)
	if now.Status != NoValidBasis && now.Status != AtRisk {
		return nil
	}
	all := candidates(l, c)
	var single, risky []Remedy
	for _, p := range all {
		if r := e.Try(c, day, p); r.Status == Valid {
			single = append(single, r)
		} else if r.Status == AtRisk && now.Status == NoValidBasis {
			risky = append(risky, r)
		}
	}
	if found := least(single); len(found) > 0 {
		return found
	}
	if found := least(e.pairs(c, day, all)); len(found) > 0 {
		return found
	}
	return least(risky)
}

// pairs are the remedies of two pieces: one of those that accompany others, an
// assessment or a data processing agreement without clauses, and one of another kind.
func (e *Engine) pairs(c *Case, day civil.Date, all []Piece) (found []Remedy) {
	for i, p := range all {
		for _, q := range all[i+1:] {
			if p.Kind == q.Kind || !p.accompanies() && !q.accompanies() {
				continue
			}
			if r := e.Try(c, day, p, q); r.Status == Valid {
				found = append(found, r)
			}
		}
	}
	return found
}

func (p Piece) accompanies() bool {
	return p.Kind == Assess || p.Kind == SignClauses && len(p.Clauses) == 0
}

// Try judges a case with further pieces that come about on a day.
func (e *Engine) Try(c *Case, day civil.Date, pieces ...Piece) Remedy {
	with := *c
	for _, p := range pieces {
		p.add(&with, day)
	}
	v := e.On(&with, day)
	return Remedy{Pieces: pieces, Status: v.Status, Risks: v.Reasons}
}

// least leaves out what another remedy does with less: one of the same kinds of
// pieces whose clauses, frameworks and coverages are among its own.
func least(all []Remedy) []Remedy {
	var kept []Remedy
	for i, r := range all {
		if !slices.ContainsFunc(all, func(other Remedy) bool { return other.isLessThan(&all[i]) }) {
			kept = append(kept, r)
		}
	}
	slices.SortStableFunc(kept, func(a, b Remedy) int {
		return cmp.Or(cmp.Compare(len(a.Pieces), len(b.Pieces)), cmp.Compare(a.size(), b.size()))
	})
	return kept
}

func (r *Remedy) size() (n int) {
	for _, p := range r.Pieces {
		n += p.size()
	}
	return n
}

// isLessThan reports whether a remedy asks for part of what another one asks for.
func (r *Remedy) isLessThan(other *Remedy) bool {
	if len(r.Pieces) != len(other.Pieces) || r.size() >= other.size() {
		return false
	}
	for i, p := range r.Pieces {
		if !p.isPartOf(other.Pieces[i]) {
			return false
		}
	}
	return true
}
