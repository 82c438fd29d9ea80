package civil

import (
	"slices"
	"strings"
)

// Set is a set of days: intervals in ascending order that neither overlap nor
// touch, none of them empty. The zero Set is empty. A Set is never changed
// once it is made, so sets may share their memory; one of a single interval,
// which most are, needs none beside itself.
type Set struct {
	first Interval   // the zero Interval where the set is empty
	rest  []Interval // those after it
}

// SetOf is the set of the days of the intervals, which may come in any order,
// overlap or be empty.
func SetOf(intervals ...Interval) (s Set) {
	for _, i := range intervals {
		s = s.Union(only(i))
	}
	return s
}

// only is the set of the days of one interval.
func only(i Interval) Set {
	if i.IsEmpty() {
		return Set{}
	}
	return Set{first: i}
}

// IsEmpty reports whether no day belongs to s.
func (s Set) IsEmpty() bool { return s.first.IsEmpty() }

// Spans walks the intervals of s, ascending.
func (s Set) Spans(yield func(Interval) bool) {
	if s.IsEmpty() || !yield(s.first) {
		return
	}
	for _, span := range s.rest {
		if !yield(span) {
			return
		}
	}
}

// Contains reports whether d belongs to s.
func (s Set) Contains(d Date) bool {
	return s.first.Contains(d) || len(s.rest) > 0 && s.restContains(d)
}

func (s Set) restContains(d Date) bool {
	for _, span := range s.rest {
		if d < span.To {
			return span.From <= d
		}
	}
	return false
}

// Clip is the set of the days of s that belong to i.
func (s Set) Clip(i Interval) Set {
	if len(s.rest) == 0 {
		return only(s.first.Intersect(i))
	}
	first, last := 0, s.len()
	for first < last && s.at(first).To <= i.From {
		first++
	}
	for last > first && s.at(last-1).From >= i.To {
		last--
	}
	if first == last || i.IsEmpty() {
		return Set{}
	}
	kept := Set{s.at(first).Intersect(i), s.rest[first : last-1]}
	if end := len(kept.rest) - 1; end >= 0 && kept.rest[end].To > i.To {
		kept.rest = slices.Clone(kept.rest)
		kept.rest[end].To = i.To
	}
	return kept
}

// Without is the set of the days of s that do not belong to i.
func (s Set) Without(i Interval) Set {
	if i.IsEmpty() || s.IsEmpty() {
		return s
	}
	before, after := s.Clip(Interval{First, i.From}), s.Clip(Interval{i.To, end})
	switch {
	case before.IsEmpty():
		return after
	case after.IsEmpty():
		return before
	}
	return Set{before.first, slices.Concat(before.rest, []Interval{after.first}, after.rest)}
}

// Intersect is the set of the days that belong to both.
func (s Set) Intersect(t Set) Set {
	switch {
	case len(t.rest) == 0:
		return s.Clip(t.first)
	case len(s.rest) == 0:
		return t.Clip(s.first)
	}
	var both Set
	for i, j := 0, 0; i < s.len() && j < t.len(); {
		both.extend(s.at(i).Intersect(t.at(j)))
		if s.at(i).To < t.at(j).To {
			i++
		} else {
			j++
		}
	}
	return both
}

// Union is the set of the days that belong to either.
func (s Set) Union(t Set) Set {
	switch {
	case s.IsEmpty():
		return t
	case t.IsEmpty():
		return s
	}
	var either Set
	for i, j := 0, 0; i < s.len() || j < t.len(); {
		if j == t.len() || i < s.len() && s.at(i).From <= t.at(j).From {
			either.extend(s.at(i))
			i++
		} else {
			either.extend(t.at(j))
			j++
		}
	}
	return either
}

// Minus is the set of the days of s that do not belong to t.
func (s Set) Minus(t Set) Set {
	if len(t.rest) == 0 {
		return s.Without(t.first)
	}
	var left Set
	for span := range s.Spans {
		for hole := range t.Spans {
			left.extend(Interval{span.From, min(span.To, hole.From)})
			span.From = max(span.From, hole.To)
		}
		left.extend(span)
	}
	return left
}

// Complement is the set of all days that do not belong to s.
func (s Set) Complement() Set { return only(Always).Minus(s) }

// Equal reports whether both have the same days.
func (s Set) Equal(t Set) bool { return s.first == t.first && slices.Equal(s.rest, t.rest) }

// String writes the intervals as from…through, for tests and messages.
func (s Set) String() string {
	var parts []string
	for span := range s.Spans {
		parts = append(parts, span.First().String()+"…"+span.Through().String())
	}
	return strings.Join(parts, " ")
}

// len is how many intervals there are.
func (s Set) len() int {
	if s.IsEmpty() {
		return 0
	}
	return 1 + len(s.rest)
}

// at is one of the intervals.
func (s Set) at(i int) Interval {
	if i == 0 {
		return s.first
	}
	return s.rest[i-1]
}

// extend adds an interval to a set in the making, in which none begins later.
func (s *Set) extend(next Interval) {
	switch last := len(s.rest) - 1; {
	case next.IsEmpty():
	case s.IsEmpty():
		s.first = next
	case last < 0 && next.From <= s.first.To:
		s.first.To = max(s.first.To, next.To)
	case last >= 0 && next.From <= s.rest[last].To:
		s.rest[last].To = max(s.rest[last].To, next.To)
	default:
		s.rest = append(s.rest, next)
	}
}
