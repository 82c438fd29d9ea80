package tests

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestAFullDiskRefusesWritesAndHealsItself fills the disk under a server: writes
// are refused with the reason, reads go on, and once there is room writing goes
// on without a restart.
func TestAFullDiskRefusesWritesAndHealsItself(t *testing.T) {
	disk := smallDisk(t)
	data, ballast := filepath.Join(disk, "data"), filepath.Join(disk, "ballast")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	fillDisk(t, ballast)
	refused, recorded := "", 0
	for refused == "" {
		refused = record(t, s, strings.Repeat("large ", 600))
		if refused == "" {
			recorded++
		}
	}
	if refused != "UNAVAILABLE" {
		t.Fatalf("on a full disk: %s", refused)
	}
	if code := record(t, s, "again"); code != "UNAVAILABLE" && code != "" {
		t.Errorf("again: %s", code)
	}
	activeFlows(t, data, harbourActive)
	if n := refusals(t, s); n != 1 {
		t.Errorf("while the disk is full, the log tells of %d refusals, not of the first", n)
	}
	if response, err := http.Get(s.url + "/readyz"); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("readyz: %v, %v", response, err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if code := record(t, s, "there is room"); code != "" {
		t.Errorf("once there is room: %s", code)
	}
	var all struct{ Organizations struct{ TotalCount int } }
	if errs := s.graphQL(t, `{ organizations(first: 1) { totalCount } }`, "", nil, &all); len(errs) > 0 || all.Organizations.TotalCount < 16+recorded+1 {
		t.Errorf("%d organizations after %d acknowledged, %v", all.Organizations.TotalCount, recorded+1, errs)
	}
}

// smallDisk mounts a disk that is soon full.
func smallDisk(t *testing.T) (disk string) {
	t.Helper()
	disk = t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=40m"); err != nil {
		t.Skipf("NOT RUN: a small disk of its own needs the right to mount one: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	return disk
}

// refusals is how many refusals for want of room the log tells of.
func refusals(t *testing.T, s *server) int {
	t.Helper()
	var all struct {
		Log struct{ Nodes []struct{ Reason string } }
	}
	if errs := s.graphQL(t, `{ log(verb: "refused") { nodes { reason } } }`, "", nil, &all); len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, e := range all.Log.Nodes {
		if e.Reason != "there was no room on the disk for: record" {
			t.Errorf("the refusal says %q", e.Reason)
		}
	}
	return len(all.Log.Nodes)
}

// record records an organization and gives the code of the refusal, "" if done.
func record(t *testing.T, s *server, name string) string {
	t.Helper()
	errs := s.graphQL(t, `mutation($n: String!) { recordOrganization(input: {name: $n, kind: VENDOR, country: "DE"}) { record { id } } }`,
		"", map[string]any{"n": strings.TrimSpace(name)}, nil)
	if len(errs) == 0 {
		return ""
	}
	return errs[0].Extensions.Code
}

func fillDisk(t *testing.T, path string) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := io.Copy(file, io.LimitReader(zeros{}, 1<<30)); err == nil {
		t.Fatal(fmt.Errorf("the disk takes everything"))
	}
}

// zeros reads as zeros without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }
