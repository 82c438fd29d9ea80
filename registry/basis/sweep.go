package basis

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// sweep goes over all days once, from one day on which something changes to
// the next, and lays out the verdicts on the desk.
func (judged *judgment) sweep() Timeline {
	judged.desk.clear()
	judged.findPoints()
	laid := judged.desk.segments
	for i, from := range judged.points[:len(judged.points)-1] {
		v := judged.verdict(from)
		if last := len(laid) - 1; last >= 0 && laid[last].alike(&v) {
			laid[last].To = judged.points[i+1]
			continue
		}
		laid = append(laid, Segment{civil.Interval{From: from, To: judged.points[i+1]}, v})
	}
	judged.desk.segments = laid
	return laid
}

// failing are the days without a valid basis.
func (t Timeline) failing() civil.Set {
	var without []civil.Interval
	for _, s := range t {
		if s.Status == NoValidBasis {
			without = append(without, s.Interval)
		}
	}
	return civil.SetOf(without...)
}

// findPoints finds all days on which something may change, from the first day of
// all to the day after the last.
func (judged *judgment) findPoints() {
	judged.points = append(judged.points[:0], civil.Always.From, civil.Always.To)
	judged.addPeriod(judged.Flow.Active())
	for _, days := range judged.regimes {
		judged.addPoints(days)
	}
	judged.addPoints(judged.tainted)
	for i := range judged.atWork() {
		judged.judges[i].addPoints()
	}
}

func (j *judge) addPoints() {
	j.judgment.addPoints(j.days)
	for _, h := range j.ranked {
		j.judgment.addPoints(h.days)
		j.judgment.addPoints(h.needs)
		for _, c := range h.required {
			j.addPeriod(c.Running())
		}
		for k := range h.risks {
			j.judgment.addPoints(h.risks[k].days)
		}
	}
	for i := range j.unmet {
		j.judgment.addPoints(j.unmet[i].days)
	}
	if j.outline {
		return
	}
	for _, act := range j.origin.Acts {
		j.judgment.addPoints(act.Days)
	}
	for i := range j.defects {
		j.judgment.addPoints(j.defects[i].days)
	}
}

func (judged *judgment) addPoints(days civil.Set) {
	for span := range days.Spans {
		judged.addPeriod(span)
	}
}

func (judged *judgment) addPeriod(period civil.Interval) {
	judged.addPoint(period.From)
	judged.addPoint(period.To)
}

// addPoint puts a day in its place, where it is not there yet.
func (judged *judgment) addPoint(day civil.Date) {
	at := len(judged.points)
	for at > 0 && judged.points[at-1] > day {
		at--
	}
	if at == 0 || judged.points[at-1] != day {
		judged.points = slices.Insert(judged.points, at, day)
	}
}
