package tests

import (
	"path/filepath"
	"testing"
)

// dryRun is what a dry run answers.
type dryRun struct {
	Record *struct{ Version int }
	Effect *struct {
		AsOf                       string
		FlaggedCount, ClearedCount int
		ByStatus                   []struct {
			Before, After string
			Flows         int
		}
		Flows []struct {
			Before, After string
			Flow          struct {
				ExternalID string
				Verdict    struct{ Status string }
			}
		}
	}
}

const effectParts = ` { record { ... on Agreement { version } } effect(asOf: "2023-06-01") { asOf flaggedCount clearedCount
	byStatus { before after flows } flows(first: 5) { before after flow { externalId verdict(asOf: "2023-06-01") { status } } } } }`

// TestADryRunTellsTheEffectAndWritesNothing runs a signature dry: its effect is told with
// the verdicts that would be, and neither the log nor a key of a repeated write keeps it.
// Then it is done.
func TestADryRunTellsTheEffectAndWritesNothing(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	entries := func() int {
		var told struct{ Log struct{ TotalCount int } }
		if errs := s.graphQL(t, `{ log { totalCount } }`, "", nil, &told); len(errs) > 0 {
			t.Fatal(errs)
		}
		return told.Log.TotalCount
	}
	const sign = `mutation($dry: Boolean!) { signAgreement(externalId: "dpa-gracht", importerSignedOn: "2023-05-04", expectedVersion: 1, dryRun: $dry)` + effectParts + ` }`
	before := entries()
	var tried struct{ SignAgreement dryRun }
	for range 2 {
		if errs := s.graphQL(t, sign, "", map[string]any{"dry": true}, &tried); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	effect := tried.SignAgreement.Effect
	if effect == nil || effect.AsOf != "2023-06-01" || effect.FlaggedCount != 0 || effect.ClearedCount != 1 || len(effect.Flows) != 1 {
		t.Fatalf("got %+v", effect)
	}
	if m := effect.Flows[0]; m.Before != "NO_VALID_BASIS" || m.After != "AT_RISK" || m.Flow.Verdict.Status != m.After {
		t.Errorf("got %+v", m)
	}
	if tried.SignAgreement.Record.Version != 2 || entries() != before {
		t.Errorf("version %d, %d entries in the log, %d before", tried.SignAgreement.Record.Version, entries(), before)
	}
	var done struct{ SignAgreement dryRun }
	if errs := s.graphQL(t, sign, "", map[string]any{"dry": false}, &done); len(errs) > 0 {
		t.Fatal(errs)
	}
	if done.SignAgreement.Effect != nil || entries() != before+1 {
		t.Errorf("done, it tells %+v; %d entries", done.SignAgreement.Effect, entries())
	}
	for _, dry := range []bool{true, false} {
		errs := s.graphQL(t, sign, "", map[string]any{"dry": dry}, nil)
		if len(errs) != 1 || errs[0].Extensions.Code != "CONFLICT" {
			t.Errorf("again, dry: %v: %+v", dry, errs)
		}
	}
}

// TestAChangeIsTakenBack first dry, then for good; a version that is no longer the latest
// is refused.
func TestAChangeIsTakenBack(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	if errs := s.graphQL(t, `mutation { terminateAgreement(externalId: "dpa-nordwind-2021", terminatedOn: "2023-05-01") { record { id } } }`, "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	const undo = `mutation($v: Int!, $dry: Boolean!) { undo(kind: AGREEMENT, externalId: "dpa-nordwind-2021", expectedVersion: $v, reason: "the wrong one", dryRun: $dry)` + effectParts + ` }`
	var tried, done struct{ Undo dryRun }
	if errs := s.graphQL(t, undo, "", map[string]any{"v": 2, "dry": true}, &tried); len(errs) > 0 {
		t.Fatal(errs)
	}
	if tried.Undo.Effect == nil || len(tried.Undo.Effect.ByStatus) == 0 {
		t.Errorf("got %+v", tried.Undo.Effect)
	}
	if errs := s.graphQL(t, undo, "", map[string]any{"v": 2, "dry": false}, &done); len(errs) > 0 {
		t.Fatal(errs)
	}
	var told struct {
		Agreement struct {
			Version      int
			TerminatedOn *string
			History      []struct{ Verb, Reason string }
		}
	}
	if errs := s.graphQL(t, `{ agreement(externalId: "dpa-nordwind-2021") { version terminatedOn history { verb reason } } }`, "", nil, &told); len(errs) > 0 {
		t.Fatal(errs)
	}
	if a := told.Agreement; a.Version != 3 || a.TerminatedOn != nil || len(a.History) != 3 || a.History[2].Verb != "undo" || a.History[2].Reason != "the wrong one" {
		t.Errorf("got %+v", a)
	}
	if errs := s.graphQL(t, undo, "", map[string]any{"v": 2, "dry": false}, nil); len(errs) != 1 || errs[0].Extensions.Code != "CONFLICT" {
		t.Errorf("again: %+v", errs)
	}
}

// TestADryRunShowsPartiesAsTheyWouldBe names a company of ours otherwise, dry: its flows
// tell the name that it would have, its history and everybody else the one that it has.
func TestADryRunShowsPartiesAsTheyWouldBe(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	type party struct {
		ExternalID, Name string
		Version          int
	}
	var tried struct {
		AmendOrganization struct {
			Record struct {
				Name    string
				History []struct{ Version int }
			}
			Flows struct {
				Nodes []struct{ Exporter, Importer party }
			}
		}
	}
	const amend = `mutation { amendOrganization(externalId: "relay-ie", input: {name: "Relay of Elsewhere"}, dryRun: true) {
		record { ... on Organization { name history { version } } }
		flows { nodes { exporter { externalId name version } importer { externalId name version } } } } }`
	if errs := s.graphQL(t, amend, "", nil, &tried); len(errs) > 0 {
		t.Fatal(errs)
	}
	told := tried.AmendOrganization
	if told.Record.Name != "Relay of Elsewhere" || len(told.Record.History) != 1 {
		t.Errorf("the record would be %+v", told.Record)
	}
	shown := 0
	for _, f := range told.Flows.Nodes {
		for _, p := range []party{f.Exporter, f.Importer} {
			if p.ExternalID == "relay-ie" {
				shown++
			}
			if would := p.ExternalID == "relay-ie"; would != (p.Name == "Relay of Elsewhere" && p.Version == 2) {
				t.Errorf("a party would be %+v", p)
			}
		}
	}
	var now struct{ Organization party }
	if errs := s.graphQL(t, `{ organization(externalId: "relay-ie") { name version } }`, "", nil, &now); len(errs) > 0 || shown == 0 || now.Organization.Version != 1 {
		t.Errorf("%d parties were shown; it is %+v, %v", shown, now, errs)
	}
}
