package tests

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// generateFlows writes a file of n flows between two of the sample's parties:
// enough of them that an import is staged.
func generateFlows(t *testing.T, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "flows.csv")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, "id,name,exporter,exporter_role,importer,importer_role,starts_on")
	for i := range n {
		fmt.Fprintf(out, "g-%06d,Generated %d,relay-ie,CONTROLLER,fraudlens,PROCESSOR,2000-01-01\n", i, i)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return path
}

// activeFlows is how many flows are active on a day on which the generated ones
// are; it fails unless the answer is one of those allowed.
func activeFlows(t *testing.T, data string, allowed ...int) int {
	t.Helper()
	r := run(t, "check", "--data", data, "--as-of", "2020-07-16", "--format", "json")
	var check struct{ ActiveFlows int }
	if err := json.Unmarshal([]byte(r.stdout), &check); err != nil {
		t.Fatalf("exit %d: %v\n%s", r.code, err, r.stderr)
	}
	for _, n := range allowed {
		if check.ActiveFlows == n {
			return n
		}
	}
	t.Fatalf("%d flows are active, want one of %v: an import was seen by half", check.ActiveFlows, allowed)
	return 0
}

const (
	harbourActive = 15 // of the sample on 2020-07-16
	generated     = 20_000
)

// kills is how often an import is killed: 20 times, 200 in make torture.
func kills() int {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 200
	}
	return 20
}

// TestAKilledImportIsAllOrNothing kills an import at ever later moments. What
// was acknowledged before stays, and nothing is there by half.
func TestAKilledImportIsAllOrNothing(t *testing.T) {
	data, flows := filepath.Join(t.TempDir(), "data"), generateFlows(t, generated)
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	base, interrupted := harbourActive, 0
	for i := range kills() {
		c := exec.Command(binary, "import", "--data", data, flows)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		killer := time.AfterFunc(time.Duration(20+i*700/kills())*time.Millisecond, func() { _ = c.Process.Kill() })
		err := c.Wait()
		killer.Stop()
		switch {
		case err == nil:
			activeFlows(t, data, harbourActive+generated)
			base = harbourActive + generated
		case base == harbourActive:
			interrupted++
			base = activeFlows(t, data, harbourActive, harbourActive+generated) // published, perhaps, but not acknowledged
		default:
			activeFlows(t, data, base)
		}
		if base != harbourActive { // begin again, so that every kill meets an import that has work to do
			data = filepath.Join(t.TempDir(), "data")
			mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
			base = harbourActive
		}
	}
	if interrupted == 0 {
		t.Error("no import was interrupted: the test tests nothing")
	}
}

// TestAKilledServerKeepsWhatItAcknowledged kills a server between and during
// mutations and opens the folder again.
func TestAKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	acknowledged := 0
	for range kills() / 4 {
		s := serve(t, data)
		var all struct{ Organizations struct{ TotalCount int } }
		if errs := s.graphQL(t, `{ organizations(first: 1) { totalCount } }`, "", nil, &all); len(errs) > 0 {
			t.Fatal(errs)
		}
		if all.Organizations.TotalCount < acknowledged {
			t.Fatalf("%d of %d acknowledged records are there", all.Organizations.TotalCount, acknowledged)
		}
		acknowledged = all.Organizations.TotalCount
		for range 5 {
			errs := s.graphQL(t, `mutation { recordOrganization(input: {name: "X", kind: VENDOR, country: "DE"}) { record { id } } }`, "", nil, nil)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			acknowledged++
		}
		if err := s.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = s.cmd.Wait()
	}
}

// TestACheckBesideAnImportSeesBeforeOrAfter asks again and again while a server
// imports.
func TestACheckBesideAnImportSeesBeforeOrAfter(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	done := make(chan error, 1)
	c := exec.Command(binary, "import", "--data", s.data, generateFlows(t, generated))
	go func() { done <- c.Run() }()
	for last := harbourActive; ; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			activeFlows(t, s.data, harbourActive+generated)
			return
		default:
		}
		now := activeFlows(t, s.data, harbourActive, harbourActive+generated)
		if now < last {
			t.Fatal("an answer went back in time")
		}
		last = now
	}
}
