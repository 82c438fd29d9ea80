package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stagedRows is more than an import writes in one transaction.
const stagedRows = 5_001

// TestPowerLossDuringAStagedImport fails the power while an import is written that
// takes several transactions: nothing of it is seen before the last one.
func TestPowerLossDuringAStagedImport(t *testing.T) {
	needStrace(t)
	w, traces := &workload{recording: newRecording(t.TempDir())}, t.TempDir()
	data := filepath.Join(w.base, "data")
	var rows strings.Builder
	rows.WriteString("id,name,exporter,exporter_role,importer,importer_role,starts_on\n")
	for i := range stagedRows {
		fmt.Fprintf(&rows, "%s,Generated,relay-ie,CONTROLLER,fraudlens,PROCESSOR,2000-01-01\n", generatedFlow(i))
	}
	flows := filepath.Join(traces, "flows.csv")
	if err := os.WriteFile(flows, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	w.owe("flows: 17 created", sampleThere)
	w.imports(t, filepath.Join(traces, "sample"), importing(t, data))
	w.owe(fmt.Sprintf("flows: %d created", stagedRows), generatedThere)
	w.imports(t, filepath.Join(traces, "staged"), []string{"import", "--data", data, flows})
	seen := w.examineAll(t, noneIgnored, unlessTorture(sampling{step: 10, losses: 4}), []claim{sampleWhole, generatedWhole, verified}, func(o outage, wrong string) bool {
		t.Errorf("after step %d of %d, %d steps lost: %s", o.after, len(w.steps), len(o.loss.lost), wrong)
		return true
	})
	t.Log("power loss during a staged import:", seen)
	if w.told(fmt.Sprintf("flows: %d created", stagedRows)) < 0 || seen.different < 200 {
		t.Errorf("the test tests nothing: %v", seen)
	}
}

func generatedFlow(i int) string { return fmt.Sprintf("g-%05d", i) }

// generatedCount is how many of some of the generated flows are there.
func generatedCount(f *found) (there, of int, err error) {
	for i := 0; i < stagedRows; i += 100 {
		of++
		switch _, err := f.view.Flow(byOwner(), generatedFlow(i)); {
		case err == nil:
			there++
		case !isMissing(err):
			return 0, 0, err
		}
	}
	return there, of, nil
}

func generatedWhole(f *found) string {
	if there, of, err := generatedCount(f); err != nil || there != 0 && there != of {
		return fmt.Sprintf("a staged import is there by half: %d of %d, %v", there, of, err)
	}
	return ""
}

func generatedThere(f *found) string {
	if there, of, err := generatedCount(f); err != nil || there != of {
		return fmt.Sprintf("LOST: the acknowledged staged import: %d of %d, %v", there, of, err)
	}
	return ""
}
