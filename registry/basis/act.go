package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// actOn is the act that governs a day, nil where there is none.
func (j *judge) actOn(day civil.Date) *law.Act {
	for _, g := range j.origin.Acts {
		if g.Days.Contains(day) {
			return g.Act
		}
	}
	return nil
}

// cited takes the citation of an act, which lends it where no instrument decides.
func (r Reason) cited(act *law.Act) Reason {
	if act == nil {
		r.Citation = "no act of the regime is recorded for this day"
		return r
	}
	r.Citation = act.Citation
	return r
}
