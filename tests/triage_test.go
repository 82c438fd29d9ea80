package tests

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// triaged is what these tests ask of a flow that is taken in hand.
type triaged struct {
	ExternalID string
	Triage     *struct {
		ID, Assignee string
		Version      int
		Asleep       bool
		Snooze       *struct{ On, Until, Reason, Status, By string }
		History      []struct{ Verb, Actor, Reason string }
	}
	Comments struct {
		TotalCount int
		Nodes      []struct{ ID, Author, Text string }
	}
}

const triagedFields = `{ externalId triage { id version assignee asleep(asOf: "2026-11-23") snooze { on until reason status by } history { verb actor reason } }
	comments { totalCount nodes { id author text } } }`

// flow asks for a flow with its triage.
func (s *server) triagedFlow(t *testing.T, id string) triaged {
	t.Helper()
	var got struct{ Flow triaged }
	if errs := s.graphQL(t, `{ flow(externalId: "`+id+`") `+triagedFields+` }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	return got.Flow
}

// flags are those of a day that a filter admits.
func (s *server) flags(t *testing.T, filter string) (ids []string) {
	t.Helper()
	var got struct {
		Flows struct {
			TotalCount int
			Nodes      []struct{ ExternalID string }
		}
	}
	if errs := s.graphQL(t, `{ flows(asOf: "2026-11-23", filter: {status: [NO_VALID_BASIS, AT_RISK], `+filter+`}) { totalCount nodes { externalId } } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, f := range got.Flows.Nodes {
		ids = append(ids, f.ExternalID)
	}
	if got.Flows.TotalCount != len(ids) {
		t.Errorf("%s counts %d of %v", filter, got.Flows.TotalCount, ids)
	}
	return ids
}

// me is who is signed in.
func (s *server) me(t *testing.T) string {
	t.Helper()
	var got struct{ Viewer struct{ Actor string } }
	if errs := s.graphQL(t, `{ viewer { actor } }`, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	return got.Viewer.Actor
}

// TestFlagsAreTakenInHand assigns two flags, puts them off with a reason, comments, wakes
// them, and finds all of it in the history and the log; verify and a backup know it.
func TestFlagsAreTakenInHand(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	me := s.me(t)
	var people struct {
		People struct {
			TotalCount int
			Nodes      []struct{ Actor, Role, SignedInAt string }
		}
	}
	if errs := s.graphQL(t, `{ people { totalCount nodes { actor role signedInAt } } }`, "", nil, &people); len(errs) > 0 {
		t.Fatal(errs)
	}
	if p := people.People; p.TotalCount != 1 || p.Nodes[0].Actor != me || p.Nodes[0].Role != "ADMIN" || p.Nodes[0].SignedInAt == "" {
		t.Fatalf("people are %+v; want %s", p, me)
	}
	all := s.flags(t, `snoozed: ALL`)
	const both = `flags: [{flow: "f-fraud", expectedVersion: 0, seen: NO_VALID_BASIS}, {flow: "f-website", expectedVersion: 0, seen: AT_RISK}]`
	var done struct{ SnoozeFlags, AssignFlags, WakeFlags, CommentOnFlags []triaged }
	if errs := s.graphQL(t, `mutation { snoozeFlags(`+both+`, until: "2027-02-01", reason: "the contract is with their lawyers", asOf: "2026-11-23") `+triagedFields+` }`, "", nil, &done); len(errs) > 0 {
		t.Fatal(errs)
	}
	if got := done.SnoozeFlags; len(got) != 2 || got[0].ExternalID != "f-fraud" || !got[0].Triage.Asleep || got[0].Triage.Version != 1 || got[0].Triage.Snooze.Status != "NO_VALID_BASIS" || got[1].Triage.Snooze.By != me {
		t.Errorf("put off: %+v", got)
	}
	if asleep := s.flags(t, `snoozed: ASLEEP`); !slices.Equal(asleep, []string{"f-fraud", "f-website"}) {
		t.Errorf("asleep are %v", asleep)
	}
	if awake := s.flags(t, `snoozed: AWAKE`); len(awake) != len(all)-2 {
		t.Errorf("awake are %v of %v", awake, all)
	}
	if errs := s.graphQL(t, `mutation {
		assignFlags(flags: [{flow: "f-fraud", expectedVersion: 1}], assignee: "`+me+`", reason: "knows them") { externalId }
		commentOnFlags(flows: ["f-fraud", "f-website"], text: "they answer by Friday") { externalId comments { totalCount } }
		wakeFlags(flags: [{flow: "f-website"}]) { externalId }
	}`, "", nil, &done); len(errs) > 0 {
		t.Fatal(errs)
	}
	if done.CommentOnFlags[1].Comments.TotalCount != 1 {
		t.Errorf("commented: %+v", done.CommentOnFlags)
	}
	if mine := s.flags(t, `assignee: ["`+me+`"]`); !slices.Equal(mine, []string{"f-fraud"}) {
		t.Errorf("mine are %v", mine)
	}
	if nobodys := s.flags(t, `assignee: [""], snoozed: AWAKE`); len(nobodys) != len(all)-1 {
		t.Errorf("nobody has %v", nobodys)
	}
	fraud := s.triagedFlow(t, "f-fraud")
	if h := fraud.Triage.History; len(h) != 2 || h[0].Verb != "snooze" || h[0].Reason != "the contract is with their lawyers" || h[1].Verb != "assign" || h[1].Actor != me {
		t.Errorf("its history is %+v", h)
	}
	if c := fraud.Comments.Nodes; len(c) != 1 || c[0].Author != me || c[0].Text != "they answer by Friday" {
		t.Errorf("its comments are %+v", c)
	}
	var logged struct {
		Log struct {
			Nodes []struct {
				Verb    string
				Records []struct{ Kind, ExternalID string }
			}
		}
		Node struct{ Assignee string }
	}
	if errs := s.graphQL(t, `{ log(verb: "snooze") { nodes { verb records { kind externalId } } } node(id: "`+fraud.Triage.ID+`") { ... on Triage { assignee } } }`, "", nil, &logged); len(errs) > 0 {
		t.Fatal(errs)
	}
	if n := logged.Log.Nodes; len(n) != 1 || len(n[0].Records) != 2 || n[0].Records[0].Kind != "triage" || logged.Node.Assignee != me {
		t.Errorf("the log has %+v", logged)
	}
	s.stop(t)
	mustRun(t, "verify", "--data", s.data)
	again := serve(t, restored(t, backedUp(t, "--data", s.data), s.data))
	if got := again.triagedFlow(t, "f-fraud"); got.Triage.Assignee != me || got.Comments.TotalCount != 1 {
		t.Errorf("after a restore: %+v", got)
	}
}

// TestTriageIsRefused sends what cannot be done, each with its field, and as who may not.
func TestTriageIsRefused(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	for _, c := range []struct{ name, mutation, code, field string }{
		{"somebody unknown", `assignFlags(flags: [{flow: "f-fraud"}], assignee: "oidc:eve") { name }`, "BAD_USER_INPUT", "assignee"},
		{"an unknown flow", `assignFlags(flags: [{flow: "f-fraud"}, {flow: "none"}], assignee: "") { name }`, "BAD_USER_INPUT", "flags"},
		{"a day that is over", `snoozeFlags(flags: [{flow: "f-fraud"}], until: "2026-11-23", reason: "x", asOf: "2026-11-23") { name }`, "BAD_USER_INPUT", "until"},
		{"no reason", `snoozeFlags(flags: [{flow: "f-fraud"}], until: "2027-11-23", reason: " ", asOf: "2026-11-23") { name }`, "BAD_USER_INPUT", "reason"},
		{"a hidden letter", `commentOnFlags(flows: ["f-fraud"], text: "\u202egpj") { name }`, "BAD_USER_INPUT", "text"},
		{"too long", `commentOnFlags(flows: ["f-fraud"], text: "` + strings.Repeat("x", 5000) + `") { name }`, "BAD_USER_INPUT", "text"},
		{"another version", `assignFlags(flags: [{flow: "f-fraud", expectedVersion: 3}], assignee: "") { name }`, "CONFLICT", "flags"},
		{"another verdict", `snoozeFlags(flags: [{flow: "f-fraud", seen: AT_RISK}], until: "2027-11-23", reason: "x", asOf: "2026-11-23") { name }`, "CONFLICT", "flags"},
	} {
		errs := s.graphQL(t, `mutation { `+c.mutation+` }`, "", nil, nil)
		if len(errs) != 1 || errs[0].Extensions.Code != c.code || errs[0].Extensions.Field != c.field {
			t.Errorf("%s: %+v", c.name, errs)
		}
	}
	if f := s.triagedFlow(t, "f-fraud"); f.Triage != nil || f.Comments.TotalCount != 0 {
		t.Errorf("what was refused left %+v", f)
	}
	for role, want := range map[string]string{"SALES": "FORBIDDEN", "AUDITOR": "FORBIDDEN", "COMPLIANCE": ""} {
		_, a := s.askAs(t, tokenOf(t, s.data, role), `mutation { commentOnFlags(flows: ["f-fraud"], text: "x") { name } }`)
		if a.has("FORBIDDEN") != (want != "") {
			t.Errorf("%s comments: %+v", role, a)
		}
	}
}

// TestACommentThatIsSentTwiceIsWrittenOnce repeats a write by its key.
func TestACommentThatIsSentTwiceIsWrittenOnce(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	for range 2 {
		status, _, body := s.do(t, request{
			"POST", "/graphql",
			map[string]string{"Content-Type": "application/json", "Idempotency-Key": "one"},
			question(`mutation { commentOnFlags(flows: ["f-fraud"], text: "once") { comments { totalCount } } }`),
		})
		if status != http.StatusOK || !strings.Contains(body, `"totalCount":1`) {
			t.Errorf("%d %s", status, body)
		}
	}
}
