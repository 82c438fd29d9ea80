package registry_test

import (
	"context"
	"slices"
	"testing"

	"github.com/safeconduct/safeconduct/registry"
	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/basis"
	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/registry/fault"
	"github.com/safeconduct/safeconduct/registry/sheet"
)

// anna may take flags in hand, and has signed in.
var anna = access.Caller{Actor: "oidc:anna@example.com", Role: access.Compliance}

// flagged is the sample, in which Anna has signed in.
func flagged(t *testing.T) (*registry.Registry, context.Context) {
	t.Helper()
	r := openHarbour(t)
	r.Meet(context.Background(), anna)
	return r, access.With(context.Background(), anna)
}

// onFlags addresses flags by the external ids of their flows.
func onFlags(flows ...string) (c registry.TriageCommand) {
	c.Reason = "waits for the customer"
	for _, id := range flows {
		c.Flags = append(c.Flags, &registry.FlagRef{Flow: id})
	}
	return c
}

// inbox are the flags of a day that are in a list, by their flows.
func inbox(t *testing.T, r *registry.Registry, day string, snoozed registry.Snoozed, assignee ...string) []string {
	t.Helper()
	filter := &registry.FlowFilter{Status: []basis.Status{basis.AtRisk, basis.NoValidBasis}, Snoozed: snoozed, Assignee: assignee}
	return listed(t, now(t, r), filter, civil.MustParse(day), 3)
}

// TestASnoozeHidesAFlagUntilItIsOver puts two flags off, and looks on the days around.
func TestASnoozeHidesAFlagUntilItIsOver(t *testing.T) {
	r, ctx := flagged(t)
	until, on := civil.MustParse("2020-08-15"), civil.MustParse("2020-07-16")
	if _, err := r.SnoozeFlags(ctx, onFlags("f-alpenbank-sms", "f-website"), until, on); err != nil {
		t.Fatal(err)
	}
	for _, at := range []struct {
		day    string
		asleep []string
	}{
		{"2020-07-15", nil}, // nobody had seen it then
		{"2020-07-16", []string{"f-alpenbank-sms", "f-website"}},
		{"2020-08-14", []string{"f-alpenbank-sms", "f-website"}},
		{"2020-08-15", nil},
		{"2026-11-23", nil},
	} {
		all := inbox(t, r, at.day, registry.AllFlows)
		asleep, awake := inbox(t, r, at.day, registry.AsleepFlows), inbox(t, r, at.day, registry.AwakeFlows)
		if !slices.Equal(asleep, at.asleep) {
			t.Errorf("on %s, %v are asleep, want %v", at.day, asleep, at.asleep)
		}
		if len(awake)+len(asleep) != len(all) || slices.ContainsFunc(asleep, func(id string) bool { return slices.Contains(awake, id) }) {
			t.Errorf("on %s, %v are awake and %v asleep of %v", at.day, awake, asleep, all)
		}
	}
}

