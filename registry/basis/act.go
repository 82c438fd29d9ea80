package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/law"
)

// actDays are days with the act of the regime that governs them.
type actDays struct {
	act  *law.Act
	days civil.Set
}

// byAct splits days by the act that governs them, which lends its citation
// where no instrument decides.
func (j *judge) byAct(days civil.Set) []actDays {
	var split []actDays
	for _, span := range days.Spans() {
		for from := span.From; from < span.To; {
			act, to := j.actOn(from, span.To)
			split = append(split, actDays{act, civil.SetOf(civil.Interval{From: from, To: to})})
			from = to
		}
	}
	return split
}

// actOn is the act of a day, and until when it is the one.
func (j *judge) actOn(day, until civil.Date) (*law.Act, civil.Date) {
	act := j.law.ActOf(j.regime, j.origin, day)
	for _, change := range j.law.ActChanges(j.regime) {
		if change > day && change < until && j.law.ActOf(j.regime, j.origin, change) != act {
			return act, change
		}
	}
	return act, until
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
