package tests

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// verifyLog runs docs/verify.py, which knows nothing of this program but the format
// of its log.
func verifyLog(t *testing.T, args ...string) result {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("NOT RUN: the verifier in Python: python3 is missing")
	}
	c := exec.CommandContext(t.Context(), python, append([]string{"../docs/verify.py"}, args...)...)
	c.Env = append(os.Environ(), "no_proxy=127.0.0.1")
	var stdout, stderr strings.Builder
	c.Stdout, c.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), c.ProcessState.ExitCode()}
}

// logPart reads a part of the log that must be there.
func (s *server) logPart(t *testing.T, path string) string {
	t.Helper()
	status, _, body := s.do(t, request{method: "GET", path: "/log/" + path})
	if status != 200 {
		t.Fatalf("GET /log/%s: %d %s", path, status, body)
	}
	return body
}

// keep writes a file in a new folder.
func keep(t *testing.T, content string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "kept")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// change makes commits of one version each of the flow f-staff.
func (s *server) change(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		const amend = `mutation($name: String) { amendFlow(externalId: "f-staff", input: {name: $name}) { record { id } } }`
		if errs := s.graphQL(t, amend, "", map[string]any{"name": name}, nil); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
}

// proofs are files of the proofs of the versions of f-staff; nil content where it
// was erased.
func (s *server) proofs(t *testing.T) (paths []string) {
	t.Helper()
	var answer struct {
		Flow struct {
			History []struct{ Proof json.RawMessage }
		}
	}
	const ask = `{ flow(externalId: "f-staff") { history { proof {
		commit entry entryIndex entryProof logSize logRoot change changeIndex changeProof content } } } }`
	if errs := s.graphQL(t, ask, "", nil, &answer); len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, version := range answer.Flow.History {
		paths = append(paths, keep(t, string(version.Proof)))
	}
	return paths
}

// TestAStrangerVerifiesTheLog runs the verifier in Python against a server that
// imports, changes and erases, and holds it to an older checkpoint and its proofs.
func TestAStrangerVerifiesTheLog(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data")).showToken(t)
	mustRun(t, append([]string{"import", "--server", s.url}, harbourFiles(t)...)...)
	older, key := keep(t, s.logPart(t, "checkpoint")), s.logPart(t, "key")
	s.change(t, "first", "second", "third")
	const erase = `mutation { erase(kind: FLOW, externalId: "f-staff", versions: [2], reason: "not to be kept") }`
	if errs := s.graphQL(t, erase, "", nil, nil); len(errs) > 0 {
		t.Fatal(errs)
	}
	proofs := s.proofs(t)
	s.change(t, "fourth")
	args := append([]string{s.url + "/log", "--key", key, "--checkpoint", older, "--proof"}, proofs...)
	if r := verifyLog(t, args...); r.code != 0 || !strings.HasPrefix(r.stdout, "sound: ") || len(proofs) != 4 {
		t.Errorf("exit %d of %d proofs: %s%s", r.code, len(proofs), r.stdout, r.stderr)
	}
	erased, err := os.ReadFile(proofs[1])
	if err != nil || !strings.Contains(string(erased), `"content":null`) {
		t.Errorf("the erased version is proved by %s (%v)", erased, err)
	}
	other, err := os.ReadFile(proofs[2])
	if err != nil {
		t.Fatal(err)
	}
	lie := keep(t, strings.Replace(string(other), `"content":"`, `"content":"AAAA`, 1))
	if r := verifyLog(t, s.url+"/log", "--proof", lie); r.code != 1 || !strings.Contains(r.stdout, lie+": has another content") {
		t.Errorf("of another content: exit %d: %s%s", r.code, r.stdout, r.stderr)
	}
}

// TestATamperedCopyOfTheLogIsFound copies the log into a folder as a mirror does, and
// changes one byte after the other there.
func TestATamperedCopyOfTheLogIsFound(t *testing.T) {
	s := serve(t, filepath.Join(t.TempDir(), "data"))
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	s.change(t, "first", "second")
	size := strings.Split(s.logPart(t, "checkpoint"), "\n")[1]
	paths := []string{"checkpoint", "key", "tile/0/000.p/" + size, "tile/entries/000.p/" + size}
	folder := t.TempDir()
	write := func(path, content string) {
		file := filepath.Join(folder, filepath.FromSlash(path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	sound := map[string]string{}
	for _, path := range paths {
		sound[path] = s.logPart(t, path)
		write(path, sound[path])
	}
	if r := verifyLog(t, folder); r.code != 0 {
		t.Fatalf("the copy: exit %d: %s%s", r.code, r.stdout, r.stderr)
	}
	for _, path := range slices.DeleteFunc(paths, func(path string) bool { return path == "key" }) {
		for at := 0; at < len(sound[path]); at += 1 + len(sound[path])/10 {
			changed := []byte(sound[path])
			changed[at] ^= 1
			write(path, string(changed))
			if r := verifyLog(t, folder); r.code != 1 || r.stdout == "" || r.stderr != "" {
				t.Errorf("byte %d of %s: exit %d: %s%s", at, path, r.code, r.stdout, r.stderr)
			}
		}
		write(path, sound[path])
	}
}

// TestALogThatWasRolledBackIsFound restores a copy of the folder behind the back of
// who kept a checkpoint, and goes on from there.
func TestALogThatWasRolledBackIsFound(t *testing.T) {
	data, backup := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "backup")
	s := serve(t, data).showToken(t) // which the copy knows, too
	mustRun(t, append([]string{"import", "--data", s.data}, harbourFiles(t)...)...)
	s.change(t, "first")
	s.stop(t)
	if err := os.CopyFS(backup, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	s = serve(t, data)
	s.change(t, "second")
	kept := keep(t, s.logPart(t, "checkpoint"))
	s.stop(t)
	s = serve(t, backup)
	for _, want := range []string{"it was truncated or rolled back", "they were changed, reordered or forked"} {
		r := verifyLog(t, s.url+"/log", "--checkpoint", kept)
		if r.code != 1 || !strings.Contains(r.stdout, fmt.Sprintf("%s: ", kept)) || !strings.Contains(r.stdout, want) {
			t.Errorf("exit %d: %s%s, not %q", r.code, r.stdout, r.stderr, want)
		}
		s.change(t, "another second")
	}
}
