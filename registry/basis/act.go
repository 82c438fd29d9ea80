package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// byAct splits days by the act that governs them, which lends its citation
// where no instrument decides; the act is nil on days of none.
func (j *judge) byAct(days civil.Set) []law.Governing {
	var split []law.Governing
	for _, g := range j.acts {
		if under := days.Intersect(g.Days); !under.IsEmpty() {
			split = append(split, law.Governing{Act: g.Act, Days: under})
			days = days.Minus(g.Days)
		}
	}
	if !days.IsEmpty() {
		split = append(split, law.Governing{Days: days})
	}
	return split
}

// actOn is the act that governs a day, nil where there is none.
func (j *judge) actOn(day civil.Date) *law.Act {
	for _, g := range j.acts {
		if g.Days.Contains(day) {
			return g.Act
		}
	}
	return nil
}

// cited takes the act's citation.
func (r Reason) cited(act *law.Act) Reason {
	if act == nil {
		r.Citation = "no act of the regime is recorded for this day"
		return r
	}
	r.Citation = act.Citation
	return r
}
