package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// certification finds the importer's certifications in the regime's frameworks
// for the destination (rules, section 2, no. 2). Together they must cover what
// the flow needs, and so must those in every framework that is required; each
// that covers some of it is a basis.
func certification(j *judge) {
	for _, f := range j.law.FrameworksFor(j.regime, j.destination) {
		covered, renewed := j.coverage(f.ID), j.requiredRenewed(f)
		for _, c := range j.Certifications {
			if c.Framework == f.ID {
				j.judgeCertification(f, c, covered, renewed)
			}
		}
	}
}

func (j *judge) judgeCertification(f *law.Framework, c *fact.Certification, covered, renewed civil.Set) {
	s := j.sieve(about(&f.Instrument, Evidence{CertificationEvidence, c.ExternalID}))
	toCome := f.ToCome().Intersect(civil.Before(c.CertifiedOn))
	s.days = s.days.Without(toCome) // law and evidence of the future are no evidence

	how := InstrumentNotInForce
	if f.EndedByCourt() {
		how = InstrumentInvalidated
	}
	s.lose(f.Over(), s.about.coded(how).told(ended).on(f.Through+1))
	s.lose(f.ToCome(), s.about.coded(InstrumentNotInForce).told(begins).on(f.From))
	s.lose(civil.Before(c.CertifiedOn), s.about.coded(CertificationNotYet).on(c.CertifiedOn))
	s.lose(civil.Since(c.EndedOn), s.about.coded(CertificationEnded).on(c.EndedOn))
	scope := s.about.coded(CertificationScope).with(j.needs())
	if !j.coversSome(c) {
		s.drop(scope)
	}
	s.keep(covered, scope)
	for _, required := range f.Requires {
		s.keep(j.coverage(required), s.about.coded(RequiredCertificationMissing).with(required))
	}
	overdue := civil.Interval{}
	if !c.NextDueOn.IsZero() {
		overdue = civil.Since(c.NextDueOn + 1)
	}
	late := s.about.coded(RecertificationOverdue)
	j.hold(s.days, holding{
		Basis:    Basis{Kind: Adequacy, Instrument: &f.Instrument, Certification: c},
		required: j.required(f),
		risks:    risks(risk{late.on(c.NextDueOn), s.days.Clip(overdue)}, risk{late.told(indirect), s.days.Minus(renewed).Without(overdue)}),
	})
}

// coverage are the days on which the importer's running certifications in a
// framework together cover what the flow needs.
func (j *judge) coverage(framework string) civil.Set {
	return j.coverageBy(framework, (*fact.Certification).Running)
}

// requiredRenewed are the days on which the certifications in every required
// framework would cover the need without those whose renewal is overdue.
func (j *judge) requiredRenewed(f *law.Framework) civil.Set {
	days := civil.SetOf(civil.Always)
	for _, required := range f.Requires {
		days = days.Intersect(j.coverageBy(required, func(c *fact.Certification) civil.Interval {
			return c.Running().Intersect(civil.Between(0, c.NextDueOn))
		}))
	}
	return days
}

func (j *judge) coverageBy(framework string, running func(*fact.Certification) civil.Interval) civil.Set {
	days := civil.SetOf(civil.Always)
	for _, coverage := range fact.Coverages {
		if !j.Flow.Needs(coverage) {
			continue
		}
		var covered []civil.Interval
		for _, c := range j.Certifications {
			if c.Framework == framework && c.CoversAny(coverage) {
				covered = append(covered, running(c))
			}
		}
		days = days.Intersect(civil.SetOf(covered...))
	}
	return days
}

func (j *judge) coversSome(c *fact.Certification) bool {
	for _, coverage := range c.Covers {
		if j.Flow.Needs(coverage) {
			return true
		}
	}
	return false
}

// needs names what certifications must cover for this flow.
func (j *judge) needs() string {
	switch {
	case j.Flow.Needs(fact.HR) && j.Flow.Needs(fact.NonHR):
		return string(fact.HR) + " and " + string(fact.NonHR)
	case j.Flow.Needs(fact.HR):
		return string(fact.HR)
	}
	return string(fact.NonHR)
}

// risks are those that have days.
func risks(candidates ...risk) []risk {
	var some []risk
	for _, r := range candidates {
		if !r.days.IsEmpty() {
			some = append(some, r)
		}
	}
	return some
}

// required are the certifications in the frameworks that one requires which
// cover some of what the flow needs.
func (j *judge) required(f *law.Framework) []*fact.Certification {
	var required []*fact.Certification
	for _, id := range f.Requires {
		for _, c := range j.Certifications {
			if c.Framework == id && j.coversSome(c) {
				required = append(required, c)
			}
		}
	}
	return required
}

// requiredOn are those of the required certifications that run on a day.
func (h *holding) requiredOn(day civil.Date) []*fact.Certification {
	var running []*fact.Certification
	for _, c := range h.required {
		if c.Running().Contains(day) {
			running = append(running, c)
		}
	}
	return running
}
