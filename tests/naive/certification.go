package naive

import "slices"

// judgeCertifications is rules.md 2.2, and 5 for what almost fits: each
// certification of the importer in a framework of regime and destination.
func (t *transfer) judgeCertifications() {
	for _, c := range t.reg.certifications[t.flow.importer.id] {
		f := t.law.frameworks[c.framework]
		if f.Regime != t.regime || f.Destination != t.flow.destination {
			continue
		}
		if f.toCome(t.day) && t.day < c.certifiedOn {
			continue
		}
		if defect := t.certificationDefect(c, f); defect != "" {
			t.almost(defect)
			continue
		}
		t.hold(held{rank: rankCertification, Basis: Basis{
			Kind:          AdequacyKind,
			Instrument:    f.ID,
			Certification: c.id,
			Risks:         t.certificationRisks(c, f),
		}})
	}
}

// certificationDefect is the first defect in the order of rules.md 5.
func (t *transfer) certificationDefect(c *certification, f *Framework) string {
	switch {
	case !f.contains(t.day) && f.invalidated(t.day):
		return "INSTRUMENT_INVALIDATED"
	case !f.contains(t.day):
		return "INSTRUMENT_NOT_IN_FORCE"
	case t.day < c.certifiedOn:
		return "CERTIFICATION_NOT_YET"
	case reached(c.endedOn, t.day):
		return "CERTIFICATION_ENDED"
	case !t.covers(f.Scope):
		return "CERTIFICATION_SCOPE"
	case !t.needCovered(c.framework, anyCertification) || !coversSome(c, t.flow.needs()):
		return "CERTIFICATION_SCOPE"
	}
	for _, required := range f.Requires {
		if !t.needCovered(required, anyCertification) {
			return "REQUIRED_CERTIFICATION_MISSING"
		}
	}
	return ""
}

// certificationRisks is rules.md 3, last paragraph: the certification is
// overdue itself, or holds only by overdue ones in a required framework.
func (t *transfer) certificationRisks(c *certification, f *Framework) []string {
	overdue := c.overdue(t.day)
	for _, required := range f.Requires {
		if !t.needCovered(required, punctualCertification) {
			overdue = true
		}
	}
	if overdue {
		return []string{"RECERTIFICATION_OVERDUE"}
	}
	return nil
}

// invalidated tells whether a court has ended the framework by d, or a
// scenario invalidates it.
func (f *Framework) invalidated(d Day) bool {
	return f.End.Kind == "invalidated" && f.over(d) || reached(f.invalidatedOn, d)
}

// needs is rules.md 2.2: HR data needs HR; any other category, or none, needs
// NON_HR; with both, both.
func (f *flow) needs() []string {
	if !slices.Contains(f.data, "HR") {
		return []string{"NON_HR"}
	}
	if len(f.data) == 1 {
		return []string{"HR"}
	}
	return []string{"HR", "NON_HR"}
}

// needCovered tells whether the importer's running certifications of that
// sort in the framework together cover what the flow needs.
func (t *transfer) needCovered(framework string, sort func(*certification, Day) bool) bool {
	for _, need := range t.flow.needs() {
		covered := false
		for _, c := range t.reg.certifications[t.flow.importer.id] {
			if c.framework == framework && c.runs(t.day) && sort(c, t.day) && slices.Contains(c.covers, need) {
				covered = true
			}
		}
		if !covered {
			return false
		}
	}
	return true
}

func anyCertification(*certification, Day) bool { return true }

func punctualCertification(c *certification, d Day) bool { return !c.overdue(d) }

// runs is certified_on ≤ d < ended_on.
func (c *certification) runs(d Day) bool { return c.certifiedOn <= d && !reached(c.endedOn, d) }

func (c *certification) overdue(d Day) bool { return c.nextDueOn != nil && *c.nextDueOn < d }

func coversSome(c *certification, needs []string) bool {
	for _, need := range needs {
		if slices.Contains(c.covers, need) {
			return true
		}
	}
	return false
}
