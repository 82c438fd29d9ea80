package tests

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestARemedyIsSignedAndMends asks what would mend a flow after the judgment of
// 2020-07-16, records what is offered, and asks again.
func TestARemedyIsSignedAndMends(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	type remedy struct {
		Flows  int
		Status string
		Pieces []struct {
			Kind, Message string
			Evidence      []string
		}
	}
	var got struct {
		Flow struct {
			Verdict  struct{ Status string }
			Remedies []remedy
		}
		Remedies []remedy
	}
	const ask = `{
		flow(externalId: "f-dalmatia-voice") {
			verdict(asOf: "2020-07-16") { status }
			remedies(asOf: "2020-07-16") { status pieces { kind message evidence } risks { code } }
		}
		remedies(asOf: "2020-07-16") { flows status pieces { kind message evidence covers } }
	}`
	if errs := s.graphQL(t, ask, "", nil, &got); len(errs) > 0 {
		t.Fatal(errs)
	}
	if got.Flow.Verdict.Status != "NO_VALID_BASIS" || len(got.Flow.Remedies) == 0 || len(got.Remedies) == 0 {
		t.Fatalf("%+v", got)
	}
	agreements := "id,kind,exporter,importer,clauses,exporter_signed_on,importer_signed_on\n"
	assessments := "id,exporter,importer,completed_on,outcome\n"
	chosen := got.Flow.Remedies[0]
	for _, p := range chosen.Pieces {
		switch p.Kind {
		case "SIGN":
			agreements += "remedy,DPA,dalmatia,relay-us," + strings.Join(p.Evidence, ";") + ",2020-07-16,2020-07-16\n"
		case "ASSESS":
			assessments += "remedy,dalmatia,relay-us,2020-07-16,SUPPLEMENTARY_MEASURES\n"
		default:
			t.Fatalf("after the judgment %s is offered: %+v", p.Kind, chosen)
		}
		if !strings.Contains(p.Message, "Dalmatia") {
			t.Errorf("who does it? %q", p.Message)
		}
	}
	dir := t.TempDir()
	for name, content := range map[string]string{"agreements.csv": agreements, "assessments.csv": assessments} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, "import", "--data", s.data, filepath.Join(dir, "agreements.csv"), filepath.Join(dir, "assessments.csv"))
	if errs := s.graphQL(t, ask, "", nil, &got); len(errs) > 0 || got.Flow.Verdict.Status != chosen.Status {
		t.Errorf("%v, it is %s, promised was %s", errs, got.Flow.Verdict.Status, chosen.Status)
	}
	for _, bad := range []string{`{ remedies(first: 0) { flows } }`, `{ scenario(changes: [{end: {instrument: "scc-2021", through: "2026-01-01"}}]) { impact { remedies(first: 0) { flows } } } }`, `{ remedies(filter: {text: "x"}) { flows } }`, `{ remedies(filter: {instrument: ["none"]}) { flows } }`} {
		if errs := s.graphQL(t, bad, "", nil, nil); len(errs) != 1 || errs[0].Extensions.Code != "BAD_USER_INPUT" {
			t.Errorf("%s: %v", bad, errs)
		}
	}
}
