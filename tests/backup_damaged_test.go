package tests

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestADamagedBackupIsRefused flips bytes everywhere, and cuts the file off.
func TestADamagedBackupIsRefused(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	_, files := withDocument(t, "Verträg.pdf", aPNG)
	mustRun(t, append([]string{"import", "--data", data}, files...)...)
	whole, err := os.ReadFile(backedUp(t, "--data", data))
	if err != nil {
		t.Fatal(err)
	}
	size := len(whole)
	places := []int{0, 1, 101, 148, 257, 345, 511, 512, 700, 1023, 1024, 1536, 2047, size - 1, size - 2, size - 40, size - 80, size - 92, size - 93, size - 600, size - 1200}
	for i := range 40 {
		places = append(places, i*size/40+17)
	}
	for _, at := range places {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 0x10
		mustNotRestore(t, 1, "the backup is not sound: ", written(t, string(damaged)))
	}
	for _, length := range []int{0, 1, 512, size / 2, size - 1100, size - 92, size - 1} {
		mustNotRestore(t, 1, "it was cut off or changed, or is no backup", written(t, string(whole[:length])))
	}
	mustNotRestore(t, 2, "no such file", filepath.Join(t.TempDir(), "none.tar"))
}

// TestABackupThatWasMadeUpIsRefused: its sum is right, but what is in it does not
// fit together.
func TestABackupThatWasMadeUpIsRefused(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	_, files := withDocument(t, "Verträg.pdf", aPNG)
	mustRun(t, append([]string{"import", "--data", data}, files...)...)
	early := backedUp(t, "--data", data)
	s := serve(t, data)
	s.upload(t, "", "later")
	late := backedUp(t, "--data", data)
	s.stop(t)
	other := filepath.Join(t.TempDir(), "data")
	mustRun(t, append([]string{"import", "--data", other}, files...)...)
	foreign := backedUp(t, "--data", other)
	replaced := func(name string, with string) func(string, string) (string, bool) {
		return func(member, content string) (string, bool) {
			if member == name {
				content = with
			}
			return content, true
		}
	}
	document := "documents/" + sumOf(aPNG)[:2] + "/" + sumOf(aPNG)
	mustNotRestore(t, 1, "the checkpoint is of another log", repacked(t, early, replaced("registry.db", member(t, foreign, "registry.db"))))
	restored(t, repacked(t, late, replaced("", "")), data) // to be packed again is not what is refused
	for name, made := range map[string]struct {
		changed func(string, string) (string, bool)
		words   string
	}{
		"without a document":     {func(name, content string) (string, bool) { return content, name != document }, "has no file in the folder of documents"},
		"another document":       {replaced(document, "another"), "has another content"},
		"an earlier registry":    {replaced("registry.db", member(t, early, "registry.db")), "the registry has 1 commits, its checkpoint 2"},
		"an earlier checkpoint":  {replaced("checkpoint", member(t, early, "checkpoint")), "its manifest and its checkpoint are not of the same state"},
		"without a checkpoint":   {func(name, content string) (string, bool) { return content, name != "checkpoint" }, "not what comes in its place"},
		"a checkpoint of nobody": {replaced("checkpoint", strings.Replace(member(t, late, "checkpoint"), "\n2\n", "\n3\n", 1)), "invalid signature"},
	} {
		t.Run(name, func(t *testing.T) {
			mustNotRestore(t, 1, made.words, repacked(t, late, made.changed))
		})
	}
}