// TestAFlagReturnsWhenItsVerdictWorsens puts flags at risk off for years: by the course
// of time one loses its basis, and by what is recorded another one.
func TestAFlagReturnsWhenItsVerdictWorsens(t *testing.T) {
	r, ctx := flagged(t)
	far := civil.MustParse("2030-01-01")
	if _, err := r.SnoozeFlags(ctx, onFlags("f-alpenbank-sms"), far, civil.MustParse("2020-07-16")); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, r, "2020-09-07", registry.AsleepFlows); !slices.Equal(got, []string{"f-alpenbank-sms"}) {
		t.Errorf("while it is at risk, %v are asleep", got)
	}
	if got := inbox(t, r, "2020-09-08", registry.AwakeFlows); !slices.Contains(got, "f-alpenbank-sms") {
		t.Errorf("without a basis, it is not among %v", got)
	}
	const flow, day = "f-gracht-voice", "2026-11-23"
	if _, err := r.SnoozeFlags(ctx, onFlags(flow), far, civil.MustParse(day)); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, r, day, registry.AwakeFlows); slices.Contains(got, flow) {
		t.Errorf("%s is put off, and among %v", flow, got)
	}
	if _, err := r.EndCertification(anyone(), registry.Command{ExternalID: "cert-relay-dpf"}, civil.MustParse("2026-10-01"), fact.Withdrawn); err != nil {
		t.Fatal(err)
	}
	if got := inbox(t, r, day, registry.AwakeFlows); !slices.Contains(got, flow) {
		t.Errorf("%s has lost its basis, and is not among %v", flow, got)
	}
	view := now(t, r)
	f, err := view.Flow(ctx, flow)
	if err != nil {
		t.Fatal(err)
	}
	triage, err := view.TriageOf(ctx, f)
	if err != nil || triage.Snooze == nil || triage.Snooze.Status != basis.AtRisk || triage.Snooze.By != anna.Actor {
		t.Fatalf("its triage is %+v, %v", triage, err)
	}
	if asleep, err := view.Asleep(ctx, triage, civil.MustParse(day)); asleep || err != nil {
		t.Errorf("it is asleep: %v, %v", asleep, err)
	}
}

// TestFlagsAreGivenToWhoMayTakeThem assigns, and lists by who has what.
func TestFlagsAreGivenToWhoMayTakeThem(t *testing.T) {
	r, ctx := flagged(t)
	r.Meet(ctx, access.Caller{Actor: "link:audit", Role: access.Auditor})
	r.Meet(ctx, access.Caller{Actor: "oidc:subsidiary", Role: access.Compliance, Exporters: []string{"relay-ie"}})
	people, err := r.People(ctx, registry.Paging{})
	if err != nil || len(people.Nodes) != 1 || people.Nodes[0].Actor != anna.Actor {
		t.Errorf("people are %+v, %v", people, err)
	}
	for _, who := range []string{"link:audit", "oidc:subsidiary", "link:nobody"} {
		if _, err := r.AssignFlags(ctx, onFlags("f-website"), who); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%s is given a flag: %v", who, err)
		}
	}
	done, err := r.AssignFlags(ctx, onFlags("f-website", "f-fraud"), anna.Actor)
	if err != nil || len(done.Flows) != 2 || done.Flows[0].ExternalID != "f-website" {
		t.Fatalf("assigned %+v, %v", done, err)
	}
	const day = "2026-11-23"
	all, hers := inbox(t, r, day, ""), inbox(t, r, day, "", anna.Actor)
	if !slices.Equal(hers, []string{"f-fraud", "f-website"}) {
		t.Errorf("she has %v", hers)
	}
	if nobodys := inbox(t, r, day, "", ""); len(nobodys) != len(all)-2 || slices.Contains(nobodys, "f-fraud") {
		t.Errorf("nobody has %v of %v", nobodys, all)
	}
	if either := inbox(t, r, day, "", "", anna.Actor); !slices.Equal(either, all) {
		t.Errorf("she or nobody has %v of %v", either, all)
	}
	if none := inbox(t, r, day, "", "link:nobody"); len(none) != 0 {
		t.Errorf("one who is unknown has %v", none)
	}
	if _, err := r.AssignFlags(ctx, onFlags("f-website"), ""); err != nil {
		t.Fatal(err)
	}
	if hers := inbox(t, r, day, "", anna.Actor); !slices.Equal(hers, []string{"f-fraud"}) {
		t.Errorf("after one was taken from her, she has %v", hers)
	}
}

