package registry

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/storage/table"
)

// FlagRef names a flagged flow, and what its caller has seen of it.
type FlagRef struct {
	Flow     string        // its external id
	Expected *int          // the version of its triage, 0 for none; nil: whatever it is by now
	Seen     *basis.Status // its status on the day; nil: whatever it is by now
}

// TriageCommand says of which flags, and why. All of them are changed, or none.
type TriageCommand struct {
	Flags  []*FlagRef
	Reason string
	Once   *Once // nil: it may be done again
}

// Triaged is what was done: the flows, and the registry after it.
type Triaged struct {
	View  *View
	Flows []*fact.Flow // in the order in which they were named
}

// mostTriaged bounds the flags of one command.
const mostTriaged = largestPage

// check refuses too many flags, and one that is named twice.
func (c *TriageCommand) check() (faults fault.List) {
	faults.Add(fact.CheckText("reason", c.Reason))
	if n := len(c.Flags); n < 1 || n > mostTriaged {
		faults.Add(fault.Bad("flags", "", "are %d: expected 1 to %d at a time", n, mostTriaged))
		return faults
	}
	named := map[string]bool{}
	for _, flag := range c.Flags {
		if named[flag.Flow] {
			faults.Add(fault.Bad("flags", flag.Flow, "are named twice: expected each flow once"))
		}
		named[flag.Flow] = true
	}
	return faults
}

