package tests

import (
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestARegistryOfForm1IsMigrated opens a registry that a version of the program
// wrote which kept no log: it answers as that version did, and verifies.
func TestARegistryOfForm1IsMigrated(t *testing.T) {
	data := t.TempDir()
	gunzip(t, "testdata/form1/registry.db.gz", filepath.Join(data, "registry.db"))
	before := sumsOf(t, data)
	if r := run(t, "verify", "--data", data); r.code != 2 || !strings.Contains(r.stderr, "older stored form 1") || sumsOf(t, data) != before {
		t.Errorf("verify: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	answers, err := filepath.Glob("testdata/form1/check-*.json")
	if err != nil || len(answers) != 5 {
		t.Fatal(answers, err)
	}
	for i, path := range answers {
		day := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "check-"), ".json")
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, "check", "--data", data, "--as-of", day, "--format", "json")
		if r.stdout != string(want) {
			t.Errorf("on %s: exit %d, got\n%s\nwant\n%s", day, r.code, r.stdout, want)
		}
		if told := strings.Contains(r.stderr, "is migrated"); told != (i == 0) {
			t.Errorf("on %s: %s", day, r.stderr)
		}
	}
	if r := run(t, "verify", "--data", data); r.code != 0 || !strings.Contains(r.stdout, "sound: 7 commits") {
		t.Errorf("verify: exit %d\n%s%s", r.code, r.stdout, r.stderr)
	}
	kept, err := os.ReadFile(filepath.Join(data, "registry.db.before-migration"))
	if err != nil {
		t.Fatal(err)
	}
	unpacked := filepath.Join(t.TempDir(), "registry.db")
	gunzip(t, "testdata/form1/registry.db.gz", unpacked)
	if original, err := os.ReadFile(unpacked); err != nil || string(original) != string(kept) {
		t.Errorf("the file of before is not what was there: %v", err)
	}
	mustRun(t, "erase", "agreements", "dpa-chatwave", "--reason", "a request", "--data", data, "--yes")
	if _, err := os.Stat(filepath.Join(data, "registry.db.before-migration")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file of before still has what was erased: %v", err)
	}
}

func gunzip(t *testing.T, from, to string) {
	t.Helper()
	packed, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := io.Copy(file, unpacked); err != nil {
		t.Fatal(err)
	}
}
