package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// accountability lets an agreement carry the onward transfer of data that came
// under a framework certification ((EU) 2023/1795 annex I, II.3; rules, section
// 6): where the upstream flow, taken as if it were active, rests on a
// certification in a framework of this regime, any agreement that runs and is
// no basis already is a safeguard of that framework. It needs no assessment,
// but a negative one bars it.
func accountability(j *judge) {
	if j.Upstream == nil {
		return
	}
	for _, resting := range j.Upstream.certified {
		if resting.framework.Regime != j.regime {
			continue
		}
		received := j.days.Intersect(resting.days).Minus(negative(j.assessed))
		for i := range j.contracts {
			c := &j.contracts[i]
			days := received.Clip(c.running).Minus(j.carriedBy(c.Agreement))
			j.hold(j.draft(Basis{Kind: Safeguard, Instrument: resting.framework, Agreement: c.Agreement}), days)
		}
	}
}

// carriedBy are the days on which an agreement is a basis by a stronger mechanism
// than the one at work.
func (j *judge) carriedBy(a *fact.Agreement) (days civil.Set) {
	for i := range j.holdings {
		if h := &j.holdings[i]; h.Agreement == a && h.rank < j.rank {
			days = days.Union(h.days)
		}
	}
	return days
}
