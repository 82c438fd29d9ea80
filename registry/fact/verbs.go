package fact

import (
	"fmt"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// What happens to a fact happens once. Each of these verbs notes an event and
// leaves the fact as it is when it was noted with the same day; an event of
// another day is a conflict, because one of the two days is wrong and only
// people know which: they amend the fact. What a verb does not speak of stays.

// Sign notes the days on which the parties signed; the zero Date says nothing of
// a party.
func (a *Agreement) Sign(exporter, importer civil.Date) (faults fault.List) {
	if exporter.IsZero() && importer.IsZero() {
		return fault.List{fault.Bad("exporter_signed_on", "", "is missing: give the day on which the exporter, the importer or both have signed")}
	}
	faults.Add(
		once("exporter_signed_on", &a.ExporterSignedOn, exporter),
		once("importer_signed_on", &a.ImporterSignedOn, importer),
	)
	return faults
}

// Terminate notes the termination.
func (a *Agreement) Terminate(on civil.Date) (faults fault.List) {
	faults.Add(once("terminated_on", &a.TerminatedOn, on))
	return faults
}

// Renew notes a renewal by the day of the next one. What has ended is certified
// anew instead, as a certification of its own.
func (c *Certification) Renew(next civil.Date) (faults fault.List) {
	if !c.EndedOn.IsZero() {
		return fault.List{fault.Contradicts("next_due_on", next.String(), "cannot be set: the end of the certification, %s, is recorded; record a new certification", c.EndedOn)}
	}
	faults.Add(after("next_due_on", next, "the day of certification", c.CertifiedOn))
	c.NextDueOn = next
	return faults
}

// End notes the end and, where it is given, the reason.
func (c *Certification) End(on civil.Date, reason EndedReason) (faults fault.List) {
	faults.Add(
		once("ended_on", &c.EndedOn, on),
		once("ended_reason", &c.EndedReason, reason),
	)
	return faults
}

// Withdraw notes the withdrawal of the approval.
func (b *BindingRules) Withdraw(on civil.Date) (faults fault.List) {
	faults.Add(once("withdrawn_on", &b.WithdrawnOn, on))
	return faults
}

// End notes the end of the flow.
func (f *Flow) End(on civil.Date) (faults fault.List) {
	faults.Add(once("ended_on", &f.EndedOn, on))
	return faults
}

// once notes a value where none is noted; the zero value says nothing.
func once[V civil.Date | EndedReason](field string, noted *V, value V) *fault.Error {
	var nothing V
	switch {
	case value == nothing || value == *noted:
		return nil
	case *noted != nothing:
		return fault.Contradicts(field, fmt.Sprint(value), "is %v already, not %v: amend the record where that is wrong", *noted, value)
	}
	*noted = value
	return nil
}
