package tests

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestRestoreAndBackupReplaceNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	file := backedUp(t, "--data", data)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if r := run(t, "backup", file, "--data", data); r.code != 2 || !strings.Contains(r.stderr, "is there already") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed: %v", err)
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "mine"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := run(t, "restore", file, "--data", full); r.code != 2 || !strings.Contains(r.stderr, "is not empty") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
	if left, err := os.ReadDir(full); err != nil || len(left) != 1 || left[0].Name() != "mine" {
		t.Errorf("the folder holds %v, %v", left, err)
	}
	mustRun(t, "restore", file, "--data", t.TempDir()) // empty, but there
}

// TestWithoutItsKeyARestoredRegistryIsNotServed: the key is in no backup.
func TestWithoutItsKeyARestoredRegistryIsNotServed(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	s.upload(t, "", "something")
	key, err := os.ReadFile(filepath.Join(s.data, "log.key"))
	if err != nil {
		t.Fatal(err)
	}
	file := backedUp(t, "--data", s.data)
	if whole, err := os.ReadFile(file); err != nil || bytes.Contains(whole, bytes.TrimSpace(key)) {
		t.Errorf("the private key is in the backup (%v)", err)
	}
	data := filepath.Join(t.TempDir(), "restored")
	if r := mustRun(t, "restore", file, "--data", data); !strings.Contains(r.stderr, "log.key") {
		t.Errorf("said %q", r.stderr)
	}
	if r := run(t, "serve", "--data", data, "--listen", "127.0.0.1:0"); r.code != 2 || !strings.Contains(r.stderr, "signing key is missing") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
	s.stop(t)
	signed := backedUp(t, "--data", s.data, "--log-key", filepath.Join(s.data, "log.key"))
	if !strings.Contains(member(t, signed, "checkpoint"), "\n\n") {
		t.Error("the checkpoint of a folder with its key is not signed")
	}
	again := serve(t, restored(t, file, s.data))
	if _, body := again.get(t, "GET", "/documents/"+sumOf("something"), nil); body != "something" {
		t.Errorf("the document is %q", body)
	}
	keyless := filepath.Join(t.TempDir(), "keyless.tar")
	if err := os.Rename(filepath.Join(s.data, "log.key"), filepath.Join(s.data, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if r := mustRun(t, "backup", "--data", s.data, keyless); !strings.Contains(r.stderr, "is not signed") {
		t.Errorf("without a key it said %q", r.stderr)
	}
	neverServed := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", neverServed}, harbourFiles(t)...)...)
	kept := filepath.Join(t.TempDir(), "kept")
	if err := os.WriteFile(kept, []byte(member(t, signed, "checkpoint")), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := run(t, "verify", "--data", neverServed, "--checkpoint", kept); r.code != 1 || !strings.Contains(r.stdout, "checkpoint: is of another log") {
		t.Errorf("verify: exit %d\n%s", r.code, r.stdout)
	}
}

// TestABackupLacksNoDocument refuses to make one that would.
func TestABackupLacksNoDocument(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	_, gone, _ := s.upload(t, "", "gone")
	path := filepath.Join(s.data, "documents", gone[:2], gone)
	above := t.TempDir()
	for name, damage := range map[string]func() error{
		"its file is gone":    func() error { return os.Remove(path) },
		"bytes, not 4":        func() error { return os.WriteFile(path, []byte("shorter?"), 0o600) },
		"the server's answer": func() error { return os.WriteFile(path, []byte("GONE"), 0o600) }, // is cut off
	} {
		if err := damage(); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		r := run(t, "backup", filepath.Join(above, "backup.tar"), "--data", s.data)
		if r.code != 2 || !strings.Contains(r.stderr, name) {
			t.Errorf("exit %d, said %q, expected %q", r.code, r.stderr, name)
		}
		if left, _ := os.ReadDir(above); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
}

// TestABackupThatDoesNotArriveWholeIsNone asks servers that send half of one, or a
// damaged one.
func TestABackupThatDoesNotArriveWholeIsNone(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	whole, err := os.ReadFile(backedUp(t, "--data", data))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	damaged[len(damaged)/2] ^= 1
	for words, send := range map[string]func(w http.ResponseWriter){
		"was cut off":  func(w http.ResponseWriter) { _, _ = w.Write(whole[:len(whole)/2]); panic(http.ErrAbortHandler) },
		"is not sound": func(w http.ResponseWriter) { _, _ = w.Write(damaged) },
		"404":          func(w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) },
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { send(w) }))
		above := t.TempDir()
		r := run(t, "backup", filepath.Join(above, "backup.tar"), "--server", s.URL)
		s.Close()
		if left, _ := os.ReadDir(above); r.code != 2 || !strings.Contains(r.stderr, words) || len(left) > 0 {
			t.Errorf("exit %d, said %q, expected %q; left %v", r.code, r.stderr, words, left)
		}
	}
}

// TestOneBackupAtATime does not read the first one to its end.
func TestOneBackupAtATime(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	s.upload(t, "", strings.Repeat("large", 8<<20))
	if status, _, body := s.do(t, request{"GET", "/backup", nil, nil}); status != 403 || !strings.Contains(body, "Safeconduct-Client") {
		t.Errorf("as a page could ask: %d %s", status, body)
	}
	q, err := http.NewRequest("GET", s.url+"/backup", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Safeconduct-Client", "test")
	first := s.send(t, q)
	if kind := first.Header.Get("Content-Type"); first.StatusCode != 200 || kind != "application/x-tar" {
		t.Errorf("%d %s", first.StatusCode, kind)
	}
	if r := run(t, "backup", filepath.Join(t.TempDir(), "second.tar"), "--data", s.data); r.code != 2 || !strings.Contains(r.stderr, "another backup is being made") {
		t.Errorf("exit %d, said %q", r.code, r.stderr)
	}
	amendNothing(t, s) // writes go on whoever reads how slowly
	first.Body.Close()
	for deadline := time.Now().Add(patience); ; {
		path := filepath.Join(t.TempDir(), "third.tar")
		if r := run(t, "backup", path, "--data", s.data); r.code == 0 || time.Now().After(deadline) {
			if r.code != 0 {
				t.Errorf("once the first is given up: %s", r.stderr)
			}
			return
		}
	}
}

func amendNothing(t *testing.T, s *server) {
	t.Helper()
	if code := record(t, s, "meanwhile"); code != "" {
		t.Error(code)
	}
}

// TestAFullDiskLeavesNoHalfBackup fills the disk of the file, and that of the
// folder that is restored.
func TestAFullDiskLeavesNoHalfBackup(t *testing.T) {
	disk := smallDisk(t)
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	whole := backedUp(t, "--data", data)
	crowded := filepath.Join(disk, "data")
	mustRun(t, "restore", whole, "--data", crowded)
	fillDisk(t, filepath.Join(disk, "ballast"))
	for words, args := range map[string][]string{
		"write " + filepath.Join(disk, "backup.tar") + ": no space left on device": {"backup", filepath.Join(disk, "backup.tar"), "--data", data},
		": no space left on device":                   {"restore", whole, "--data", filepath.Join(disk, "restored")},
		"there is no room for a copy of the database": {"backup", filepath.Join(t.TempDir(), "backup.tar"), "--data", crowded},
	} {
		if r := run(t, args...); r.code != 2 || !strings.Contains(r.stderr, words) {
			t.Errorf("%s: exit %d, said %q, expected %q", args[0], r.code, r.stderr, words)
		}
	}
	mustRun(t, "check", "--data", crowded, "--as-of", "2005-01-01")
	left, err := os.ReadDir(disk)
	if err != nil || slices.ContainsFunc(left, func(e os.DirEntry) bool { return e.Name() != "ballast" && e.Name() != "data" }) {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestAKilledBackupLeavesNoFileOfThatName kills it at ever later moments.
func TestAKilledBackupLeavesNoFileOfThatName(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	s.upload(t, "", strings.Repeat("large", 8<<20))
	path := filepath.Join(t.TempDir(), "backup.tar")
	killed := 0
	for i := range kills() {
		c := exec.Command(binary, "backup", path, "--data", s.data)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		killer := time.AfterFunc(time.Duration(i*300/kills())*time.Millisecond, func() { _ = c.Process.Kill() })
		err := c.Wait()
		killer.Stop()
		_, missing := os.Stat(path)
		switch {
		case err == nil && missing != nil:
			t.Fatal(missing)
		case err != nil && missing == nil: // it had been given its name
			mustRun(t, "restore", path, "--data", filepath.Join(t.TempDir(), "restored"))
		case err != nil:
			killed++
		}
		_ = os.Remove(path)
	}
	if killed == 0 {
		t.Error("no backup was interrupted: the test tests nothing")
	}
}
