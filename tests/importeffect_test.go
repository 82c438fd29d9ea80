package tests

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestADryImportTellsItsEffect has a server say what files would do to the verdicts of two
// days, writes nothing, and then has it import them.
func TestADryImportTellsItsEffect(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	signed := sentFile{"signed.csv", "agreements", "id,importer_signed_on\ndpa-gracht,2023-05-04\n"}
	further := sentFile{"further.csv", "flows", "id,name,exporter,importer,exporter_role,importer_role\nf-new,Further,relay-us,fraudlens,PROCESSOR,PROCESSOR\n"}
	const dry = "/import?dryRun=true&asOf=2023-05-01&asOf=2023-06-01"
	status, told := s.sendFiles(t, dry, "", signed)
	if status != 200 || len(told.Effects) != 2 || told.Effects[0].AsOf != "2023-05-01" || len(told.Effects[0].ByStatus) != 0 {
		t.Fatalf("%d %+v", status, told)
	}
	effect := told.Effects[1]
	if effect.ClearedCount != 1 || effect.FlaggedCount != 0 || len(effect.ByStatus) != 1 || len(effect.Flows) != 1 {
		t.Fatalf("got %+v", effect)
	}
	if m := effect.ByStatus[0]; m.Before != "NO_VALID_BASIS" || m.After != "AT_RISK" || m.Flows != 1 {
		t.Errorf("got %+v", m)
	}
	flow := effect.Flows[0].Flow
	statusOf := func() string {
		var answer struct {
			Flow struct{ Verdict struct{ Status string } }
		}
		ask := `query($id: String!) { flow(externalId: $id) { verdict(asOf: "2023-06-01") { status } } }`
		if errs := s.graphQL(t, ask, "", map[string]any{"id": flow.ExternalID}, &answer); len(errs) > 0 {
			t.Fatal(errs)
		}
		return answer.Flow.Verdict.Status
	}
	if got := statusOf(); got != "NO_VALID_BASIS" || flow.Name == "" {
		t.Errorf("after the dry run %+v is %s", flow, got)
	}
	if status, told := s.sendFiles(t, "/import", "", signed); status != 200 || told.Effects != nil {
		t.Fatalf("%d %+v", status, told)
	}
	if got := statusOf(); got != effect.Flows[0].After {
		t.Errorf("after the import the flow is %s, and %s was told", got, effect.Flows[0].After)
	}
	if _, told := s.sendFiles(t, dry, "", signed); len(told.Effects) != 0 {
		t.Errorf("what changes nothing does %+v", told.Effects)
	}
	if _, told := s.sendFiles(t, dry, "", further); len(told.Effects) != 2 || len(told.Effects[1].Flows) != 1 || told.Effects[1].Flows[0].Before != "INACTIVE" {
		t.Errorf("a new flow does %+v", told.Effects)
	}
	if _, told := s.sendFiles(t, "/import?dryRun=true", "", further); told.Effects != nil {
		t.Errorf("who asks for no day is told %+v", told.Effects)
	}
	for _, odd := range []string{"&asOf=soon", strings.Repeat("&asOf=2023-06-01", 11)} {
		if status, told := s.sendFiles(t, "/import?dryRun=true"+odd, "", further); status != 400 || len(told.Faults) != 1 {
			t.Errorf("%s: %d %+v", odd, status, told)
		}
	}
}
