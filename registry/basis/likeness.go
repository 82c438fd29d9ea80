package basis

import (
	"bytes"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
)

// Likeness tells cases apart as far as their remedies on a day go: two cases of one
// likeness have, under one law, the same remedies on that day, but for the names of the
// parties in what is told of the risks. So remedies are looked for once for all of them.
//
// It is made of what holds on the day, as things are and were the transfer assessed, and
// of what the further pieces depend on. Those are new on the day: no other day of the
// evidence bears on them, and who the parties are does not either.
func (e *Engine) Likeness(c *Case, day civil.Date) string {
	var l likeness
	within := civil.Between(day, day)
	judged := e.judge(c, within, true)
	l.is(len(judged.lost) > 0)
	judged.likenFlow(&l, day)
	judged.likenEvidence(&l, day)
	assessed := *c
	Piece{Kind: Assess}.add(&assessed, day)
	e.judge(&assessed, within, true).likenEvidence(&l, day)
	return string(l)
}

// likeness is what a case is like, in bytes: words with an end, and answers.
type likeness []byte

func (l *likeness) say(word string) { *l = append(append(*l, word...), 0) }

func (l *likeness) is(so bool) {
	answer := byte('-')
	if so {
		answer = '+'
	}
	*l = append(*l, answer)
}

// likenFlow says what of the flow and its parties counts on a day.
func (judged *judgment) likenFlow(l *likeness, day civil.Date) {
	flow := judged.Flow
	_, destination := judged.Route()
	for _, word := range []string{destination, string(flow.ExporterRole), string(flow.ImporterRole), flow.Declared.Instrument} {
		l.say(word)
	}
	l.is(flow.Declared.Agreement != fact.ID{})
	for _, coverage := range fact.Coverages {
		l.is(flow.Needs(coverage))
	}
	inGroup := judged.Exporter.Group != "" && judged.Exporter.Group == judged.Importer.Group
	l.is(inGroup)
	l.is(inGroup && judged.Exporter.InGroup().Contains(day) && judged.Importer.InGroup().Contains(day))
	for _, days := range judged.regimes {
		l.is(days.Contains(day))
	}
	l.is(judged.tainted.Contains(day))
	l.is(len(judged.Erased) > 0)
	if judged.Upstream != nil {
		for _, resting := range judged.Upstream.certified {
			if resting.days.Contains(day) {
				l.say(resting.framework.ID)
			}
		}
	}
	l.say("")
}

// likenEvidence says what the evidence amounts to on a day.
func (judged *judgment) likenEvidence(l *likeness, day civil.Date) {
	for _, a := range judged.assessed {
		if a.days.Contains(day) {
			l.is(a.Assessment != nil)
			l.is(a.isNegative())
			l.is(a.Assessment != nil && !a.ReviewDueOn.IsZero() && a.ReviewDueOn < day)
		}
	}
	for i := range judged.atWork() {
		j := &judged.judges[i]
		l.say(string(j.regime))
		l.is(j.contractedTerms().Contains(day))
		j.likenHoldings(l, day)
		for _, f := range j.destination.Frameworks {
			l.is(j.serves(&f.Scope))
			j.likenCoverage(l, f.ID, day)
			for _, required := range f.Requires {
				j.likenCoverage(l, required, day)
			}
		}
	}
}

// likenHoldings says which bases hold on a day, and how well; of several that are alike
// one.
func (j *judge) likenHoldings(l *likeness, day civil.Date) {
	last := len(*l)
	for _, h := range j.ranked {
		if !h.days.Contains(day) {
			continue
		}
		from := len(*l)
		l.say(h.Instrument.ID)
		*l = append(*l, byte(h.gradeOn(day)))
		l.is(h.Agreement != nil && h.Agreement.ID == j.Flow.Declared.Agreement)
		if bytes.Equal((*l)[last:from], (*l)[from:]) {
			*l = (*l)[:from]
			continue
		}
		last = from
	}
	l.say("")
}

// likenCoverage says what the importer's certifications in a framework cover on a day of
// what the flow needs, and what without those whose renewal is overdue.
func (j *judge) likenCoverage(l *likeness, framework string, day civil.Date) {
	for _, coverage := range j.needed {
		running, renewed := false, false
		for _, c := range j.Certifications {
			if c.Framework == framework && c.CoversAny(coverage) && c.Running().Contains(day) {
				running = true
				renewed = renewed || c.NextDueOn.IsZero() || day <= c.NextDueOn
			}
		}
		l.is(running)
		l.is(renewed)
	}
}
