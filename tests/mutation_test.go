package tests

import (
	"path/filepath"
	"testing"
)

// TestAMutationShowsTheNewVerdicts lets Gracht's agreement be signed and asks for
// the verdict in the same answer, and refuses what must be refused.
func TestAMutationShowsTheNewVerdicts(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	var signed struct {
		SignAgreement struct {
			Record struct {
				Version    int
				ExecutedOn string
			}
			Flows struct {
				TotalCount int
				Nodes      []struct {
					ExternalID string
					Verdict    struct {
						Status, Explanation string
						Bases               []struct{ Instrument ref }
					}
				}
			}
		}
	}
	const sign = `mutation($v: Int) { signAgreement(externalId: "dpa-gracht", importerSignedOn: "2023-05-04", expectedVersion: $v, reason: "countersigned") {
		record { ... on Agreement { version executedOn } }
		flows { totalCount nodes { externalId verdict(asOf: "2023-06-01") { status explanation bases { instrument { id } } } } } } }`
	if errs := s.graphQL(t, sign, "", map[string]any{"v": 1}, &signed); len(errs) > 0 {
		t.Fatal(errs)
	}
	got := signed.SignAgreement
	if got.Record.Version != 2 || got.Record.ExecutedOn != "2023-05-04" || got.Flows.TotalCount != 1 {
		t.Errorf("got %+v", got)
	}
	if v := got.Flows.Nodes[0].Verdict; v.Status != "AT_RISK" || len(v.Bases) != 1 || v.Bases[0].Instrument.ID != "scc-2021" {
		t.Errorf("got %+v", v)
	}
	for _, refused := range []struct{ name, document, code, field string }{
		{"an old version", `mutation { signAgreement(externalId: "dpa-gracht", importerSignedOn: "2023-05-05", expectedVersion: 1) { record { id } } }`, "CONFLICT", ""},
		{"an unknown record", `mutation { endFlow(externalId: "none", endedOn: "2024-01-01") { record { id } } }`, "NOT_FOUND", ""},
		{"an organization that others refer to", `mutation { remove(kind: ORGANIZATION, externalId: "gracht", reason: "mistake") { record { id } } }`, "CONFLICT", ""},
		{"a removal without a reason", `mutation { remove(kind: FLOW, externalId: "f-gracht-voice", reason: " ") { record { id } } }`, "BAD_USER_INPUT", "reason"},
		{"a contradiction", `mutation { amendAgreement(externalId: "dpa-gracht", input: {through: "2020-01-01"}) { record { id } } }`, "BAD_USER_INPUT", "through"},
		{"a country that is none", `mutation { recordOrganization(input: {name: "X", kind: VENDOR, country: "UK"}) { record { id } } }`, "BAD_USER_INPUT", "country"},
		{"an id that is taken", `mutation { recordOrganization(input: {externalId: "gracht", name: "X", kind: VENDOR, country: "GB"}) { record { id } } }`, "BAD_USER_INPUT", "externalId"},
		{"a circle", `mutation { amendFlow(externalId: "f-nordwind-voice", input: {onwardOf: "f-ott-chatwave"}) { record { id } } }`, "BAD_USER_INPUT", "onwardOf"},
		{"a date that is none", `{ summary(asOf: "2023-02-29") { activeFlows } }`, "BAD_USER_INPUT", "asOf"},
		{"a period that ends before it begins", `{ deadlines(from: "2024-01-02", through: "2024-01-01") { totalCount } }`, "BAD_USER_INPUT", "through"},
		{"a page of nothing", `{ flows(first: 0) { totalCount } }`, "BAD_USER_INPUT", "first"},
		{"a page too large", `{ flows(first: 1001) { totalCount } }`, "BAD_USER_INPUT", "first"},
		{"a forged cursor", `{ flows(after: "Zm9yZ2Vk") { totalCount } }`, "BAD_USER_INPUT", "after"},
		{"an unknown instrument", `{ scenario(changes: [{invalidate: {instrument: "nope", on: "2024-01-01"}}]) { impact { worsened } } }`, "BAD_USER_INPUT", "instrument"},
		{"an unknown flow", `{ flow(externalId: "nope") { name } }`, "NOT_FOUND", ""},
		{"an unknown node", `{ node(id: "nope") { id } }`, "NOT_FOUND", ""},
		{"no such field", `{ flow(externalId: "f-staff") { nope } }`, "BAD_USER_INPUT", ""},
		{"no GraphQL", `{ flow(`, "BAD_USER_INPUT", ""},
	} {
		t.Run(refused.name, func(t *testing.T) {
			errs := s.graphQL(t, refused.document, "", nil, nil)
			if len(errs) != 1 || errs[0].Extensions.Code != refused.code || errs[0].Extensions.Field != refused.field {
				t.Errorf("got %+v, want %s at %q", errs, refused.code, refused.field)
			}
		})
	}
}
