package fact

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// Certification is an organization's entry in the list of a framework.
type Certification struct {
	Header
	Organization ID          `cbor:"2,keyasint"`
	Framework    string      `cbor:"3,keyasint"` // instrument id
	Covers       []Coverage  `cbor:"4,keyasint"`
	CertifiedOn  civil.Date  `cbor:"5,keyasint"`
	NextDueOn    civil.Date  `cbor:"6,keyasint,omitempty"` // the next annual re-certification
	EndedOn      civil.Date  `cbor:"7,keyasint,omitempty"` // event
	EndedReason  EndedReason `cbor:"8,keyasint,omitempty"`
	Recourse     string      `cbor:"9,keyasint,omitempty"` // the independent recourse mechanism
}

// Running are the days on which the certification runs.
func (c *Certification) Running() civil.Interval {
	return civil.Since(c.CertifiedOn).Intersect(civil.Until(0, c.EndedOn))
}

// CoversAny reports whether the certification covers what is asked for.
func (c *Certification) CoversAny(coverage Coverage) bool {
	return slices.Contains(c.Covers, coverage)
}

// Check gives every fault that the certification shows by itself.
func (c *Certification) Check(l *law.Law) (faults fault.List) {
	faults.Add(CheckKey("id", c.ExternalID), party("organization", c.Organization))
	if why := l.FrameworkFault(c.Framework); !why.IsEmpty() {
		faults.Add(fault.BadFor("framework", c.Framework, why))
	}
	if len(c.Covers) == 0 {
		faults.Add(fault.Bad("covers", "", "is missing: expected NON_HR, HR or both"))
	}
	for _, coverage := range c.Covers {
		faults.Add(oneOf("covers", coverage, Coverages))
	}
	if c.CertifiedOn.IsZero() {
		faults.Add(fault.Bad("certified_on", "", "is missing"))
	}
	faults.Add(after("ended_on", c.EndedOn, "the day of certification", c.CertifiedOn), c.checkEndedReason(), CheckText("recourse", c.Recourse))
	return faults
}

func (c *Certification) checkEndedReason() *fault.Error {
	switch {
	case c.EndedReason == "":
		return nil
	case c.EndedOn.IsZero():
		return fault.Bad("ended_reason", string(c.EndedReason), "stands without the day of the end")
	}
	return oneOf("ended_reason", c.EndedReason, EndedReasons)
}