// TestTriageIsAllOrNothing names one flag among several that is refused: nothing is
// written of any.
func TestTriageIsAllOrNothing(t *testing.T) {
	r, ctx := flagged(t)
	zero, seen := 0, basis.AtRisk
	if _, err := r.AssignFlags(ctx, onFlags("f-fraud"), anna.Actor); err != nil {
		t.Fatal(err)
	}
	before, err := r.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	until, on := civil.MustParse("2027-01-01"), civil.MustParse("2026-11-23")
	with := func(flag registry.FlagRef) registry.TriageCommand {
		c := onFlags("f-website")
		c.Flags = append(c.Flags, &flag)
		return c
	}
	for name, c := range map[string]struct {
		of   registry.TriageCommand
		want fault.Code
	}{
		"no flow":          {with(registry.FlagRef{Flow: "none"}), fault.BadInput},
		"one twice":        {with(registry.FlagRef{Flow: "f-website"}), fault.BadInput},
		"not flagged":      {with(registry.FlagRef{Flow: "f-tamesis-sms"}), fault.BadInput},
		"an older version": {with(registry.FlagRef{Flow: "f-fraud", Expected: &zero}), fault.Conflict},
		"another verdict":  {with(registry.FlagRef{Flow: "f-fraud", Seen: &seen}), fault.Conflict},
		"too many":         {registry.TriageCommand{Reason: "x", Flags: slices.Repeat(onFlags("f-website").Flags, 1001)}, fault.BadInput},
		"none":             {registry.TriageCommand{Reason: "x"}, fault.BadInput},
		"without a reason": {registry.TriageCommand{Flags: onFlags("f-website").Flags, Reason: " "}, fault.BadInput},
	} {
		if _, err := r.SnoozeFlags(ctx, c.of, until, on); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := r.SnoozeFlags(ctx, onFlags("f-website"), on, on); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("until the day itself: %v", err)
	}
	if got := inbox(t, r, "2026-11-23", registry.AsleepFlows); len(got) != 0 {
		t.Errorf("%v are asleep", got)
	}
	if _, err := r.WakeFlags(ctx, onFlags("f-website")); err != nil { // which is awake
		t.Fatal(err)
	}
	if after, err := r.Checkpoint(ctx); err != nil || after.Size != before.Size {
		t.Errorf("the log grew from %d to %d, %v", before.Size, after.Size, err)
	}
}

