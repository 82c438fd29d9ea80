package civil

import (
	"slices"
	"strings"
)

// Set is a set of days: intervals in ascending order that neither overlap nor
// touch, none of them empty. The zero Set is empty. A Set is never changed
// once it is made, so sets may share their memory.
type Set struct {
	spans []Interval
}

// SetOf is the set of the days of the intervals, which may come in any order,
// overlap or be empty.
func SetOf(intervals ...Interval) Set {
	if len(intervals) == 1 && !intervals[0].IsEmpty() {
		return Set{intervals}
	}
	spans := make([]Interval, 0, len(intervals))
	for _, i := range intervals {
		if !i.IsEmpty() {
			spans = append(spans, i)
		}
	}
	if len(spans) < 2 {
		return Set{spans}
	}
	slices.SortFunc(spans, func(a, b Interval) int { return int(a.From - b.From) })
	joined := spans[:1]
	for _, next := range spans[1:] {
		last := &joined[len(joined)-1]
		if next.From > last.To {
			joined = append(joined, next)
			continue
		}
		last.To = max(last.To, next.To)
	}
	return Set{joined}
}

// IsEmpty reports whether no day belongs to s.
func (s Set) IsEmpty() bool { return len(s.spans) == 0 }

// Spans are the intervals of s, ascending. The caller must not change them.
func (s Set) Spans() []Interval { return s.spans }

// Contains reports whether d belongs to s.
func (s Set) Contains(d Date) bool {
	for _, span := range s.spans {
		if d < span.To {
			return span.From <= d
		}
	}
	return false
}

// Around is the longest run of days around d that belong to s, empty when d
// does not belong to it.
func (s Set) Around(d Date) Interval {
	for _, span := range s.spans {
		if span.Contains(d) {
			return span
		}
	}
	return Interval{}
}

// Clip is the set of the days of s that belong to i.
func (s Set) Clip(i Interval) Set {
	first, last := 0, len(s.spans)
	for first < last && s.spans[first].To <= i.From {
		first++
	}
	for last > first && s.spans[last-1].From >= i.To {
		last--
	}
	kept := s.spans[first:last]
	if i.IsEmpty() || len(kept) == 0 {
		return Set{}
	}
	if kept[0].From >= i.From && kept[len(kept)-1].To <= i.To {
		return Set{kept}
	}
	kept = slices.Clone(kept)
	kept[0].From = max(kept[0].From, i.From)
	kept[len(kept)-1].To = min(kept[len(kept)-1].To, i.To)
	return Set{kept}
}

// Without is the set of the days of s that do not belong to i.
func (s Set) Without(i Interval) Set {
	if i.IsEmpty() || s.IsEmpty() || i.To <= s.spans[0].From || s.spans[len(s.spans)-1].To <= i.From {
		return s
	}
	before, after := s.Clip(Interval{First, i.From}), s.Clip(Interval{i.To, end})
	switch {
	case before.IsEmpty():
		return after
	case after.IsEmpty():
		return before
	}
	return Set{slices.Concat(before.spans, after.spans)}
}

// Intersect is the set of the days that belong to both.
func (s Set) Intersect(t Set) Set {
	switch {
	case s.IsEmpty() || t.IsEmpty():
		return Set{}
	case len(t.spans) == 1:
		return s.Clip(t.spans[0])
	case len(s.spans) == 1:
		return t.Clip(s.spans[0])
	}
	var spans []Interval
	for i, j := 0, 0; i < len(s.spans) && j < len(t.spans); {
		if both := s.spans[i].Intersect(t.spans[j]); !both.IsEmpty() {
			spans = append(spans, both)
		}
		if s.spans[i].To < t.spans[j].To {
			i++
		} else {
			j++
		}
	}
	return Set{spans}
}

// Union is the set of the days that belong to either.
func (s Set) Union(t Set) Set {
	switch {
	case s.IsEmpty():
		return t
	case t.IsEmpty():
		return s
	}
	return SetOf(slices.Concat(s.spans, t.spans)...)
}

// Minus is the set of the days of s that do not belong to t.
func (s Set) Minus(t Set) Set {
	if s.IsEmpty() || t.IsEmpty() {
		return s
	}
	if len(t.spans) == 1 {
		return s.Without(t.spans[0])
	}
	return s.Intersect(t.Complement())
}

// Complement is the set of all days that do not belong to s.
func (s Set) Complement() Set {
	spans := make([]Interval, 0, len(s.spans)+1)
	from := First
	for _, span := range s.spans {
		if from < span.From {
			spans = append(spans, Interval{from, span.From})
		}
		from = span.To
	}
	if from < end {
		spans = append(spans, Interval{from, end})
	}
	return Set{spans}
}

// Equal reports whether both have the same days.
func (s Set) Equal(t Set) bool { return slices.Equal(s.spans, t.spans) }

// String writes the intervals as from…through, for tests and messages.
func (s Set) String() string {
	parts := make([]string, len(s.spans))
	for i, span := range s.spans {
		parts[i] = span.First().String() + "…" + span.Through().String()
	}
	return strings.Join(parts, " ")
}