// AssignFlags gives flags to somebody who has signed in and may take them in hand; to
// nobody where no assignee is named.
func (r *Registry) AssignFlags(ctx context.Context, c TriageCommand, assignee string) (*Triaged, error) {
	if err := access.May(ctx, access.Triage); err != nil { // before it is told who is known
		return nil, err
	}
	faults := c.check()
	if assignee != "" {
		why, err := r.mayBeGiven(ctx, assignee)
		if err != nil {
			return nil, err
		}
		faults.Add(why)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return r.triage(ctx, c, "assign", func(_ int, t *Triage) { t.Assignee = assignee })
}

// SnoozeFlags puts flags off until a day, for a reason. asOf is the day whose verdicts
// were seen, the zero Date today; a flow that is not flagged then is refused, and
// CONFLICT tells of one whose status is another one than the caller has seen.
func (r *Registry) SnoozeFlags(ctx context.Context, c TriageCommand, until, asOf civil.Date) (*Triaged, error) {
	if err := access.May(ctx, access.Triage); err != nil {
		return nil, err
	}
	view, err := r.Now(ctx)
	if err != nil {
		return nil, err
	}
	on := view.Day(asOf)
	faults := c.check()
	if strings.TrimSpace(c.Reason) == "" {
		faults.Add(fault.Bad("reason", "", "is missing: say why the flag may wait"))
	}
	if until <= on {
		faults.Add(fault.Bad("until", until.String(), "is not later than %s, the day that is looked at", on))
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	seen, err := view.statusesOf(ctx, c.Flags, on)
	if err != nil {
		return nil, err
	}
	by := access.CallerOf(ctx).Actor
	return r.triage(ctx, c, "snooze", func(i int, t *Triage) {
		t.Snooze = &Snooze{On: on, Until: until, Reason: c.Reason, Status: seen[i], By: by}
	})
}

// WakeFlags brings flags back that are put off; one that is not stays as it is.
func (r *Registry) WakeFlags(ctx context.Context, c TriageCommand) (*Triaged, error) {
	if err := access.May(ctx, access.Triage); err != nil {
		return nil, err
	}
	if err := c.check().Err(); err != nil {
		return nil, err
	}
	return r.triage(ctx, c, "wake", func(_ int, t *Triage) { t.Snooze = nil })
}

// statusesOf are the statuses of flagged flows on a day, in their order.
func (v *View) statusesOf(ctx context.Context, flags []*FlagRef, on civil.Date) ([]basis.Status, error) {
	named, err := v.named(ctx, flags)
	if err != nil {
		return nil, err
	}
	var faults fault.List
	statuses := make([]basis.Status, len(named))
	for i, f := range named {
		verdict, err := v.VerdictOf(ctx, f, on)
		if err != nil {
			return nil, err
		}
		statuses[i] = verdict.Status
		switch seen := flags[i].Seen; {
		case seen != nil && *seen != verdict.Status:
			faults.Add(fault.Contradicts("flags", f.ExternalID, "is %s on %s by now, and not %s as you have seen it: look at it again", verdict.Status, on, *seen))
		case !anyOf(brokenStatuses, verdict.Status):
			faults.Add(fault.Bad("flags", f.ExternalID, "is %s on %s: there is no flag to put off", verdict.Status, on))
		}
	}
	return statuses, faults.Err()
}

// named are flows by their external ids, in their order.
func (v *View) named(ctx context.Context, flags []*FlagRef) (named []*fact.Flow, err error) {
	err = v.read(ctx, func(r *table.Reader) error {
		named, err = flowsNamed(r, flags)
		return err
	})
	if err != nil {
		return nil, err
	}
	show(v, named...)
	return named, nil
}

func flowsNamed(r *table.Reader, flags []*FlagRef) (named []*fact.Flow, err error) {
	var faults fault.List
	for _, flag := range flags {
		f, err := flows.ByExternalID(r, flag.Flow)
		switch {
		case isMissing(known(err)):
			faults.Add(fault.Bad("flags", flag.Flow, "is the external id of no flow"))
		case err != nil:
			return nil, err
		}
		named = append(named, f)
	}
	return named, faults.Err()
}

// triage changes the triages of flags in one commit; i is the place of the flag.
func (r *Registry) triage(ctx context.Context, c TriageCommand, verb string, change func(i int, t *Triage)) (*Triaged, error) {
	return r.onFlags(ctx, c, verb, func(w *table.Writer, reader *table.Reader, named []*fact.Flow) error {
		var changed []*Triage
		var faults fault.List
		for i, f := range named {
			t, err := triageFor(reader, f)
			if err != nil {
				return err
			}
			if expected := c.Flags[i].Expected; expected != nil && *expected != t.seenAs(f) {
				faults.Add(fault.Contradicts("flags", f.ExternalID, "has version %d of its triage by now, and not %d: somebody else has taken it in hand meanwhile", t.seenAs(f), *expected))
				continue
			}
			if t.Flow != f.ID { // of a flow that is no more
				*t = Triage{Header: t.Header, Flow: f.ID}
			}
			if change(i, t); t.Version > 0 || !t.saysNothing() {
				changed = append(changed, t)
			}
		}
		if err := faults.Err(); err != nil {
			return err
		}
		return triages.Put(w, changed...)
	})
}

// triageFor is the triage that bears the external id of a flow, or a new one.
func triageFor(r *table.Reader, f *fact.Flow) (*Triage, error) {
	t, err := triages.ByExternalID(r, f.ExternalID)
	if !isMissing(known(err)) {
		return t, err
	}
	id, err := uuid.NewV7()
	return &Triage{Header: fact.Header{ID: id, ExternalID: f.ExternalID}, Flow: f.ID}, err
}

// saysNothing reports whether nobody has the flag in hand, and it is not put off.
func (t *Triage) saysNothing() bool { return t.Assignee == "" && t.Snooze == nil }

// seenAs is the version of the triage as who asks a flow has seen it.
func (t *Triage) seenAs(of *fact.Flow) int {
	if t.Flow != of.ID {
		return 0
	}
	return t.Version
}

// CommentOnFlags notes a text about each of some flows.
func (r *Registry) CommentOnFlags(ctx context.Context, c TriageCommand, text string) (*Triaged, error) {
	if err := access.May(ctx, access.Triage); err != nil {
		return nil, err
	}
	faults := c.check()
	faults.Add(fact.CheckText("text", text))
	if strings.TrimSpace(text) == "" {
		faults.Add(fault.Bad("text", "", "is missing"))
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	by, at := access.CallerOf(ctx).Actor, r.clock().UTC().Truncate(time.Second)
	return r.onFlags(ctx, c, "comment", func(w *table.Writer, _ *table.Reader, named []*fact.Flow) error {
		written := make([]*Comment, len(named))
		for i, f := range named {
			id, err := uuid.NewV7()
			if err != nil {
				return err
			}
			written[i] = &Comment{Header: fact.Header{ID: id, ExternalID: id.String()}, Flow: f.ID, Author: by, At: at, Text: text}
		}
		return comments.Put(w, written...)
	})
}

// onFlags does something to the flows of a command in one commit. What was done by the
// same command before is not done again.
func (r *Registry) onFlags(ctx context.Context, c TriageCommand, verb string, do func(*table.Writer, *table.Reader, []*fact.Flow) error) (*Triaged, error) {
	seq, err := r.commit(ctx, access.Triage, table.Meta{Verb: verb, Reason: c.Reason, Once: c.Once}, func(w *table.Writer) error {
		return w.Read(func(reader *table.Reader) error {
			named, err := flowsNamed(reader, c.Flags)
			if err != nil {
				return err
			}
			return do(w, reader, named)
		})
	})
	var before *table.Replayed
	if errors.As(err, &before) {
		seq, err = before.Seq, nil
	}
	if err != nil {
		return nil, known(err)
	}
	done := &Triaged{View: r.after(seq)}
	done.Flows, err = done.View.named(ctx, c.Flags)
	return done, err
}
