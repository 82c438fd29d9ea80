package faults

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestAFaultInABackup(t *testing.T) {
	needStrace(t)
	backupSubject(t).inject(t)
}

// backupSubject writes a backup of the sample, beside its folder: faults meet calls
// on both. A backup is there when its name is; then it can be restored, whole.
func backupSubject(t *testing.T) subject {
	template := fresh(t)
	mustRun(t, importing(t, template)...)
	serve(t, template).stop(t)
	args := func(base string) []string {
		return []string{"backup", filepath.Join(base, "backup.tar"), "--data", filepath.Join(base, "data")}
	}
	run := func(t *testing.T, base string, strace ...string) (r result, calls []call) {
		if err := os.CopyFS(filepath.Join(base, "data"), os.DirFS(template)); err != nil {
			t.Fatal(err)
		}
		trace := filepath.Join(t.TempDir(), "trace")
		with := append(append(strace, "-o", trace), steady...)
		r = command(t, "strace", append(append(with, program), args(base)...)...)
		return r, readTrace(t, trace)
	}
	return subject{
		name: "a backup",
		calls: func(t *testing.T) ([]call, string) {
			base := memory(t)
			r, calls := run(t, base, "-f", "-y", "-xx", "-s", "0", "-e", "trace="+traced)
			if r.code != 0 {
				t.Fatalf("an undisturbed backup: %d %s", r.code, r.stderr)
			}
			return calls, base
		},
		do: func(t *testing.T, at target, fault string) (outcome, string, []call, string) {
			base := memory(t)
			r, calls := run(t, base, injecting(at, base, fault)...)
			return saidBy(t, r, fault), r.stderr, calls, base
		},
		there: func(base string) (bool, string) {
			if _, wrong := examine(filepath.Join(base, "data"), sampleWhole, sampleThere, verified); wrong != "" {
				return false, wrong
			}
			_, err := os.Stat(filepath.Join(base, "backup.tar"))
			return err == nil, ""
		},
		again: func(t *testing.T, base string) string {
			defer os.RemoveAll(base)
			if r := command(t, program, args(base)...); r.code != 0 { // it is there: whole, or it would not bear its name
				if _, err := os.Stat(filepath.Join(base, "backup.tar")); errors.Is(err, os.ErrNotExist) {
					return fmt.Sprintf("a second backup: exit %d %s", r.code, r.stderr)
				}
			}
			restored := filepath.Join(base, "restored")
			if r := command(t, program, "restore", filepath.Join(base, "backup.tar"), "--data", restored); r.code != 0 {
				return fmt.Sprintf("restore: exit %d %s%s", r.code, r.stdout, r.stderr)
			}
			if found, wrong := examine(restored, verified); wrong != "" || found != sample {
				return fmt.Sprintf("restored: %s %+v", wrong, found)
			}
			return ""
		},
	}
}
