package law

import (
	"slices"
	"strings"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// Governing is an act behind a regime with the days on which it is the one that
// governs exports from an origin.
type Governing struct {
	Act  *Act
	Days civil.Set
}

// anyOrigin stands for the origins that no act names.
const anyOrigin = ""

// actsOn are the acts behind a regime that govern exports from an origin, each on
// its own days: one that names the origin's state goes before a general one, and
// of two the first.
func (l *Law) actsOn(regime Regime, origin string) (all []Governing) {
	for _, r := range l.Regimes {
		if r.ID == regime {
			all = l.governing(r, origin)
		}
	}
	return all
}

// namedIn are the states that the acts of a regime name by their codes.
func (l *Law) namedIn(regime *RegimeLaw) (states []string) {
	for _, act := range regime.Laws {
		states = append(states, l.codesIn(act.Applies)...)
	}
	return states
}

func (l *Law) governing(regime *RegimeLaw, origin string) (all []Governing) {
	var specific, general []*Act
	for i := range regime.Laws {
		act := &regime.Laws[i]
		switch states := l.codesIn(act.Applies); {
		case len(states) == 0:
			general = append(general, act)
		case slices.Contains(states, origin):
			specific = append(specific, act)
		}
	}
	left := civil.SetOf(civil.Always)
	for _, act := range slices.Concat(specific, general) {
		if days := left.Clip(act.Days()); !days.IsEmpty() {
			all = append(all, Governing{act, days})
			left = left.Minus(days)
		}
	}
	return all
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

// Reference is the act's citation with its articles on transfers, where they
// are known: the citation itself may be of the article that put it into force.
func (a *Act) Reference() string {
	if a.TransferArticles == "" || strings.Contains(a.Citation, "art. "+a.TransferArticles) {
		return a.Citation
	}
	return a.Citation + "; on transfers art. " + a.TransferArticles
}
