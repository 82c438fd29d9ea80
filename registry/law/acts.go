package law

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// acts are the acts behind a regime, ready to be looked up by day.
type acts struct {
	all     []*Act
	states  [][]string   // the states that each names by their codes; none: it is general
	changes []civil.Date // on which one begins or has ended, ascending
}

func (l *Law) indexActs() map[Regime]acts {
	index := map[Regime]acts{}
	for _, regime := range l.Regimes {
		var a acts
		for i := range regime.Laws {
			act := &regime.Laws[i]
			a.all = append(a.all, act)
			a.states = append(a.states, l.codesIn(act.Applies))
			a.changes = append(a.changes, act.Days().From, act.Days().To)
		}
		slices.Sort(a.changes)
		a.changes = slices.Compact(a.changes)
		index[regime.ID] = a
	}
	return index
}

// codesIn are the country codes that a text consists of; none where it holds
// other words.
func (l *Law) codesIn(text string) []string {
	words := strings.Fields(text)
	for _, word := range words {
		if l.Countries[word] == "" {
			return nil
		}
	}
	return words
}

// ActOf is the act behind the regime on a day, for an origin: the one that
// names the origin's state, else the first general one in force; nil before
// there was one.
func (l *Law) ActOf(regime Regime, origin string, day civil.Date) *Act {
	var found *Act
	index := l.index.acts[regime]
	for i, act := range index.all {
		if !act.Days().Contains(day) {
			continue
		}
		if slices.Contains(index.states[i], origin) {
			return act
		}
		if found == nil && len(index.states[i]) == 0 {
			found = act
		}
	}
	return found
}

// ActChanges are the days on which an act behind the regime begins or has
// ended, ascending. The caller must not change them.
func (l *Law) ActChanges(regime Regime) []civil.Date { return l.index.acts[regime].changes }
