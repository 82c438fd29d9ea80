package basis

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/law"
)

// certification finds the importer's certifications in the regime's frameworks
// for the destination (rules, section 2, no. 2), which must be open to the sectors
// of both parties. Together they must cover what the flow needs, and so must those in every
// framework that is required; each that covers some of it is a basis.
func certification(j *judge) {
	for _, f := range j.destination.Frameworks {
		if !j.isHeld(f.ID) {
			continue
		}
		covered, renewed := j.coverage(f.ID), j.requiredRenewed(f)
		for _, c := range j.Certifications {
			if c.Framework == f.ID {
				j.judgeCertification(f, c, covered, renewed)
			}
		}
	}
}

// needed are the coverages that certifications must have for a flow. room is memory
// that may be used.
func needed(room []fact.Coverage, f *fact.Flow) []fact.Coverage {
	all := room[:0]
	for _, coverage := range fact.Coverages {
		if f.Needs(coverage) {
			all = append(all, coverage)
		}
	}
	return all
}

// isHeld reports whether the importer has any certification in a framework.
func (j *judge) isHeld(framework string) bool {
	for _, c := range j.Certifications {
		if c.Framework == framework {
			return true
		}
	}
	return false
}

func (j *judge) judgeCertification(f *law.Framework, c *fact.Certification, covered, renewed civil.Set) {
	s := j.sieve(about(&f.Instrument, Evidence{CertificationEvidence, c.ExternalID}))
	toCome := f.ToCome().Intersect(civil.Before(c.CertifiedOn))
	s.days = s.days.Without(toCome) // law and evidence of the future are no evidence

	how := InstrumentNotInForce
	if f.EndedByCourt() {
		how = InstrumentInvalidated
	}
	s.lose(f.Over(), why(how).told(ended).on(f.Through+1))
	s.lose(f.ToCome(), why(InstrumentNotInForce).told(begins).on(f.From))
	s.lose(civil.Before(c.CertifiedOn), why(CertificationNotYet).on(c.CertifiedOn))
	s.lose(civil.Since(c.EndedOn), why(CertificationEnded).on(c.EndedOn))
	if !j.serves(&f.Scope) {
		s.drop(why(CertificationScope).told(closed).withTwo(j.sectorsInWords()))
	}
	scope := why(CertificationScope).withTwo(j.needs())
	if !j.coversSome(c) {
		s.drop(scope)
	}
	s.keep(covered, scope)
	for _, required := range f.Requires {
		s.keep(j.coverage(required), why(RequiredCertificationMissing).with(required))
	}
	overdue := civil.Interval{}
	if !c.NextDueOn.IsZero() {
		overdue = civil.Since(c.NextDueOn + 1)
	}
	late := why(RecertificationOverdue)
	h := j.draft(Basis{Kind: Adequacy, Instrument: &f.Instrument, Certification: c})
	s.endanger(h, s.days.Clip(overdue), late.on(c.NextDueOn))
	s.endanger(h, s.days.Minus(renewed).Without(overdue), late.told(indirect))
	j.require(h, f)
	j.hold(h, s.days)
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
	for _, coverage := range j.needed {
		var covered civil.Set
		for _, c := range j.Certifications {
			if c.Framework == framework && c.CoversAny(coverage) {
				covered = covered.Union(civil.SetOf(running(c)))
			}
		}
		days = days.Intersect(covered)
	}
	return days
}

func (j *judge) coversSome(c *fact.Certification) bool {
	for _, coverage := range j.needed {
		if c.CoversAny(coverage) {
			return true
		}
	}
	return false
}

// needs names what certifications must cover for this flow.
func (j *judge) needs() two {
	if len(j.needed) == len(fact.Coverages) {
		return j.words(string(fact.HR), " and ", string(fact.NonHR))
	}
	return two{joined: string(j.needed[0])}
}

// require lets the certifications stand beside a holding that the framework
// requires: those which cover some of what the flow needs.
func (j *judge) require(h *holding, f *law.Framework) {
	for _, id := range f.Requires {
		for _, c := range j.Certifications {
			if c.Framework == id && j.coversSome(c) {
				h.required = append(h.required, c)
			}
		}
	}
}
