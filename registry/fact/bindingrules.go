package fact

import (
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/law"
)

// BindingRules is an approval of binding corporate rules for a group under a
// regime (GDPR art. 47).
type BindingRules struct {
	Header
	Group       string        `cbor:"2,keyasint"`
	Type        law.RulesType `cbor:"3,keyasint"`
	Regime      law.Regime    `cbor:"4,keyasint"`
	ApprovedOn  civil.Date    `cbor:"5,keyasint,omitempty"` // without it, never approved
	WithdrawnOn civil.Date    `cbor:"6,keyasint,omitempty"` // event
	Authority   string        `cbor:"7,keyasint,omitempty"`
}

// Running are the days on which the approval holds.
func (b *BindingRules) Running() civil.Interval {
	return civil.Since(b.ApprovedOn).Intersect(civil.Until(0, b.WithdrawnOn))
}

// Check gives every fault that the approval shows by itself.
func (b *BindingRules) Check(*law.Law) (faults fault.List) {
	faults.Add(
		CheckKey("id", b.ExternalID),
		required("group", b.Group),
		checkGroup(b.Group),
		oneOf("type", b.Type, RulesTypes),
		oneOf("regime", b.Regime, law.Regimes),
		after("withdrawn_on", b.WithdrawnOn, "the day of approval", b.ApprovedOn),
		CheckText("authority", b.Authority),
	)
	return faults
}
