package basis

import "github.com/safeconduct/safeconduct/registry/civil"

// sieve takes one piece of evidence through its conditions in the order of the
// rules: each condition keeps some of the days and gives a reason for those
// that it loses, so that of several defects the first counts.
type sieve struct {
	judge *judge
	days  civil.Set
	about Reason
}

func (j *judge) sieve(about Reason) sieve { return sieve{judge: j, days: j.days, about: about} }

// keep loses the days outside ok for a reason.
func (s *sieve) keep(ok civil.Set, why cause) {
	if !s.judge.outline {
		s.judge.reject(s.days.Minus(ok), s.about.because(why))
	}
	s.days = s.days.Intersect(ok)
}

// keepWithin is keep for one period.
func (s *sieve) keepWithin(ok civil.Interval, why cause) {
	if !s.judge.outline {
		s.judge.reject(s.days.Without(ok), s.about.because(why))
	}
	s.days = s.days.Clip(ok)
}

// lose loses the days in bad for a reason.
func (s *sieve) lose(bad civil.Interval, why cause) {
	if !s.judge.outline {
		s.judge.reject(s.days.Clip(bad), s.about.because(why))
	}
	s.days = s.days.Without(bad)
}

// drop loses all days for a reason.
func (s *sieve) drop(why cause) { s.lose(civil.Always, why) }

// endanger notes a risk of what holds on days.
func (s *sieve) endanger(h *holding, days civil.Set, why cause) {
	if !days.IsEmpty() {
		h.risks = append(h.risks, risk{s.about.because(why), days})
	}
}

// cause is the part of a reason that differs from one condition of a piece of
// evidence to the next.
type cause struct {
	code   Code
	day    civil.Date
	as     variant
	detail string
	first  uint32 // of two words in detail, the length of the first
}

// why begins a cause.
func why(code Code) cause { return cause{code: code} }

func (c cause) on(day civil.Date) cause {
	c.day = day
	return c
}

func (c cause) told(as variant) cause {
	c.as = as
	return c
}

func (c cause) with(detail string) cause {
	c.detail = detail
	return c
}

func (c cause) withTwo(words two) cause {
	c.detail, c.first = words.joined, words.first
	return c
}

// because completes a reason.
func (r Reason) because(c cause) Reason {
	r.Code, r.Day, r.as, r.Detail, r.first = c.code, c.day, c.as, c.detail, c.first
	return r
}
