package backup_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safeconduct/safeconduct/registry/backup"
)

var head = backup.Head{
	Manifest:   backup.Manifest{Format: backup.Format, Origin: "safeconduct/test", At: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), Commits: 3, Documents: 2},
	Checkpoint: "safeconduct/test\n3\nroot\n", VerifierKey: "safeconduct/test+key",
}

// members are what the backups of the tests hold, with an empty file and one that
// fills its last block.
var members = []struct{ name, content string }{
	{backup.Registry, strings.Repeat("pages ", 1000)},
	{backup.Documents + "ab/abc", strings.Repeat("x", 512)},
	{backup.Documents + "cd/cde", ""},
	{backup.Access + "2026-03-01.jsonl", "{}\n"},
}

func written(t *testing.T, head backup.Head) []byte {
	t.Helper()
	var file bytes.Buffer
	w, err := backup.NewWriter(&file, head)
	for _, m := range members {
		if err == nil {
			err = w.Add(m.name, int64(len(m.content)), strings.NewReader(m.content))
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// read reads a backup and gives what it holds, a line for each member.
func read(file io.Reader) (head *backup.Head, kept []string, err error) {
	head, err = backup.Read(context.Background(), file, func(name string, content io.Reader) error {
		text, err := io.ReadAll(content)
		kept = append(kept, name+" "+string(text))
		return err
	})
	return head, kept, err
}

func TestABackupIsReadAsItWasWritten(t *testing.T) {
	var want []string
	for _, m := range members {
		want = append(want, m.name+" "+m.content)
	}
	keyless := head
	keyless.VerifierKey = ""
	for _, h := range []backup.Head{head, keyless} {
		for name, from := range map[string]func(io.Reader) io.Reader{
			"at once": func(r io.Reader) io.Reader { return r }, "by bytes": iotest.OneByteReader, "with its end": iotest.DataErrReader,
		} {
			got, kept, err := read(from(bytes.NewReader(written(t, h))))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if diff := cmp.Diff(h, *got) + cmp.Diff(want, kept); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

func TestEveryFlippedByteIsRefused(t *testing.T) {
	file := written(t, head)
	for i := range file {
		damaged := bytes.Clone(file)
		damaged[i] ^= 1 << (i % 8)
		if _, _, err := read(bytes.NewReader(damaged)); !errors.Is(err, backup.ErrUnsound) {
			t.Fatalf("byte %d of %d: %v", i, len(file), err)
		}
	}
}

func TestWhatIsCutOffOrAddedToIsRefused(t *testing.T) {
	file := written(t, head)
	for size := range file {
		if _, _, err := read(bytes.NewReader(file[:size])); !errors.Is(err, backup.ErrUnsound) {
			t.Fatalf("%d of %d bytes: %v", size, len(file), err)
		}
	}
	for _, more := range []string{"\n", "x", strings.Repeat("\x00", 512), string(file)} {
		if _, _, err := read(bytes.NewReader(append(bytes.Clone(file), more...))); err == nil {
			t.Errorf("%d bytes more are not seen", len(more))
		}
	}
}

// sealed is an archive with the last line that it has when it is whole.
func sealed(archive []byte) []byte {
	return fmt.Appendf(bytes.Clone(archive), "safeconduct-backup sha256 %x\n", sha256.Sum256(archive))
}

func TestWhatIsNoBackupIsRefused(t *testing.T) {
	whole := written(t, head)
	archive := whole[:bytes.LastIndex(whole, []byte("safeconduct-backup sha256"))]
	for name, file := range map[string][]byte{
		"nothing":             sealed(nil),
		"no archive":          sealed(bytes.Repeat([]byte("x"), 2000)),
		"an empty archive":    sealed(make([]byte, 1024)),
		"without a manifest":  sealed(archive[1024:]),
		"a manifest and more": sealed(append(bytes.Clone(archive[:1024]), make([]byte, 1024)...)),
	} {
		if _, _, err := read(bytes.NewReader(file)); !errors.Is(err, backup.ErrUnsound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	newer := bytes.Replace(archive, []byte(`"format": 2`), []byte(`"format": 9`), 1)
	if _, _, err := read(bytes.NewReader(sealed(newer))); err == nil || !strings.Contains(err.Error(), "update the program") {
		t.Errorf("a newer form: %v", err)
	}
}

// TestErrorsOfOthersAreTold tells those of the disk from those of the backup.
func TestErrorsOfOthersAreTold(t *testing.T) {
	file, failure := written(t, head), errors.New("the disk is gone")
	_, err := backup.Read(context.Background(), bytes.NewReader(file), func(string, io.Reader) error { return failure })
	if !errors.Is(err, failure) || errors.Is(err, backup.ErrUnsound) {
		t.Errorf("of keep: %v", err)
	}
	_, _, err = read(io.MultiReader(bytes.NewReader(file[:3000]), iotest.ErrReader(failure)))
	if !errors.Is(err, failure) || errors.Is(err, backup.ErrUnsound) {
		t.Errorf("of the file: %v", err)
	}
	ctx, end := context.WithCancel(context.Background())
	_, err = backup.Read(ctx, bytes.NewReader(file), func(string, io.Reader) error { end(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("of the context: %v", err)
	}
}

// TestTarUnpacksABackup has the system's own tar read it.
func TestTarUnpacksABackup(t *testing.T) {
	tar, err := exec.LookPath("tar")
	if err != nil {
		t.Skip("NOT RUN: there is no tar")
	}
	c := exec.Command(tar, "-xvf", "-", "-C", t.TempDir())
	c.Stdin = bytes.NewReader(written(t, head))
	out, err := c.CombinedOutput()
	const want = "manifest checkpoint verifier-key registry.db documents/ab/abc documents/cd/cde access/2026-03-01.jsonl"
	if got := strings.Join(strings.Fields(string(out)), " "); err != nil || got != want {
		t.Errorf("tar says %q, %v", got, err)
	}
	if left, _ := filepath.Glob(filepath.Join(c.Args[len(c.Args)-1], "*")); len(left) != 6 {
		t.Errorf("unpacked: %v", left)
	}
}
