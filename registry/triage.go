package registry

import (
	"context"
	"slices"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/sheet"
	"github.com/safeconduct/safeconduct/storage/table"
)

// Triage is who has a flagged flow in hand, and until when it is put off. Its external
// id is that of the flow. It is no fact: no verdict follows from it.
type Triage struct {
	fact.Header
	Flow     fact.ID `cbor:"2,keyasint"`           // a flow of the same external id that is recorded later has a triage of its own
	Assignee string  `cbor:"3,keyasint,omitempty"` // an actor; "": nobody
	Snooze   *Snooze `cbor:"4,keyasint,omitempty"` // nil: it is not put off

	of *fact.Flow // where it was asked of a flow
}

// Snooze puts a flag off.
type Snooze struct {
	On     civil.Date   `cbor:"0,keyasint"` // the day whose verdict was seen: from then on
	Until  civil.Date   `cbor:"1,keyasint"` // the first day on which the flag is back
	Reason string       `cbor:"2,keyasint"`
	Status basis.Status `cbor:"3,keyasint"` // that was seen: a worse one brings the flag back
	By     string       `cbor:"4,keyasint"` // the actor
}

// Clear takes the content from a triage, but for its flow.
func (t *Triage) Clear() { *t = Triage{Header: t.Header, Flow: t.Flow} }

// hides reports whether a flow of a status is put off on a day.
func (s *Snooze) hides(day civil.Date, status basis.Status) bool {
	return s != nil && s.On <= day && day < s.Until && !isWorse(status, s.Status)
}

// isWorse reports whether a status is worse than another one.
func isWorse(than, other basis.Status) bool {
	return slices.Index(basis.Statuses, than) > slices.Index(basis.Statuses, other)
}

// triages are the triages of flows.
var triages = records[Triage]("triage", 12, nil)

// triageKind has of triages what their history tells.
var triageKind = kind[Triage]{table: triages, schema: sheet.Schema[Triage]{Columns: []sheet.Column[Triage]{
	{Name: "flow", Cell: func(t *Triage, _ sheet.Keys) string { return t.ExternalID }},
	{Name: "assignee", Cell: func(t *Triage, _ sheet.Keys) string { return t.Assignee }},
	{Name: "snoozed_until", Cell: func(t *Triage, _ sheet.Keys) string { return t.snoozed().Until.String() }},
	{Name: "snoozed_on", Cell: func(t *Triage, _ sheet.Keys) string { return t.snoozed().On.String() }},
	{Name: "snoozed_status", Cell: func(t *Triage, _ sheet.Keys) string { return string(t.snoozed().Status) }},
	{Name: "snooze_reason", Cell: func(t *Triage, _ sheet.Keys) string { return t.snoozed().Reason }},
}}}

// snoozed is how the flag is put off; the zero Snooze where it is not.
func (t *Triage) snoozed() (s Snooze) {
	if t.Snooze != nil {
		s = *t.Snooze
	}
	return s
}

// TriageOf is the triage of a flow; nil where nobody has taken it in hand yet.
func (v *View) TriageOf(ctx context.Context, f *fact.Flow) (*Triage, error) {
	return v.reads.triages.get(ctx, access.ReadFlows, f, func(missing []*fact.Flow) (found []*Triage, err error) {
		err = v.readAs(ctx, access.ReadFlows, func(r *table.Reader) error {
			found = nil
			for _, f := range missing {
				t, err := triageOf(r, f)
				if err != nil {
					return err
				}
				found = append(found, t)
			}
			return nil
		})
		return found, err
	})
}

// triageOf is the triage of a flow; nil where it has none.
func triageOf(r *table.Reader, f *fact.Flow) (*Triage, error) {
	t, err := triages.ByExternalID(r, f.ExternalID)
	switch {
	case isMissing(known(err)), err == nil && t.Flow != f.ID:
		return nil, nil //nolint:nilnil // that there is none is an answer
	case err != nil:
		return nil, err
	}
	t.of = f
	return t, nil
}

// Asleep reports whether the flag of a triage is put off on a day: its time is not over,
// and the verdict is no worse than the one that was seen.
func (v *View) Asleep(ctx context.Context, t *Triage, asOf civil.Date) (bool, error) {
	if err := access.May(ctx, access.ReadFlows); err != nil {
		return false, err
	}
	if t.Snooze == nil {
		return false, nil
	}
	f := t.of
	if f == nil {
		err := v.read(ctx, func(r *table.Reader) (err error) {
			f, err = flows.Get(r, t.Flow)
			return err
		})
		if err != nil {
			return false, err
		}
	}
	verdict, err := v.VerdictOf(ctx, f, asOf)
	if err != nil {
		return false, err
	}
	return t.Snooze.hides(verdict.AsOf, verdict.Status), nil
}
