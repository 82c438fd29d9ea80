package basis

import "github.com/safeconduct/safeconduct/registry/civil"

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
	alreadyBy := make([]civil.Set, len(j.Agreements))
	for i, a := range j.Agreements {
		for _, h := range j.holdings {
			if h.Agreement == a {
				alreadyBy[i] = alreadyBy[i].Union(h.days)
			}
		}
	}
	for _, resting := range j.Upstream.certified {
		if resting.framework.Regime != j.regime {
			continue
		}
		received := j.days.Intersect(resting.days).Minus(negative(j.assessed))
		for i, a := range j.Agreements {
			j.hold(received.Clip(a.Running()).Minus(alreadyBy[i]), holding{
				Basis: Basis{Kind: Safeguard, Instrument: resting.framework, Agreement: a},
			})
		}
	}
}
