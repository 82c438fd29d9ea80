package tests

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVerifyASoundRegistry lives a little and verifies: the folder, and the server
// from the outside, against checkpoints that were kept on the way.
func TestVerifyASoundRegistry(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	first := s.keepCheckpoint(t)
	for i := range 300 { // more than fill a tile
		if code := record(t, s, fmt.Sprint("Recorded ", i)); code != "" {
			t.Fatal(code)
		}
	}
	s.showToken(t)
	if r := run(t, "verify", "--server", s.url, "--checkpoint", first); r.code != 0 || !strings.Contains(r.stdout, "sound: 302 commits, the columns of 17 flows and 100 days;") {
		t.Errorf("from the outside: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	if r := run(t, "verify", "--server", s.url); r.code != 2 || !strings.Contains(r.stderr, "--checkpoint") {
		t.Errorf("without a checkpoint: exit %d\n%s", r.code, r.stderr)
	}
	last := s.keepCheckpoint(t)
	if r := run(t, "verify", "--data", data, "--checkpoint", first); r.code != 0 || !strings.Contains(r.stdout, "sound: 302 commits") || !strings.Contains(r.stdout, "the columns of 17 flows and 100 days;") {
		t.Errorf("beside the server: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	s.stop(t)
	if printed, err := os.ReadFile(last); err != nil || mustRun(t, "checkpoint", "--data", data).stdout != string(printed) {
		t.Errorf("the command prints another checkpoint than the server gave: %v", err)
	}
	before := sumsOf(t, data)
	for _, kept := range []string{first, last} {
		if r := run(t, "verify", "--data", data, "--checkpoint", kept); r.code != 0 || !strings.Contains(r.stdout, "sound: 302 commits") || !strings.Contains(r.stdout, "the columns of 17 flows and 100 days;") {
			t.Errorf("exit %d\n%s%s", r.code, r.stdout, r.stderr)
		}
	}
	if sumsOf(t, data) != before {
		t.Error("a verification has changed the folder")
	}
	if r := run(t, "verify", "--data", filepath.Join(t.TempDir(), "nothing")); r.code != 2 {
		t.Errorf("a folder without a registry: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	if r := run(t, "verify", "--data", data, "--checkpoint", "no-such-file"); r.code != 2 {
		t.Errorf("a checkpoint that is not there: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	for _, text := range []string{"", "no checkpoint\n", "safeconduct/x\n302\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"} {
		file := written(t, text)
		for _, of := range [][]string{{"--data", data}, {"--server", "http://127.0.0.1:1"}} {
			r := run(t, append([]string{"verify", "--checkpoint", file}, of...)...)
			if r.code != 2 || r.stdout != "" || !strings.Contains(r.stderr, "--checkpoint "+file+": the checkpoint is no signed note: expected what safeconduct checkpoint prints") {
				t.Errorf("a checkpoint that is none, %v: exit %d\n%s%s", of, r.code, r.stdout, r.stderr)
			}
		}
	}
	if r := run(t, "verify", "--data", data, "--checkpoint", ""); r.code != 2 || !strings.Contains(r.stderr, "--checkpoint") {
		t.Errorf("a checkpoint without a name: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
}

// TestVerifyFindsARollback puts an older folder in the place of a newer one, and
// has another history follow.
func TestVerifyFindsARollback(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	s := serve(t, data)
	s.stop(t)
	older := filepath.Join(t.TempDir(), "older")
	if err := os.CopyFS(older, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	s = serve(t, data)
	record(t, s, "Later")
	record(t, s, "Later still")
	kept := s.keepCheckpoint(t)
	s.stop(t)
	if r := run(t, "verify", "--data", older, "--checkpoint", kept); r.code != 1 || !strings.Contains(r.stdout, "truncated or rolled back") {
		t.Errorf("rolled back: exit %d\n%s", r.code, r.stdout)
	}
	s = serve(t, older)
	record(t, s, "Another")
	record(t, s, "Story")
	record(t, s, "Told")
	s.showToken(t)
	if r := run(t, "verify", "--server", s.url, "--checkpoint", kept); r.code != 1 || !strings.Contains(r.stdout, "the log was rewritten") {
		t.Errorf("forked, served: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	s.stop(t)
	if r := run(t, "verify", "--data", older, "--checkpoint", kept); r.code != 1 || !strings.Contains(r.stdout, "the log was rewritten") {
		t.Errorf("forked: exit %d\n%s", r.code, r.stdout)
	}
}

// flips is how many bytes of the file are flipped, one at a time.
func flips() int {
	if os.Getenv("SAFECONDUCT_TORTURE") != "" {
		return 5000
	}
	return 150
}

// TestVerifyNeverPanics flips bytes of the file: each is found, or changes nothing
// that the registry says.
func TestVerifyNeverPanics(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", data}, harbourFiles(t)...)...)
	path := filepath.Join(data, "registry.db")
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sound = bytes.TrimRight(sound, "\x00") // the file grows ahead of what is in it
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	random := rand.New(rand.NewPCG(3, 4))
	found := 0
	for i := range flips() {
		at := random.IntN(len(sound))
		if i%3 == 0 { // the heads of pages, where a wrong byte leads astray
			at = at/4096*4096 + random.IntN(64)
		}
		if _, err := file.WriteAt([]byte{sound[at] ^ 1<<random.IntN(8)}, int64(at)); err != nil {
			t.Fatal(err)
		}
		r := run(t, "verify", "--data", data)
		switch {
		case r.code == 1 && strings.Contains(r.stdout, "NOT SOUND"):
			found++
		case r.code != 0:
			t.Errorf("a bit of byte %d flipped: exit %d\n%s%s", at, r.code, r.stdout, r.stderr)
		}
		if strings.Contains(r.stderr, "goroutine") {
			t.Errorf("a bit of byte %d flipped: a panic\n%s", at, r.stderr)
		}
		if _, err := file.WriteAt(sound[at:at+1], int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d flips: %d found, the others in bytes that nothing reads", flips(), found)
	if found < flips()/4 {
		t.Error("hardly any flip was found")
	}
}

// sumsOf are the files of a folder with the sums of their content.
func sumsOf(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s %x\n", path, sha256.Sum256(content))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// keepCheckpoint keeps a checkpoint of the server's log in a file.
func (s *server) keepCheckpoint(t *testing.T) (path string) {
	t.Helper()
	q, err := http.NewRequest(http.MethodGet, s.url+"/log/checkpoint", nil)
	if err != nil {
		t.Fatal(err)
	}
	response := s.send(t, q)
	defer response.Body.Close()
	note, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%v, %s: %s", err, response.Status, note)
	}
	path = filepath.Join(t.TempDir(), "checkpoint")
	if err := os.WriteFile(path, note, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
