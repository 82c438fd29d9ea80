package accesslog

import "time"

// mostOfNobody is how many lines a second those have together who were not let in.
// Whoever is not let in must not be able to fill the disk.
const mostOfNobody = 50

// refusals counts, within a second, the requests of those who were not let in.
type refusals struct {
	second int64
	lines  int
	last   *Line // the latest without a line of its own; nil: there is none
}

// takes reports whether a request gets a line of its own; else it is counted.
func (r *refusals) takes(now time.Time, l *Line) bool {
	if second := now.Unix(); second != r.second {
		r.second, r.lines = second, 0
	}
	if r.lines++; r.lines <= mostOfNobody {
		return true
	}
	if r.last != nil {
		l.Untold = r.last.Untold + 1
	}
	r.last = l
	return false
}

// rest is the line for those that were counted, nil where there were none.
func (r *refusals) rest() (l *Line) {
	l, r.last = r.last, nil
	return l
}