// TestCommentsAndTriageAreRecords reads their histories, takes one comment back and
// erases it, and lets the flow be recorded anew.
func TestCommentsAndTriageAreRecords(t *testing.T) {
	r, ctx := flagged(t)
	const flow = "f-fraud"
	if _, err := r.CommentOnFlags(ctx, onFlags(flow, "f-website"), "asked for the signature"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.CommentOnFlags(ctx, onFlags(flow), "a slip of the tongue"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.CommentOnFlags(ctx, onFlags(flow), " "); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("an empty comment: %v", err)
	}
	if _, err := r.AssignFlags(ctx, onFlags(flow), anna.Actor); err != nil {
		t.Fatal(err)
	}
	texts := func() (all []string, last *registry.Comment) {
		view := now(t, r)
		f, err := view.Flow(ctx, flow)
		if err != nil {
			t.Fatal(err)
		}
		page, err := view.CommentsOn(ctx, f, registry.Paging{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Nodes {
			all, last = append(all, c.Author+": "+c.Text), c
		}
		return all, last
	}
	both := []string{anna.Actor + ": asked for the signature", anna.Actor + ": a slip of the tongue"}
	got, slip := texts()
	if !slices.Equal(got, both) {
		t.Errorf("the comments are %q", got)
	}
	c := registry.Command{ExternalID: slip.ExternalID, Reason: "on request"}
	dry := c
	dry.DryRun = true
	if _, err := r.Remove(ctx, sheet.Comments, dry); err != nil {
		t.Error(err)
	}
	if got, _ := texts(); !slices.Equal(got, both) {
		t.Errorf("after a dry run, the comments are %q", got)
	}
	if _, err := r.Remove(ctx, sheet.Comments, c); err != nil {
		t.Fatal(err)
	}
	if n, err := r.Erase(anyone(), sheet.Comments, c, nil); n != 2 || err != nil { // what was written, and why it was removed
		t.Errorf("erased %d, %v", n, err)
	}
	if got, _ := texts(); !slices.Equal(got, both[:1]) {
		t.Errorf("after the erasure, the comments are %q", got)
	}
	if _, err := r.AssignFlags(ctx, onFlags(flow), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Undo(ctx, sheet.Triages, registry.Command{ExternalID: flow}); err != nil {
		t.Error(err)
	}
	if hers := inbox(t, r, "2026-11-23", "", anna.Actor); !slices.Equal(hers, []string{flow}) {
		t.Errorf("after it was given back, she has %v", hers)
	}
	history, err := now(t, r).HistoryOf(ctx, sheet.Triages, flow)
	if err != nil || len(history) != 3 || history[0].Verb != "assign" || history[0].Actor != anna.Actor || len(history[0].Changes) != 2 {
		t.Errorf("the history is %+v, %v", history, err)
	}
	if _, err := r.Remove(ctx, sheet.Flows, registry.Command{ExternalID: "f-fraud-onward", Reason: "a mistake"}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Remove(ctx, sheet.Flows, registry.Command{ExternalID: flow, Reason: "a mistake"}); err != nil {
		t.Fatal(err)
	}
	again := registry.Fields{"id": flow, "name": "x", "exporter": "relay-ie", "exporter_role": "CONTROLLER", "importer": "fraudlens", "importer_role": "PROCESSOR"}
	if _, err := r.Record(ctx, sheet.Flows, registry.Command{}, again); err != nil {
		t.Fatal(err)
	}
	if got, _ := texts(); len(got) != 0 {
		t.Errorf("a flow of the same id begins with the comments %q", got)
	}
	if hers := inbox(t, r, "2026-11-23", "", anna.Actor); len(hers) != 0 {
		t.Errorf("she has %v", hers)
	}
	zero := 0
	taken := registry.TriageCommand{Flags: []*registry.FlagRef{{Flow: flow, Expected: &zero}}}
	if _, err := r.AssignFlags(ctx, taken, anna.Actor); err != nil {
		t.Errorf("it is taken in hand anew: %v", err)
	}
}

// TestTriageIsNotForAll asks as each role that may not write.
func TestTriageIsNotForAll(t *testing.T) {
	r, _ := flagged(t)
	for _, role := range []access.Role{access.Sales, access.Auditor} {
		ctx := access.With(context.Background(), access.Caller{Actor: "x", Role: role})
		_, assigned := r.AssignFlags(ctx, onFlags("f-fraud"), anna.Actor)
		_, snoozed := r.SnoozeFlags(ctx, onFlags("f-fraud"), civil.MustParse("2030-01-01"), 0)
		_, woken := r.WakeFlags(ctx, onFlags("f-fraud"))
		_, noted := r.CommentOnFlags(ctx, onFlags("f-fraud"), "x")
		for what, err := range map[string]error{"assigns": assigned, "puts off": snoozed, "wakes": woken, "comments": noted} {
			if fault.CodeOf(err) != fault.Forbidden {
				t.Errorf("%s %s: %v", role, what, err)
			}
		}
	}
}

// TestOtherQuestionsAreNotNarrowedByFlags asks what would else be answered for all.
func TestOtherQuestionsAreNotNarrowedByFlags(t *testing.T) {
	r, ctx := flagged(t)
	view := now(t, r)
	for _, filter := range []*registry.FlowFilter{{Snoozed: registry.AwakeFlows}, {Assignee: []string{""}}, {Remedy: []string{""}}, {Reason: []basis.Code{basis.NoMechanism}}} {
		_, series := view.Series(ctx, registry.SeriesQuery{From: 1, Through: 2, Step: registry.Daily, By: registry.ByStatus, Filter: filter})
		follower, err := r.Follow(ctx)
		if err != nil {
			t.Fatal(err)
		}
		_, followed := follower.Flags(ctx, filter)
		for what, err := range map[string]error{"a series": series, "a subscription": followed} {
			if fault.CodeOf(err) != fault.BadInput {
				t.Errorf("%s: %v", what, err)
			}
		}
		follower.Close()
	}
}
